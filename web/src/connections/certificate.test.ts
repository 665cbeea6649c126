import { expect, test } from "vitest";
import { daysLeft, endWords } from "./certificate";

const NOW = new Date("2026-11-03T23:30:00Z");

test.each([
  [null, undefined],
  ["2027-01-03", undefined],
  ["2027-01-02", "Its certificate ends in 60 days"],
  ["2026-11-04", "Its certificate ends in 1 day"],
  ["2026-11-03", "Its certificate ends today"],
  ["2026-11-02", "Its certificate has ended"],
])("a certificate until %s", (ends, words) => {
  const left = daysLeft(ends, NOW);
  expect(left === undefined ? undefined : endWords(left)).toBe(words);
});
