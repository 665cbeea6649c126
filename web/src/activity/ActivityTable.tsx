/** The records of the audit trail as a table. */
import type { Schemas } from "@/api/client";
import { CardTable, Cell } from "@/shared/CardTable";
import { Link } from "@/shared/Link";
import { NamedValues } from "@/shared/NamedValues";
import { When } from "@/shared/When";
import { instant } from "@/words/time";
import classes from "./ActivityPage.module.css";

type Recorded = Schemas["AuditRecordBody"];

const COLUMNS = [{ name: "When" }, { name: "Who" }, { name: "What" }];

export function ActivityTable({ records }: { records: readonly Recorded[] }) {
  return (
    <CardTable caption="Activity, newest first" columns={COLUMNS}>
      {records.map((record) => (
        <Row key={record.audit_id} record={record} />
      ))}
    </CardTable>
  );
}

function Row({ record }: { record: Recorded }) {
  return (
    <tr>
      <Cell label="When" className={classes.when}>
        <When at={record.at} form="absolute" />
        <Utc at={record.at} />
      </Cell>
      <Cell label="Who" className={classes.who}>
        {record.by}
      </Cell>
      <Cell label="What" className={classes.what}>
        {record.sync_id === null ? (
          record.text
        ) : (
          <Link to="/syncs/$syncId" params={{ syncId: record.sync_id }}>
            {record.text}
          </Link>
        )}
        {Object.keys(record.facts).length > 0 && (
          <details>
            <summary>Recorded with it</summary>
            <NamedValues values={record.facts} />
          </details>
        )}
      </Cell>
    </tr>
  );
}

/** The days of the filter and of the file are UTC, so that instant is shown beside the reader's. */
function Utc({ at }: { at: string }) {
  const utc = instant(at, navigator.language, "UTC");
  return utc === instant(at) ? null : <span className="below">{utc}</span>;
}
