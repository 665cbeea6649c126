/** Gathers everything that was posted through a connection, into the files of an archive. */
import { auditFile } from "@/activity/auditFile";
import {
  connectionFile,
  decisionsFile,
  evidenceFiles,
  journalsFile,
  mappingsFile,
  periodsFile,
  readme,
  syncsFile,
  type Counts,
  type Posted,
} from "./files";
import type { Connection, Decision, Mappings, Period, PeriodDetail, Source, Sync } from "./source";

export interface Files {
  add: (path: string, text: string) => void;
}

/** How far it has come, counted from 1. */
export interface Progress {
  period: number;
  periods: number;
  journals: number;
}

interface Asked {
  one: Connection;
  from: Source;
  to: Files;
  withAudit: boolean;
  signal: AbortSignal;
  tell: (progress: Progress) => void;
}

/** How many journals' evidence is read at once. */
const AT_ONCE = 4;

/** Read it all and add the files. Throws whatever a read throws, or the reason of the abort. */
export async function gather(asked: Asked): Promise<Counts> {
  const { one, from, to, signal, tell } = asked;
  const found = {
    periods: [] as PeriodDetail[],
    syncs: [] as Sync[],
    decisions: [] as Decision[],
    posted: [] as Posted[],
    pieces: 0,
  };
  const periods = await from.periods();
  for (const [index, period] of periods.entries()) {
    signal.throwIfAborted();
    tell({ period: index + 1, periods: periods.length, journals: found.posted.length });
    const all = await from.syncs(period.entity, period.period_id);
    const through = all.filter((sync) => sync.connection_id === one.connection_id);
    if (through.length === 0) continue;
    found.periods.push(await from.period(period.entity, period.period_id));
    found.syncs.push(...through);
    for (const sync of through) {
      signal.throwIfAborted();
      found.decisions.push(...(await from.decisions(sync.sync_id)));
    }
    const posted = await postedIn(asked, period, through, all);
    found.posted.push(...posted);
    found.pieces += await addEvidence(asked, posted);
  }
  signal.throwIfAborted();
  const counts = {
    periods: found.periods.length,
    syncs: found.syncs.length,
    journals: found.posted.length,
    pieces: found.pieces,
  };
  to.add("connection.json", connectionFile(one));
  to.add("mappings.json", mappingsFile(await everyVersion(asked)));
  to.add("periods.csv", periodsFile(found.periods));
  to.add("syncs.csv", syncsFile(found.syncs));
  to.add("journals.csv", journalsFile(found.posted));
  to.add("decisions.csv", decisionsFile(found.decisions));
  if (asked.withAudit) to.add("audit.csv", auditFile(await from.audit()));
  to.add("README.txt", readme(one, counts, new Date(), asked.withAudit));
  signal.throwIfAborted();
  return counts;
}

/** Every version of the mappings, the newest first. */
async function everyVersion({ one, from, signal }: Asked): Promise<Mappings[]> {
  const newest = await from.mappings(one.connection_id);
  const all = [newest];
  for (let version = newest.version - 1; version >= 1; version -= 1) {
    signal.throwIfAborted();
    all.push(await from.mappings(one.connection_id, version));
  }
  return all;
}

/** The journals of a period's syncs, each once: later syncs take over what earlier ones posted. */
async function postedIn(
  { from, signal }: Asked,
  period: Period,
  through: readonly Sync[],
  all: readonly Sync[],
): Promise<Posted[]> {
  const syncs = new Map(all.map((sync) => [sync.sync_id, sync]));
  const posted = new Map<string, Posted>();
  for (const sync of through) {
    signal.throwIfAborted();
    for (const journal of await from.journals(sync.sync_id)) {
      if (posted.has(journal.external_id)) continue;
      const sentBy = syncs.get(journal.sync_id ?? "");
      posted.set(journal.external_id, { period, journal, seenIn: sync, sentBy });
    }
  }
  return [...posted.values()];
}

/** Add the evidence of journals that were ever sent, and count its pieces. */
async function addEvidence({ from, to, signal }: Asked, posted: readonly Posted[]) {
  const keys = posted
    .filter(({ journal }) => journal.attempt > 0)
    .flatMap(({ journal, seenIn }) =>
      [...journal.given_up, journal.external_id].map((key) => ({ key, sync: seenIn.sync_id })),
    );
  let pieces = 0;
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    signal.throwIfAborted();
    const some = keys.slice(start, start + AT_ONCE);
    const read = await Promise.all(some.map(({ key, sync }) => evidenceOf(from, sync, key)));
    for (const kept of read) {
      pieces += kept.length;
      for (const [path, text] of evidenceFiles(kept)) to.add(path, text);
    }
  }
  return pieces;
}

async function evidenceOf(from: Source, sync: string, key: string) {
  try {
    return await from.evidence(sync, key);
  } catch (cause) {
    throw new UnreadableEvidence(key, sync, cause);
  }
}

/** Without it the export would not be whole. */
export class UnreadableEvidence extends Error {
  constructor(key: string, sync: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`The evidence of journal ${key} (sync ${sync}) can’t be read: ${why}`, { cause });
    this.name = "UnreadableEvidence";
  }
}
