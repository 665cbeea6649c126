import { describe, expect, it } from "vitest";
import type { Connection, Suggestions } from "./queries";
import { setUpSteps, type Read } from "./setUpSteps";

const nothing: Read = {
  connections: [],
  sandboxReadiness: undefined,
  productionMappings: 0,
  sandboxMappings: 0,
};
const sandbox = {
  connection_id: "sandbox",
  environment: "sandbox",
  state: "READY",
  passed_at: "2026-11-01T10:00:00Z",
  is_live: false,
} as Connection;
const production = { ...sandbox, connection_id: "main", environment: "production" } as Connection;
const wanted = { items: [{}], checked_periods: 1, rehearsed_periods: 0 } as Suggestions;

const done = (read: Partial<Read>) =>
  setUpSteps({ ...nothing, ...read })
    .filter((step) => step.isDone)
    .map((step) => step.title);

describe("the set-up", () => {
  it("begins with nothing done", () => {
    expect(done({})).toEqual([]);
  });

  it("counts names that are still to map as not done", () => {
    expect(done({ connections: [sandbox], sandboxReadiness: wanted })).toEqual([
      "Connect a sandbox",
      "Test it",
      "Check a past period",
    ]);
  });

  it("waits for the mappings of the sandbox in production", () => {
    const read = { connections: [sandbox, production], sandboxMappings: 3 };
    expect(done({ ...read, productionMappings: 2 })).not.toContain("Copy the mappings");
    expect(done({ ...read, productionMappings: 3 })).toContain("Copy the mappings");
  });

  it("knows no revoked connection", () => {
    expect(done({ connections: [{ ...sandbox, state: "REVOKED" }] })).toEqual([]);
  });

  it("ends live", () => {
    const all = done({
      connections: [sandbox, { ...production, is_live: true, state: "LIVE" }],
      sandboxReadiness: { items: [], checked_periods: 1, rehearsed_periods: 1 },
    });
    expect(all).toHaveLength(8);
  });
});
