/** Rows as CSV (RFC 4180) that no spreadsheet takes for formulas. */
import { save } from "./save";

const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

type Cell = string | number | null | undefined;

/** Return the file's text; the mark at its start makes Excel read UTF-8. */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return "\uFEFF" + [header, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function cell(value: Cell): string {
  const text = String(value ?? "");
  // A leading apostrophe is what spreadsheets take for "this is text".
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hand a CSV file to the browser's downloads. */
export function download(name: string, text: string): void {
  save(name, new Blob([text], { type: "text/csv;charset=utf-8" }));
}
