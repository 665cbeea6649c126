import { expect, test } from "vitest";
import { ago, instant, plainDate } from "./time";

test("an instant names its time zone", () => {
  expect(instant("2026-11-03T17:42:00Z", "en-GB", "Europe/Berlin")).toBe("3 Nov 2026, 18:42 CET");
});

test("an accounting date is the same day everywhere", () => {
  expect(plainDate("2026-10-31", "en-GB")).toBe("31 Oct 2026");
});

test.each([
  ["2026-11-03T12:00:30Z", "just now"],
  ["2026-11-03T11:58:00Z", "2 minutes ago"],
  ["2026-11-03T10:00:00Z", "2 hours ago"],
  ["2026-11-02T12:00:00Z", "yesterday"],
  ["2026-11-03T12:05:00Z", "in 5 minutes"],
])("%s is %s", (at, words) => {
  expect(ago(at, new Date("2026-11-03T12:00:00Z"), "en")).toBe(words);
});
