/** What became of a sync, in words for people. */
import type { Journal, Problem, Sync } from "@/api/queries";
import { count } from "@/words/count";

type Outcome = Pick<
  Sync,
  | "status"
  | "period_name"
  | "journals_total"
  | "journals_posted"
  | "journals_unknown"
  | "journals_to_post"
  | "doing"
  | "problem_count"
>;

/** The sentence that one could read aloud in a meeting. */
export function sentence(sync: Outcome, problems: readonly Problem[]): string {
  const { period_name: name, journals_total: total, journals_posted: posted } = sync;
  switch (sync.status) {
    case "COMPLETED":
      return `${name} is in NetSuite: ${count(total, "journal")}, ${settled(total - posted)}.`;
    case "AWAITING_APPROVAL":
      return `${name} was sent to NetSuite: ${count(total, "journal")}, not all approved there yet.`;
    case "FAILED":
      return `${name}: ${failed(sync)} ${toMend(sync.problem_count, problems)}`.trim();
    case "IN_PROGRESS":
      return total === 0
        ? `${name} is on its way to NetSuite.`
        : `${name}: ${posted} of ${count(total, "journal")} are in NetSuite by now.`;
    case "NOT_SYNCED":
      return `${name} was not sent.`;
  }
}

function settled(byHand: number): string {
  return byHand === 0 ? "all in the ledger" : `${byHand} of them booked by hand`;
}

function failed({ journals_total, journals_posted, journals_unknown }: Outcome): string {
  if (journals_posted === 0 && journals_unknown === 0) return "nothing was posted.";
  const known = `${journals_posted} of ${count(journals_total, "journal")} are in NetSuite.`;
  if (journals_unknown === 0) return known;
  return `${known} Of ${journals_unknown} it is unknown; don’t book by hand.`;
}

/** Whom the problems need is known only when they are all read. */
function toMend(number: number, problems: readonly Problem[]): string {
  if (number === 0) return "";
  const blocking = problems.filter((problem) => problem.severity === "blocks");
  const things = `${count(number, "thing")} must be mended first`;
  if (blocking.length < number) return `${things}.`;
  const owners = new Map<string, number>();
  for (const { owner } of blocking) owners.set(owner, (owners.get(owner) ?? 0) + 1);
  const by = [...owners].map(([owner, number]) => `${number} by the ${owner}`);
  const list = new Intl.ListFormat("en", { type: "conjunction" }).format(by);
  return `${things}: ${list}.`;
}

const STATES: Readonly<Record<string, string>> = {
  PLANNED: "Not sent",
  SENT: "Sent, not yet confirmed; don’t book by hand",
  POSTED: "In the ledger",
  PENDING_APPROVAL: "Awaiting approval",
  REFUSED: "Refused by NetSuite",
  UNKNOWN: "Unknown; don’t book by hand",
  DIFFERS: "In NetSuite, but not as it was sent",
  REVERSED: "Reversed",
  REPLACED: "Not needed any more",
  REJECTED: "Rejected in NetSuite",
  DELETED: "No longer in NetSuite",
  BOOKED_BY_HAND: "Booked by hand",
};

/** Where a journal is, as an accountant says it. */
export function journalState(journal: Pick<Journal, "status">): string {
  return STATES[journal.status] ?? journal.status;
}

/** NetSuite's number of a journal, or its internal id while it has none; or a dash. */
export function journalName({ number, internal_id }: Journal): string {
  return number ?? (internal_id === null ? "–" : `id ${internal_id}`);
}

/** The entry that a journal books, and which part of it. */
export function journalEntry({ entry_id, part, parts }: Journal): string {
  return parts > 1 ? `${entry_id} (${part} of ${parts})` : entry_id;
}

/** What a reversal reverses: by entry and number if that journal is at hand. */
export function reversalOf({ reverses }: Journal, reversed: Journal | undefined): string {
  if (reversed === undefined) return reverses === null ? "reversal" : `reversal of ${reverses}`;
  return `reversal of entry ${journalEntry(reversed)}, ${journalName(reversed)}`;
}

/** What Retry will do, before it is pressed. */
export function retryEffect(sync: Outcome): string {
  const { journals_posted: posted, journals_unknown: unknown, journals_to_post: toPost } = sync;
  if (sync.journals_total === 0) {
    return "Plans the period anew, checks it, and posts its journals.";
  }
  const parts = [
    unknown > 0
      ? `Looks in NetSuite first for what is unknown (${count(unknown, "journal")}), and posts only what is not there.`
      : "",
    toPost > 0
      ? `Posts the ${count(toPost, "journal")} that ${toPost === 1 ? "isn’t" : "aren’t"} in NetSuite.`
      : "",
    unknown === 0 && toPost === 0 ? "Checks everything anew; no journal is left to post." : "",
    posted > 0
      ? `The ${count(posted, "journal")} that ${posted === 1 ? "is there stays" : "are there stay"} untouched.`
      : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** What the button says that does it: "Look for 1 journal, then post 4". */
export function retryLabel({ journals_unknown: unknown, journals_to_post: toPost }: Outcome) {
  if (unknown === 0) return toPost === 0 ? "Retry" : `Post ${count(toPost, "journal")}`;
  const look = `Look for ${count(unknown, "journal")}`;
  return toPost === 0 ? `${look} in NetSuite` : `${look}, then post ${toPost}`;
}

/** How much of a period a problem touches: "37 lines, 12 leases, 2 subsidiaries". */
export function extent({ count: places, entries, leases, subsidiaries }: Problem): string {
  const parts = [
    places > entries ? count(places, "place") : "",
    entries > 0 ? count(entries, "entry", "entries") : "",
    leases > 0 ? count(leases, "lease") : "",
    subsidiaries > 1 ? count(subsidiaries, "subsidiary", "subsidiaries") : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** What to send to the person who can mend a problem, complete without this page. */
export function forOthers(problem: Problem, sync: Sync, link: string): string {
  const places = problem.places
    .slice(0, 10)
    .map(({ entry_id, line, lease_id, subsidiary }) =>
      [
        `Entry ${entry_id}`,
        line === null ? "" : `line ${line}`,
        lease_id === null ? "" : `lease ${lease_id}`,
        subsidiary ?? "",
      ]
        .filter((part) => part !== "")
        .join(", "),
    );
  const details = Object.entries(problem.details).map(([name, value]) => `${name}: ${value}`);
  return [
    `${problem.title} (${problem.code})`,
    `NetSuite account ${sync.account} (${sync.environment}), ${sync.period_name}`,
    "",
    problem.explanation,
    ...problem.steps.map((step, index) => `${index + 1}. ${step}`),
    "",
    ...places,
    ...(problem.count > places.length ? [`and ${problem.count - places.length} more places`] : []),
    ...(details.length > 0 ? ["", ...details] : []),
    "",
    link,
  ].join("\n");
}

/** What I can mend comes first, then what others can, then what is only worth knowing. */
export function byWhoCanMend(
  problems: readonly Problem[],
  mine: ReadonlySet<string>,
): readonly Problem[] {
  const rank = (problem: Problem) =>
    problem.severity === "notice" ? 2 : mine.has(problem.owner) ? 0 : 1;
  return [...problems].sort((one, other) => rank(one) - rank(other) || other.count - one.count);
}
