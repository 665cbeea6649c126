/** The activity that is shown, whole, as a file. */
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { everyAuditRecord, type AuditFilter } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { csv, download } from "@/words/csv";

const HEADER = ["at (UTC)", "by", "what", "text", "entity", "period", "sync", "facts"];

export function ExportActivity({ filter }: { filter: AuditFilter }) {
  const file = useMutation({
    mutationFn: async () => {
      const records = await everyAuditRecord(filter);
      const rows = records.map((one) => [
        one.at,
        one.by,
        one.what,
        one.text,
        one.entity,
        one.period_id,
        one.sync_id,
        JSON.stringify(one.facts),
      ]);
      download("activity.csv", csv(HEADER, rows));
    },
  });
  return (
    <>
      <Button variant="default" loading={file.isPending} onClick={() => file.mutate()}>
        Download as CSV
      </Button>
      {file.error !== null && <ErrorNotice error={file.error} />}
    </>
  );
}
