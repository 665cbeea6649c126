/** Lines of the audit trail as CSV. */
import type { Schemas } from "@/api/client";
import { csv } from "@/words/csv";

const HEADER = ["at (UTC)", "by", "what", "text", "entity", "period", "sync", "facts"];

export function auditFile(records: readonly Schemas["AuditRecordBody"][]): string {
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
  return csv(HEADER, rows);
}
