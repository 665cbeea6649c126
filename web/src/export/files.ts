/** The files of an export, from what was read. */
import { journalState } from "@/syncs/words";
import { count } from "@/words/count";
import { csv } from "@/words/csv";
import type {
  Connection,
  Decision,
  Evidence,
  Journal,
  Mappings,
  PeriodDetail,
  Sync,
} from "./source";

const yes = (is: boolean) => (is ? "yes" : "no");
const amounts = (totals: Record<string, string>) =>
  Object.entries(totals)
    .map(([currency, total]) => `${currency} ${total}`)
    .join("; ");

export const jsonFile = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** What is set and when it was used; of its key nothing. */
export function connectionFile(one: Connection): string {
  return jsonFile({
    connection_id: one.connection_id,
    account: one.account,
    environment: one.environment,
    logs_in_by: one.auth,
    state: one.state,
    created_at: one.created_at,
    passed_at: one.passed_at,
    go_live: one.go_live,
    revoked_at: one.revoked_at,
    settings: one.settings,
  });
}

/** Each version with who saved it, the newest first; none before there were any. */
export function mappingsFile(versions: readonly Mappings[]): string {
  const saved = versions.filter(({ version }) => version > 0);
  return jsonFile(
    saved.map(({ version, mappings, versions: listed }) => {
      const of = listed.find((each) => each.version === version);
      return { version, saved_by: of?.saved_by, saved_at: of?.saved_at, mappings };
    }),
  );
}

/** One row for each revision; counts and totals are known of the latest one. */
export function periodsFile(periods: readonly PeriodDetail[]): string {
  const rows = periods.flatMap((one) =>
    one.revisions.map((revision) => {
      const isLatest = revision.number === one.revision;
      return [
        one.entity,
        one.period_id,
        one.name,
        one.start_date,
        one.end_date,
        revision.number,
        revision.closed_at,
        revision.closed_by,
        revision.received_at,
        revision.reopened_reason,
        revision.document_sha256,
        isLatest ? one.leases : null,
        isLatest ? one.entries : null,
        isLatest ? one.lines : null,
        isLatest ? amounts(one.totals) : null,
        isLatest ? one.status : null,
      ];
    }),
  );
  return csv(
    [
      "entity",
      "period",
      "name",
      "start",
      "end",
      "revision",
      "closed at (UTC)",
      "closed by",
      "handed over at (UTC)",
      "reason for reopening",
      "document SHA-256",
      "leases",
      "entries",
      "lines",
      "totals",
      "status",
    ],
    rows,
  );
}

export function syncsFile(syncs: readonly Sync[]): string {
  const rows = syncs.map((one) => [
    one.sync_id,
    one.entity,
    one.period_id,
    one.revision,
    yes(one.is_rehearsal),
    one.environment,
    one.account,
    one.status,
    one.requested_by,
    one.requested_at,
    one.transmitted_at,
    one.finished_at,
    one.journals_total,
    one.journals_posted,
    one.journals_unknown,
    one.problem_count,
    one.previous_sync_id,
    one.decision_id,
    yes(one.is_automatic),
    yes(one.duties_shared),
    one.correlation_id,
  ]);
  return csv(
    [
      "sync",
      "entity",
      "period",
      "revision",
      "rehearsal",
      "environment",
      "account",
      "status",
      "asked for by",
      "asked for at (UTC)",
      "transmitted at (UTC)",
      "finished at (UTC)",
      "journals",
      "journals in NetSuite",
      "journals unknown",
      "problems",
      "continues",
      "decision",
      "asked for by the lease system",
      "set up and posted by one person",
      "request",
    ],
    rows,
  );
}

/** A journal as it stands, of which period, seen in which sync, and which sent it, if one did. */
export interface Posted {
  period: { entity: string; period_id: string };
  journal: Journal;
  seenIn: Sync;
  sentBy: Sync | undefined;
}

export function journalsFile(posted: readonly Posted[]): string {
  const rows = posted.map(({ period, journal: one, seenIn, sentBy }) => [
    period.entity,
    period.period_id,
    one.revision,
    yes(seenIn.is_rehearsal),
    one.entry_id,
    one.part,
    one.parts,
    one.kind,
    one.external_id,
    one.internal_id,
    one.number,
    one.netsuite_url,
    one.subsidiary,
    one.currency,
    one.total,
    one.lines,
    journalState(one),
    one.attempt,
    one.sync_id,
    sentBy?.requested_by,
    sentBy?.requested_at,
    one.transmitted_at,
    one.reverses,
    one.reversed_by,
    one.given_up.join(" "),
  ]);
  return csv(
    [
      "entity",
      "period",
      "revision",
      "rehearsal",
      "entry",
      "part",
      "parts",
      "kind",
      "external id",
      "internal id",
      "number",
      "NetSuite",
      "subsidiary",
      "currency",
      "total",
      "lines",
      "state",
      "attempts",
      "sync",
      "asked for by",
      "asked for at (UTC)",
      "transmitted at (UTC)",
      "reverses",
      "reversed by",
      "external ids given up",
    ],
    rows,
  );
}

export function decisionsFile(decisions: readonly Decision[]): string {
  const rows = decisions.map((one) => [
    one.decision_id,
    one.sync_id,
    one.decision,
    one.reason,
    one.entries.join(" "),
    Object.entries(one.numbers)
      .map(([entry, number]) => `${entry}: ${number}`)
      .join("; "),
    one.period_start,
    one.requested_by,
    one.requested_at,
    one.confirmed_by,
    one.confirmed_at,
    one.retry_sync_id,
  ]);
  return csv(
    [
      "decision",
      "sync",
      "what",
      "reason",
      "entries",
      "numbers in NetSuite",
      "posting period from",
      "decided by",
      "decided at (UTC)",
      "confirmed by",
      "confirmed at (UTC)",
      "took effect in",
    ],
    rows,
  );
}

/** The evidence of one journal, by the path that the file of each attempt has. */
export function evidenceFiles(pieces: readonly Evidence[]): Map<string, string> {
  const attempts = new Map<string, Evidence[]>();
  for (const piece of pieces) {
    const path = `evidence/${piece.external_id}/${piece.attempt}.json`;
    attempts.set(path, [...(attempts.get(path) ?? []), piece]);
  }
  return new Map([...attempts].map(([path, kept]) => [path, jsonFile(kept)] as const));
}

export interface Counts {
  periods: number;
  syncs: number;
  journals: number;
  pieces: number;
}

export function readme(one: Connection, counts: Counts, at: Date, hasAudit: boolean): string {
  const lines = [
    `Everything posted to NetSuite account ${one.account} (${one.environment})`,
    `through the connection ${one.connection_id} of Period Sync, as it stood at ${at.toISOString()}:`,
    `${count(counts.periods, "period")}, ${count(counts.syncs, "sync")}, ${count(counts.journals, "journal")}, ${count(counts.pieces, "piece")} of evidence.`,
    "",
    "connection.json  the account, what was set, go-live; no key or secret",
    "mappings.json    which record of NetSuite a name of the lease system meant, in each version",
    "periods.csv      the closed periods that were synced, each revision in a row",
    "syncs.csv        every run; a rehearsal is marked and never changed its period's status",
    "journals.csv     every journal, as it stands: its ids and number in NetSuite, and who asked for it",
    "decisions.csv    what people decided about failed syncs, and why",
    hasAudit
      ? "audit.csv        the company's whole audit trail"
      : "(audit.csv is left out: whoever exported this may not read the audit trail)",
    "evidence/<external id>/<attempt>.json",
    "                 of each attempt to send a journal: the exact body sent, NetSuite's answer, what",
    "                 was read back from the ledger, and decisions",
    "",
    "Times are UTC. Amounts are exact text in the currency of the row. CSV files are UTF-8; a cell that",
    "a spreadsheet might take for a formula begins with an apostrophe.",
    "",
    "Each piece of evidence was checked against its recorded SHA-256 when it was read. To check a copy:",
    'write its "content" as JSON in UTF-8 with sorted keys and without spaces; "sha256" is the hash of',
    "that.",
  ];
  return `${lines.join("\r\n")}\r\n`;
}
