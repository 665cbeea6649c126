/** All runs of the same period, newest first; beyond the first few they are folded. */
import { Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf, runs, type Sync } from "@/api/queries";
import { Link } from "@/shared/Link";
import { ShowMore } from "@/shared/ShowMore";
import { When } from "@/shared/When";
import { count } from "@/words/count";
import { STATUS_WORDS } from "@/words/status";
import classes from "./Sync.module.css";

const SHOWN = 5;

export function Runs({ sync }: { sync: Sync }) {
  const read = useInfiniteQuery(runs(sync.entity, sync.period_id));
  const found = itemsOf(read.data);
  const earlier = found.slice(SHOWN);
  if (found.length < 2) return null;
  return (
    <section className={`panel ${classes.section}`} aria-labelledby="runs">
      <Title order={2} size="h4" id="runs">
        All runs of this period
      </Title>
      <List runs={found.slice(0, SHOWN)} shown={sync} />
      {earlier.length > 0 && (
        <details open={earlier.some((run) => run.sync_id === sync.sync_id)}>
          <summary className={classes.summary}>
            {read.hasNextPage ? "Earlier runs" : count(earlier.length, "earlier run")}
          </summary>
          <List runs={earlier} shown={sync} />
          <ShowMore of={read} size="xs">
            Show more runs
          </ShowMore>
        </details>
      )}
    </section>
  );
}

function List({ runs, shown }: { runs: readonly Sync[]; shown: Sync }) {
  return (
    <ul>
      {runs.map((run) => (
        <li key={run.sync_id}>
          {run.sync_id === shown.sync_id ? (
            <strong>Run {run.number}, this one</strong>
          ) : (
            <Link to="/syncs/$syncId" params={{ syncId: run.sync_id }}>
              Run {run.number}
            </Link>
          )}
          {run.is_rehearsal && ", a rehearsal"}: {STATUS_WORDS[run.status]}, requested{" "}
          <When at={run.requested_at} form="absolute" /> by {run.requested_by}
        </li>
      ))}
    </ul>
  );
}
