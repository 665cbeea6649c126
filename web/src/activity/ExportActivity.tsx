/** The activity that is shown, whole, as a file. */
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { everyAuditRecord, type AuditFilter } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { download } from "@/words/csv";
import { auditFile } from "./auditFile";

export function ExportActivity({ filter }: { filter: AuditFilter }) {
  const file = useMutation({
    mutationFn: async () => {
      download("activity.csv", auditFile(await everyAuditRecord(filter)));
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
