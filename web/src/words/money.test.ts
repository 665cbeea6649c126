import { expect, test } from "vitest";
import { money } from "./money";

test.each([
  ["1234567.50", "en-US", "1,234,567.50"],
  ["1234567.50", "de-DE", "1.234.567,50"],
  ["-0.05", "en-US", "−0.05"],
  ["100", "ja-JP", "100"],
  ["12345678901234567890.123", "en-US", "12,345,678,901,234,567,890.123"],
])("%s in %s is %s", (amount, locale, shown) => {
  expect(money(amount, locale)).toBe(shown);
});
