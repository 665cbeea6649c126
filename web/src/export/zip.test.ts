import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { Archive } from "./zip";

const bytesOf = (blob: Blob) =>
  new Promise<Uint8Array>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer));
    reader.readAsArrayBuffer(blob);
  });

test("what is added is in it, under its path and to the letter", async () => {
  const archive = new Archive();
  archive.add("journals.csv", "entry,total\r\nKöln,12.50\r\n");
  archive.add("evidence/ps-a/1.json", "x".repeat(200_000));
  const found = unzipSync(await bytesOf(archive.whole()));
  expect(Object.keys(found)).toEqual(["journals.csv", "evidence/ps-a/1.json"]);
  expect(strFromU8(found["journals.csv"] ?? new Uint8Array())).toBe(
    "entry,total\r\nKöln,12.50\r\n",
  );
  expect(found["evidence/ps-a/1.json"]).toHaveLength(200_000);
});
