/// <reference types="vite/client" />

/** A document of docs/, as HTML. */
declare module "*.md" {
  const html: string;
  export default html;
}

/** The articles of a document of docs/: the HTML of each, by its heading. */
declare module "*.md?articles" {
  const articles: Readonly<Record<string, string>>;
  export default articles;
}
