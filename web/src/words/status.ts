/** A period's Integration column in words: the status first, then what is true beneath it. */
import type { Schemas } from "@/api/client";
import { count } from "./count";

type Period = Pick<Schemas["ListedPeriodBody"], "status" | "sync" | "before_go_live">;

/** Each tone has a shape of its own, so that colour is never the only sign. */
export type Tone = "quiet" | "busy" | "waiting" | "good" | "bad";

export interface StatusWords {
  /** The status as people know it: "Failed". */
  word: string;
  /** What is true beneath it: "3 of 8 posted". */
  truth: string | undefined;
  tone: Tone;
}

/** The words of each status, for filters and headings. */
export const STATUS_WORDS: Readonly<Record<Schemas["IntegrationStatus"], string>> = {
  NOT_SYNCED: "Not synced",
  IN_PROGRESS: "In progress",
  AWAITING_APPROVAL: "Sent",
  COMPLETED: "Completed",
  FAILED: "Failed",
};

export const STATUS_TONES: Readonly<Record<Schemas["IntegrationStatus"], Tone>> = {
  NOT_SYNCED: "quiet",
  IN_PROGRESS: "busy",
  AWAITING_APPROVAL: "waiting",
  COMPLETED: "good",
  FAILED: "bad",
};

export function statusWords(period: Period): StatusWords {
  const { status, sync, before_go_live } = period;
  if (status === "NOT_SYNCED" && before_go_live) {
    return { word: "Before go-live", truth: "Not booked by Period Sync", tone: "quiet" };
  }
  return {
    word: STATUS_WORDS[status],
    truth: sync === null ? undefined : truth(sync, status),
    tone: STATUS_TONES[status],
  };
}

function truth(
  sync: NonNullable<Period["sync"]>,
  status: Schemas["IntegrationStatus"],
): string | undefined {
  const { journals_posted: posted, journals_total: total, journals_unknown: unknown } = sync;
  switch (status) {
    case "IN_PROGRESS":
      return progress(sync);
    case "AWAITING_APPROVAL":
      return "Awaiting approval in NetSuite, not yet in the ledger";
    case "COMPLETED":
      return count(total, "journal");
    case "FAILED":
      if (unknown > 0) return `${count(unknown, "journal")} unknown, do not book by hand`;
      return posted === 0 ? "Nothing was posted" : `${posted} of ${total} posted`;
    case "NOT_SYNCED":
      return undefined;
  }
}

function progress(sync: NonNullable<Period["sync"]>): string {
  switch (sync.stage) {
    case "QUEUED":
    case "PLANNING":
      return sync.doing;
    case "CHECKING":
      return "Checking with NetSuite, nothing is sent yet";
    case "POSTING":
      return `${sync.journals_posted} of ${sync.journals_total}`;
    case "VERIFYING":
    case "ENDED":
      return "Checking with NetSuite, do not book by hand";
  }
}
