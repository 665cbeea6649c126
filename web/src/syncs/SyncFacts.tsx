/** When, by whom and where to, and the run that it goes on from. */
import type { Sync } from "@/api/queries";
import { Facts } from "@/shared/Facts";
import { Link } from "@/shared/Link";
import { When } from "@/shared/When";
import classes from "./Sync.module.css";

export function SyncFacts({ sync }: { sync: Sync }) {
  const at = (instant: string | null) => (instant === null ? "–" : <When at={instant} />);
  return (
    <div className={`panel ${classes.section}`}>
      <Facts title="About this run">
        {{
          Run: `${sync.number} (${sync.sync_id}), revision ${sync.revision}`,
          "Run before": <RunBefore syncId={sync.previous_sync_id} />,
          Entity: sync.entity,
          "Started by": sync.requested_by,
          ...(sync.duties_shared && { Duties: "Shared: set up and posted by one person" }),
          Requested: at(sync.requested_at),
          Transmitted: at(sync.transmitted_at),
          Finished: at(sync.finished_at),
          NetSuite: `Account ${sync.account}, ${sync.environment}`,
          "Next look": sync.next_look === null ? "–" : <When at={sync.next_look} />,
          Correlation: <span className="mono">{sync.correlation_id}</span>,
        }}
      </Facts>
    </div>
  );
}

function RunBefore({ syncId }: { syncId: string | null }) {
  if (syncId === null) return "–";
  return (
    <Link to="/syncs/$syncId" params={{ syncId }}>
      {syncId}
    </Link>
  );
}
