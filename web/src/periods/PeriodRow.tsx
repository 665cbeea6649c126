/** One closed period: what it holds, what became of it, and what can be done with it. */
import { Button } from "@mantine/core";
import type { Period } from "@/api/queries";
import { Amounts } from "@/shared/Amounts";
import { ActionCell, Cell } from "@/shared/CardTable";
import { Link } from "@/shared/Link";
import { StatusBadge } from "@/shared/StatusBadge";
import { usePermissions } from "@/shared/usePermissions";
import { When } from "@/shared/When";
import { count } from "@/words/count";
import { statusWords } from "@/words/status";
import { plainDate } from "@/words/time";
import classes from "./PeriodsTable.module.css";

interface Props {
  period: Period;
  onSync: (period: Period) => void;
}

export function PeriodRow({ period, onSync }: Props) {
  return (
    <tr>
      <th scope="row">
        {period.name}
        <span className="below">
          {plainDate(period.start_date)} – {plainDate(period.end_date)}
          {period.revision > 1 && ` · revision ${period.revision}`}
        </span>
      </th>
      <Cell label="Entity">{period.entity}</Cell>
      <Cell label="Closed">
        <When at={period.closed_at} form="absolute" />
        <span className="below">by {period.closed_by}</span>
      </Cell>
      <Cell label="Entries" isEnd>
        {count(period.entries, "entry", "entries")}
        <span className="below">{count(period.lines, "line")}</span>
      </Cell>
      <Cell label="Totals" isEnd>
        <Amounts totals={period.totals} />
      </Cell>
      <Cell label="Integration" className={classes.integration}>
        <Integration period={period} />
      </Cell>
      <ActionCell className={classes.action}>
        <Action period={period} onSync={onSync} />
      </ActionCell>
    </tr>
  );
}

function Integration({ period }: { period: Period }) {
  const { word, truth, tone } = statusWords(period);
  const { sync } = period;
  const badge = <StatusBadge word={word} tone={tone} />;
  const doing =
    sync?.stage === "POSTING" && period.status === "IN_PROGRESS" ? sync.doing : undefined;
  return (
    <>
      {sync === null ? (
        badge
      ) : (
        <Link
          to="/syncs/$syncId"
          params={{ syncId: sync.sync_id }}
          aria-label={`${word}: details of ${period.name}`}
          className={classes.status}
        >
          {badge}
        </Link>
      )}
      {truth !== undefined && <span className={classes.truth}>{truth}</span>}
      {doing !== undefined && <span className="below">{doing}</span>}
      {sync?.environment === "sandbox" && <span className="below">Sandbox</span>}
    </>
  );
}

function Action({ period, onSync }: Props) {
  const { canSync, hasBothDuties } = usePermissions();
  if (!canSync || hasBothDuties || period.before_go_live) return null;
  const name = `${period.name}, ${period.entity}`;
  if (period.status === "NOT_SYNCED") {
    return (
      <Button onClick={() => onSync(period)} aria-label={`Sync ${name}`}>
        Sync
      </Button>
    );
  }
  if (period.status === "FAILED" && period.sync !== null) {
    return (
      <Link
        to="/syncs/$syncId"
        params={{ syncId: period.sync.sync_id }}
        aria-label={`Review what stopped ${name}`}
      >
        Review
      </Link>
    );
  }
  return null;
}
