import { expect, test } from "vitest";
import { GRANTABLE, areBothDuties, permissionDoes } from "./permissions";

test("a permission is said in words, and one that is not known yet by its name", () => {
  expect(permissionDoes("journals:sync")).toBe("Post journals");
  expect(permissionDoes("ledger:close")).toBe("ledger:close");
  expect(permissionDoes("toString")).toBe("toString");
});

test("what is the lease system’s own is not offered to people", () => {
  expect(GRANTABLE).not.toContain("periods:write");
});

test.each([
  [["journals:sync", "integration:manage"], true],
  [["journals:sync", "team:manage"], false],
  [["integration:manage", "audit:read"], false],
])("%s holds both duties: %s", (held, both) => {
  expect(areBothDuties(held)).toBe(both);
});
