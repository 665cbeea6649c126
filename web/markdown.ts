/** Makes pages of docs/ readable in the page: written as HTML when it is built. */
import { readFileSync } from "node:fs";
import { Marked, type Token } from "marked";
import type { Plugin } from "vite";

/** The page's own headings come before those of a document. */
const DEEPER_BY = 2;
/** An article is what stands below a heading of this depth, up to the next heading. */
const ARTICLE_DEPTH = 3;
const WHOLE = /\.md$/;
const ARTICLES = /\.md\?articles$/;

const marked = new Marked({
  renderer: {
    heading({ tokens, depth }) {
      const level = Math.min(depth + DEEPER_BY, 6);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
    // Other documents of the project are not part of the page.
    link({ tokens }) {
      return this.parser.parseInline(tokens);
    },
  },
});

export function markdown(): Plugin {
  return {
    name: "markdown",
    load(id) {
      if (WHOLE.test(id)) return exported(marked.parse(read(this, id)));
      if (ARTICLES.test(id)) return exported(articles(read(this, id.replace("?articles", ""))));
      return undefined;
    },
  };
}

function read(builder: { addWatchFile: (path: string) => void }, path: string): string {
  builder.addWatchFile(path);
  return readFileSync(path, "utf8");
}

function exported(value: unknown) {
  return { code: `export default ${JSON.stringify(value)};`, map: null };
}

/** The HTML of each article, by its heading. */
export function articles(text: string): Record<string, string> {
  const found: Record<string, Token[]> = {};
  let current: Token[] | undefined;
  for (const token of marked.lexer(text)) {
    if (token.type !== "heading") current?.push(token);
    else if (token.depth === ARTICLE_DEPTH) current = found[String(token.text)] = [];
    else current = undefined;
  }
  return Object.fromEntries(
    Object.entries(found).map(([heading, tokens]) => [heading, marked.parser(tokens)]),
  );
}
