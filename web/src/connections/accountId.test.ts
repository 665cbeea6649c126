import { describe, expect, it } from "vitest";
import { accountFault, canonicalAccount } from "./accountId";

describe("account ids", () => {
  it("are spelled as NetSuite does", () => {
    expect(canonicalAccount("1234567-sb1")).toBe("1234567_SB1");
    expect(canonicalAccount("1234567")).toBe("1234567");
  });

  it.each(["1234567.evil.example", "1234567/..", " 1234567", "1234567SB1", "١٢٣", "a@b"])(
    "refuse %s",
    (typed) => {
      expect(canonicalAccount(typed)).toBeUndefined();
      expect(accountFault(typed, "production")).toContain("looks like");
    },
  );

  it("fit the kind of connection", () => {
    expect(accountFault("1234567_SB1", "production")).toContain("is a sandbox");
    expect(accountFault("1234567", "sandbox")).toContain("no sandbox");
    expect(accountFault("1234567_SB1", "sandbox")).toBeUndefined();
    expect(accountFault("", "sandbox")).toBeUndefined();
  });
});
