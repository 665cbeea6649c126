import { expect, test } from "vitest";
import { csv } from "./csv";

const row = (value: string | number | null) => csv(["a"], [[value]]).split("\r\n")[1];

test.each([
  ["plain", "plain"],
  [null, ""],
  [12, "12"],
  ["-12.50", "-12.50"],
  ['say "yes", please', '"say ""yes"", please"'],
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["  +1+1", "'  +1+1"],
  ["@SUM(1)", "'@SUM(1)"],
  ["-2+3", "'-2+3"],
  ["\tcmd", "'\tcmd"],
])("%j becomes %j", (value, cell) => {
  expect(row(value)).toBe(cell);
});
