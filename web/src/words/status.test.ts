import { expect, test } from "vitest";
import type { Period } from "@/api/queries";
import { statusWords } from "./status";

const sync: NonNullable<Period["sync"]> = {
  sync_id: "halcyon-1",
  number: 1,
  status: "IN_PROGRESS",
  stage: "POSTING",
  doing: "Posting to NetSuite.",
  environment: "production",
  account: "1234567",
  requested_by: "controller@halcyon.example",
  requested_at: "2026-11-03T12:00:00Z",
  transmitted_at: null,
  progressed_at: null,
  finished_at: null,
  journals_total: 8,
  journals_posted: 3,
  journals_unknown: 0,
  problem_count: 0,
};

const words = (status: Period["status"], of: Partial<typeof sync> | null, before_go_live = false) =>
  statusWords({ status, before_go_live, sync: of === null ? null : { ...sync, ...of } });

test.each([
  [words("NOT_SYNCED", null), "Not synced", undefined],
  [words("NOT_SYNCED", null, true), "Before go-live", "Not booked by Period Sync"],
  [words("IN_PROGRESS", {}), "In progress", "3 of 8"],
  [
    words("IN_PROGRESS", { stage: "VERIFYING" }),
    "In progress",
    "Checking with NetSuite, do not book by hand",
  ],
  [words("AWAITING_APPROVAL", {}), "Sent", "Awaiting approval in NetSuite, not yet in the ledger"],
  [words("COMPLETED", {}), "Completed", "8 journals"],
  [words("FAILED", { journals_posted: 0 }), "Failed", "Nothing was posted"],
  [words("FAILED", {}), "Failed", "3 of 8 posted"],
  [words("FAILED", { journals_unknown: 1 }), "Failed", "1 journal unknown, do not book by hand"],
])("%o says %s: %s", (found, word, truth) => {
  expect([found.word, found.truth]).toEqual([word, truth]);
});
