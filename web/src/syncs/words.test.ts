import { expect, test } from "vitest";
import type { Journal, Problem, Sync } from "@/api/queries";
import {
  byWhoCanMend,
  extent,
  forOthers,
  retryEffect,
  reversalOf,
  journalName,
  retryLabel,
  sentence,
} from "./words";

const sync = {
  status: "FAILED",
  period_name: "October 2026",
  journals_total: 8,
  journals_posted: 3,
  journals_unknown: 0,
  journals_to_post: 5,
  problem_count: 0,
  doing: "Ended.",
  account: "1234567",
  environment: "production",
} as Sync;

const problem = {
  code: "MAP-02",
  title: "Department 'R&D-West' isn't in NetSuite",
  explanation: "The lines name it.",
  owner: "NetSuite administrator",
  severity: "blocks",
  steps: ["Create it.", "Then press Retry."],
  count: 37,
  entries: 2,
  leases: 12,
  subsidiaries: 2,
  places: [{ entry_id: "JE-1", line: 4, lease_id: "HL-7", subsidiary: "Halcyon GmbH" }],
  details: { name: "R&D-West" },
} as unknown as Problem;

const one = (changed: Partial<Problem>): Problem => ({ ...problem, ...changed });

test.each([
  [
    { status: "COMPLETED", journals_posted: 8 },
    [],
    "October 2026 is in NetSuite: 8 journals, all in the ledger.",
  ],
  [
    { status: "COMPLETED", journals_posted: 7 },
    [],
    "October 2026 is in NetSuite: 8 journals, 1 of them booked by hand.",
  ],
  [
    { journals_posted: 0, problem_count: 3 },
    [],
    "October 2026: nothing was posted. 3 things must be mended first.",
  ],
  [
    { journals_posted: 0, problem_count: 3 },
    [problem, problem, one({ owner: "controller" })],
    "October 2026: nothing was posted. 3 things must be mended first: 2 by the NetSuite administrator and 1 by the controller.",
  ],
  [{}, [one({ severity: "notice" })], "October 2026: 3 of 8 journals are in NetSuite."],
  [
    { journals_unknown: 2 },
    [],
    "October 2026: 3 of 8 journals are in NetSuite. Of 2 it is unknown; don’t book by hand.",
  ],
] as const)("%o", (changed, problems, words) => {
  expect(sentence({ ...sync, ...changed }, problems)).toBe(words);
});

test.each([
  [
    {},
    "Posts the 5 journals that aren’t in NetSuite. The 3 journals that are there stay untouched.",
  ],
  [
    { journals_posted: 7, journals_unknown: 1, journals_to_post: 0 },
    "Looks in NetSuite first for what is unknown (1 journal), and posts only what is not there. The 7 journals that are there stay untouched.",
  ],
  [
    { journals_unknown: 1, journals_to_post: 4 },
    "Looks in NetSuite first for what is unknown (1 journal), and posts only what is not there. Posts the 4 journals that aren’t in NetSuite. The 3 journals that are there stay untouched.",
  ],
  // Of the other six some were booked by hand, or wait for a decision.
  [
    { journals_posted: 1, journals_to_post: 1 },
    "Posts the 1 journal that isn’t in NetSuite. The 1 journal that is there stays untouched.",
  ],
  [
    { journals_posted: 0, journals_to_post: 0 },
    "Checks everything anew; no journal is left to post.",
  ],
  [
    { journals_total: 0, journals_posted: 0, journals_to_post: 0 },
    "Plans the period anew, checks it, and posts its journals.",
  ],
])("retrying %o", (changed, words) => {
  expect(retryEffect({ ...sync, ...changed })).toBe(words);
});

test.each([
  [{}, "Post 5 journals"],
  [{ journals_to_post: 1 }, "Post 1 journal"],
  [{ journals_unknown: 1, journals_to_post: 4 }, "Look for 1 journal, then post 4"],
  [{ journals_unknown: 5, journals_to_post: 0 }, "Look for 5 journals in NetSuite"],
  [{ journals_to_post: 0 }, "Retry"],
])("the button that retries %o", (changed, words) => {
  expect(retryLabel({ ...sync, ...changed })).toBe(words);
});

test("a reversal says what it reverses", () => {
  const reversed = { entry_id: "JE-1", part: 2, parts: 3, number: "JE1042" } as Journal;
  const reversal = { ...reversed, kind: "reversal", number: null, reverses: "PS-1" } as Journal;
  expect(reversalOf(reversal, reversed)).toBe("reversal of entry JE-1 (2 of 3), JE1042");
  expect(reversalOf(reversal, undefined)).toBe("reversal of PS-1");
});

test.each([
  [{ number: "JE1042", internal_id: "7" }, "JE1042"],
  [{ number: null, internal_id: "7" }, "id 7"],
  [{ number: null, internal_id: null }, "–"],
])("the journal %o is called %s", (journal, name) => {
  expect(journalName(journal as Journal)).toBe(name);
});

test("a problem says how much it touches", () => {
  expect(extent(problem)).toBe("37 places, 2 entries, 12 leases, 2 subsidiaries");
});

test("what is copied is complete without the page", () => {
  const text = forOthers(problem, sync, "https://page.example/syncs/x");
  for (const part of [
    "MAP-02",
    "1234567",
    "1. Create it.",
    "lease HL-7",
    "and 36 more",
    "https:",
  ]) {
    expect(text).toContain(part);
  }
});

test("what I can mend comes first, and notices last", () => {
  const notice = one({ severity: "notice", owner: "controller" });
  const mine = one({ owner: "controller", count: 1 });
  expect(byWhoCanMend([notice, problem, mine], new Set(["controller"]))).toEqual([
    mine,
    problem,
    notice,
  ]);
});
