import { expect, test } from "vitest";
import { ownPath } from "./session";

test.each([
  ["/syncs/halcyon-1?tab=2", "/syncs/halcyon-1?tab=2"],
  ["/join#a-token", "/join#a-token"],
  ["//evil.example/x", "/"],
  ["https://evil.example", "/"],
  ["/\\evil.example", "/"],
  [undefined, "/"],
])("after the sign-in %s leads to %s", (wanted, path) => {
  expect(ownPath(wanted)).toBe(path);
});
