import { expect, test } from "vitest";
import { summary } from "./summary";

test.each([
  [{}, "No period has been closed yet."],
  [{ COMPLETED: 3 }, "Everything is in NetSuite: 3 periods, all in the ledger."],
  [
    { COMPLETED: 2, FAILED: 1, NOT_SYNCED: 1 },
    "2 of 4 periods are in the ledger; 1 failed and 1 not synced.",
  ],
  [{ NOT_SYNCED: 1 }, "0 of 1 period is in the ledger; 1 not synced."],
])("%o", (counts, sentence) => {
  expect(summary(counts)).toBe(sentence);
});
