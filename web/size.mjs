/** Holds what the first view loads to 200 kB of JS and CSS after gzip. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 200;
const FIRST_VIEW = ["index.html", "src/periods/PeriodsPage.tsx"];
const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));

function filesOf(key, found = new Set()) {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`${key} is not in the build: name the first view anew.`);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const css of chunk.css ?? []) found.add(css);
  for (const other of chunk.imports ?? []) filesOf(other, found);
  return found;
}

const files = new Set(FIRST_VIEW.flatMap((key) => [...filesOf(key)]));
const sizes = [...files].map((file) => [file, gzipSync(readFileSync(`dist/${file}`)).length]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0) / 1000;
for (const [file, size] of sizes)
  console.log(`${(size / 1000).toFixed(1).padStart(7)} kB  ${file}`);
console.log(`${total.toFixed(1).padStart(7)} kB of ${LIMIT_KB} for the first view, gzip`);
if (total > LIMIT_KB) process.exit(1);
