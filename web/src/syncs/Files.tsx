/** The problems and the journals of a sync as files. */
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { everyJournal, everyProblem, type Sync } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { csv, download } from "@/words/csv";
import { journalState } from "./words";

const JOURNALS = [
  "entry",
  "part",
  "parts",
  "kind",
  "number",
  "internal id",
  "external id",
  "reverses",
  "subsidiary",
  "currency",
  "total",
  "lines",
  "state",
  "transmitted at (UTC)",
  "NetSuite",
];
const PROBLEMS = [
  "code",
  "title",
  "who",
  "severity",
  "steps",
  "entry",
  "line",
  "lease",
  "subsidiary",
];

export function Files({ sync }: { sync: Sync }) {
  const journals = useMutation({ mutationFn: () => journalsFile(sync) });
  const problems = useMutation({ mutationFn: () => problemsFile(sync) });
  const error = journals.error ?? problems.error;
  return (
    <>
      <Button variant="default" loading={journals.isPending} onClick={() => journals.mutate()}>
        Journals as CSV
      </Button>
      {sync.problem_count > 0 && (
        <Button variant="default" loading={problems.isPending} onClick={() => problems.mutate()}>
          Problems as CSV
        </Button>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </>
  );
}

function fileName(sync: Sync, what: string): string {
  const sandbox = sync.environment === "sandbox" ? "sandbox-" : "";
  return `${sandbox}${sync.entity}-${sync.period_id}-run-${sync.number}-${what}.csv`;
}

async function journalsFile(sync: Sync): Promise<void> {
  const rows = (await everyJournal(sync.sync_id)).map((one) => [
    one.entry_id,
    one.part,
    one.parts,
    one.kind,
    one.number,
    one.internal_id,
    one.external_id,
    one.reverses,
    one.subsidiary,
    one.currency,
    one.total,
    one.lines,
    journalState(one),
    one.transmitted_at,
    one.netsuite_url,
  ]);
  download(fileName(sync, "journals"), csv(JOURNALS, rows));
}

async function problemsFile(sync: Sync): Promise<void> {
  const rows = (await everyProblem(sync.sync_id)).flatMap((one) => {
    const said = [one.code, one.title, one.owner, one.severity, one.steps.join(" ")];
    if (one.places.length === 0) return [[...said, null, null, null, null]];
    return one.places.map((at) => [...said, at.entry_id, at.line, at.lease_id, at.subsidiary]);
  });
  download(fileName(sync, "problems"), csv(PROBLEMS, rows));
}
