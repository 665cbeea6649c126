import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import articles from "../../../docs/errors.md?articles";

test("every code has an article of its own, with its steps", () => {
  const text = readFileSync("../docs/errors.md", "utf8");
  const codes = [...text.matchAll(/^### (.+)$/gm)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(50);
  expect(Object.keys(articles)).toEqual(codes);
  for (const article of Object.values(articles)) {
    expect(article).toMatch(/^<p><strong>[^]*<ol>[^]*<\/ol>\n$/);
    expect(article).not.toMatch(/<h\d/);
  }
});
