import { expect, test } from "vitest";
import { ApiError } from "@/api/error";
import { UnreadableEvidence, gather, type Progress } from "./gather";
import { patiently, type Journal, type Source, type Sync } from "./source";

const one = {
  connection_id: "main",
  account: "7654321",
  environment: "production",
  secret: { set_by: "someone@halcyon.example" },
};
const sync = (sync_id: string, more: Partial<Sync> = {}) =>
  ({ sync_id, connection_id: "main", requested_by: "c@halcyon.example", ...more }) as Sync;
const journal = (external_id: string, more: Partial<Journal> = {}) =>
  ({ external_id, attempt: 1, given_up: [] as string[], status: "POSTED", ...more }) as Journal;

/** Two periods, of which the second was synced twice and rehearsed elsewhere. */
const said = {
  mappings: (connection_id: string, version = 2) =>
    Promise.resolve({
      connection_id,
      version,
      mappings: version === 1 ? [{ name: "logistics" }] : [],
      versions: [{ version, saved_by: `of ${version}`, saved_at: "2026-11-03T18:00:00Z" }],
    }),
  periods: () =>
    Promise.resolve([
      { entity: "a", period_id: "1" },
      { entity: "b", period_id: "1" },
    ]),
  period: (entity: string, period_id: string) =>
    Promise.resolve({ entity, period_id, revision: 1, revisions: [{ number: 1 }], totals: {} }),
  syncs: (entity: string) =>
    Promise.resolve(
      entity === "a"
        ? [sync("t-1", { connection_id: "sandbox" })]
        : [sync("t-4"), sync("t-3", { connection_id: "sandbox" }), sync("t-2")],
    ),
  journals: (sync_id: string) =>
    Promise.resolve([
      journal("ps-a", { sync_id: "t-2", number: sync_id === "t-4" ? "JE2" : "JE1" }),
      journal("ps-c", { sync_id: "t-4", given_up: ["ps-b"] }),
      journal("ps-d", { sync_id: null, attempt: 0 }),
    ]),
  decisions: () => Promise.resolve([]),
  evidence: (sync_id: string, external_id: string) =>
    Promise.resolve([1, 1, 2].map((attempt) => ({ external_id, attempt, sync_id }))),
  audit: () => Promise.resolve([]),
} as unknown as Source;

function asked(from: Partial<Source> = {}, withAudit = true) {
  const files = new Map<string, string>();
  const steps: Progress[] = [];
  const stop = new AbortController();
  const run = gather({
    one: one as never,
    from: { ...said, ...from },
    to: { add: (path, text) => files.set(path, text) },
    withAudit,
    signal: stop.signal,
    tell: (progress) => steps.push(progress),
  });
  return { files, steps, stop, run };
}

test("each journal is in it once, as the newest sync saw it, with all of its attempts", async () => {
  const { files, steps, run } = asked();
  expect(await run).toEqual({ periods: 1, syncs: 2, journals: 3, pieces: 9 });
  expect([...files.keys()].filter((path) => path.startsWith("evidence/"))).toEqual(
    ["ps-a", "ps-b", "ps-c"].flatMap((key) => [1, 2].map((n) => `evidence/${key}/${n}.json`)),
  );
  expect(JSON.parse(files.get("evidence/ps-a/1.json") ?? "")).toHaveLength(2);
  const journals = files.get("journals.csv") ?? "";
  expect(journals).toContain("JE2");
  expect(journals).not.toContain("JE1");
  expect(steps.map(({ period, periods }) => `${period} of ${periods}`)).toEqual([
    "1 of 2",
    "2 of 2",
  ]);
});

test("nothing of a key is in it, nor the trail for whoever may not read that", async () => {
  const { files, run } = asked({}, false);
  await run;
  expect(files.get("connection.json")).toContain("7654321");
  expect([...files.values()].join()).not.toContain("someone@halcyon.example");
  expect(files.has("audit.csv")).toBe(false);
  expect(files.get("README.txt")).toContain("audit.csv is left out");
});

test("every version of the mappings is in it, with who saved it", async () => {
  const { files, run } = asked();
  await run;
  const saved_at = "2026-11-03T18:00:00Z";
  expect(JSON.parse(files.get("mappings.json") ?? "")).toEqual([
    { version: 2, saved_by: "of 2", saved_at, mappings: [] },
    { version: 1, saved_by: "of 1", saved_at, mappings: [{ name: "logistics" }] },
  ]);
});

test("a connection that never had mappings has no version of them", async () => {
  const { files, run } = asked({
    mappings: (connection_id) =>
      Promise.resolve({ connection_id, version: 0, mappings: [], versions: [] }),
  });
  await run;
  expect(JSON.parse(files.get("mappings.json") ?? "")).toEqual([]);
});

test("evidence that can’t be read is named, and nothing is made of the rest", async () => {
  const { run } = asked({ evidence: () => Promise.reject(new Error("gone")) });
  await expect(run).rejects.toThrow(UnreadableEvidence);
  await expect(run).rejects.toThrow(/ps-a .*gone/);
});

test("it can be cancelled", async () => {
  const { stop, run } = asked();
  stop.abort();
  await expect(run).rejects.toThrow(/abort/i);
});

test("what passes is asked for again, and what was refused is not", async () => {
  let asks = 0;
  const busy = () => {
    asks += 1;
    return asks < 3
      ? Promise.reject(new ApiError(429, "HTTP_429", "too many"))
      : Promise.resolve("there");
  };
  expect(await patiently(busy, [0, 0, 0])).toBe("there");
  const refused = () => {
    asks += 1;
    return Promise.reject(new ApiError(403, "FORBIDDEN", "no"));
  };
  asks = 0;
  await expect(patiently(refused, [0, 0, 0])).rejects.toThrow("no");
  expect(asks).toBe(1);
});
