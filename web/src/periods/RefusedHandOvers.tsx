/** Periods that the lease system handed over and that were not accepted, with their faults. */
import { useQuery } from "@tanstack/react-query";
import { refusedHandOvers } from "@/api/queries";
import type { Schemas } from "@/api/client";
import { StatusBadge } from "@/shared/StatusBadge";
import { When } from "@/shared/When";
import { count } from "@/words/count";
import classes from "./RefusedHandOvers.module.css";

export function RefusedHandOvers() {
  const refused = useQuery(refusedHandOvers).data?.items ?? [];
  if (refused.length === 0) return null;
  return (
    <section aria-label="Periods that were not accepted" className={classes.list}>
      {refused.map((one) => (
        <Refused key={`${one.entity}/${one.period_id}`} handOver={one} />
      ))}
    </section>
  );
}

function Refused({ handOver }: { handOver: Schemas["RefusedHandOverBody"] }) {
  const { entity, period_id, fault_count, faults } = handOver;
  return (
    <details className={`panel ${classes.refused}`}>
      <summary>
        <StatusBadge word="Not accepted" tone="bad" />
        <span>
          <strong>{period_id}</strong> of {entity} was handed over{" "}
          <When at={handOver.received_at} form="relative" /> by {handOver.sender} and has{" "}
          {count(fault_count, "fault")}.
        </span>
      </summary>
      <p>
        The lease team mends this in the lease system and closes the period again; nothing of it can
        be synced until then.
      </p>
      <ol className={classes.faults}>
        {faults.map((fault, index) => (
          <li key={index}>
            <strong>{fault.message}</strong>
            {fault.remedy !== "" && <span className="dim"> {fault.remedy}</span>}
          </li>
        ))}
      </ol>
      {fault_count > faults.length && <p>and {fault_count - faults.length} more.</p>}
    </details>
  );
}
