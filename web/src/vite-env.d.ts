/// <reference types="vite/client" />

/** A document of docs/, as HTML. */
declare module "*.md" {
  const html: string;
  export default html;
}
