/** Makes pages of docs/ readable in the page: written as HTML when it is built. */
import { Marked } from "marked";
import type { Plugin } from "vite";

/** The page's own headings come before those of a document. */
const DEEPER_BY = 2;

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
    transform(code, id) {
      if (!id.endsWith(".md")) return undefined;
      return { code: `export default ${JSON.stringify(marked.parse(code))};`, map: null };
    },
  };
}
