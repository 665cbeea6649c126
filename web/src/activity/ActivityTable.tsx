/** The records of the audit trail as a table. */
import type { Schemas } from "@/api/client";
import { Link } from "@/shared/Link";
import { When } from "@/shared/When";
import { instant } from "@/words/time";
import classes from "./ActivityPage.module.css";

type Recorded = Schemas["AuditRecordBody"];

export function ActivityTable({ records }: { records: readonly Recorded[] }) {
  return (
    <table className={`panel ${classes.table}`}>
      <caption className="sr-only">Activity, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className={classes.when}>
            When
          </th>
          <th scope="col" className={classes.who}>
            Who
          </th>
          <th scope="col">What</th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <Row key={record.audit_id} record={record} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ record }: { record: Recorded }) {
  const facts = Object.entries(record.facts);
  return (
    <tr>
      <td>
        <When at={record.at} form="absolute" />
        <Utc at={record.at} />
      </td>
      <td>{record.by}</td>
      <td>
        {record.sync_id === null ? (
          record.text
        ) : (
          <Link to="/syncs/$syncId" params={{ syncId: record.sync_id }}>
            {record.text}
          </Link>
        )}
        {facts.length > 0 && (
          <details>
            <summary>Recorded with it</summary>
            <dl className={classes.facts}>
              {facts.map(([name, value]) => (
                <div key={name}>
                  <dt>{name.replaceAll("_", " ")}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </td>
    </tr>
  );
}

/** The days of the filter and of the file are UTC, so that instant is shown beside the reader's. */
function Utc({ at }: { at: string }) {
  const utc = instant(at, navigator.language, "UTC");
  return utc === instant(at) ? null : <span className="below">{utc}</span>;
}
