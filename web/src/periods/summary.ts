/** The one sentence above the list of periods. */
import type { Status } from "@/api/queries";
import { count } from "@/words/count";

/** Say how many periods need somebody, or that none does; `counts` holds periods per status. */
export function summary(counts: Readonly<Record<string, number>>): string {
  const of = (status: Status) => counts[status] ?? 0;
  const all = Object.values(counts).reduce((sum, number) => sum + number, 0);
  if (all === 0) return "No period has been closed yet.";
  const needs = [
    of("FAILED") > 0 ? `${of("FAILED")} failed` : "",
    of("NOT_SYNCED") > 0 ? `${of("NOT_SYNCED")} not synced` : "",
    of("IN_PROGRESS") > 0 ? `${of("IN_PROGRESS")} in progress` : "",
    of("AWAITING_APPROVAL") > 0 ? `${of("AWAITING_APPROVAL")} awaiting approval` : "",
  ].filter((part) => part !== "");
  const closed = count(all, "period");
  if (needs.length === 0) {
    return `Everything is in NetSuite: ${closed}, all in the ledger.`;
  }
  return `${of("COMPLETED")} of ${closed} ${all === 1 ? "is" : "are"} in the ledger; ${listed(needs)}.`;
}

function listed(parts: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(parts);
}
