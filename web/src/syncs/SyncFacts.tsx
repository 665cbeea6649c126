/** When, by whom and where to. */
import type { Sync } from "@/api/queries";
import { Facts } from "@/shared/Facts";
import { When } from "@/shared/When";
import classes from "./Sync.module.css";

export function SyncFacts({ sync }: { sync: Sync }) {
  const at = (instant: string | null) => (instant === null ? "–" : <When at={instant} />);
  return (
    <div className={`panel ${classes.section}`}>
      <Facts title="About this run">
        {{
          Run: `${sync.number} (${sync.sync_id}), revision ${sync.revision}`,
          Entity: sync.entity,
          "Started by": sync.requested_by,
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
