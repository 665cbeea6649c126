/** The table of closed periods; on a narrow screen each row is a card. */
import type { Period } from "@/api/queries";
import { PeriodRow } from "./PeriodRow";
import classes from "./PeriodsTable.module.css";

interface Props {
  periods: readonly Period[];
  onSync: (period: Period) => void;
}

export function PeriodsTable({ periods, onSync }: Props) {
  return (
    <table className={`panel ${classes.table}`}>
      <caption className="sr-only">Closed periods, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Period</th>
          <th scope="col">Entity</th>
          <th scope="col">Closed</th>
          <th scope="col" className={classes.end}>
            Entries
          </th>
          <th scope="col" className={classes.end}>
            Totals
          </th>
          <th scope="col">Integration</th>
          <th scope="col">
            <span className="sr-only">What to do</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {periods.map((period) => (
          <PeriodRow key={`${period.entity}/${period.period_id}`} period={period} onSync={onSync} />
        ))}
      </tbody>
    </table>
  );
}
