/** What the lease system handed over. */
import type { Period } from "@/api/queries";
import { Amounts } from "@/shared/Amounts";
import { Facts } from "@/shared/Facts";
import { When } from "@/shared/When";
import { count } from "@/words/count";
import { plainDate } from "@/words/time";

export function DocumentFacts({ period }: { period: Period }) {
  return (
    <Facts title="What was closed">
      {{
        Period: `${plainDate(period.start_date)} – ${plainDate(period.end_date)}`,
        Entity: period.entity,
        Closed: (
          <>
            <When at={period.closed_at} form="absolute" /> by {period.closed_by}
          </>
        ),
        Holds: `${count(period.entries, "entry", "entries")}, ${count(period.lines, "line")}, ${count(period.leases, "lease")}`,
        Debits: <Amounts totals={period.totals} />,
        "Left out": period.excluded === 0 ? "No lease" : count(period.excluded, "lease"),
      }}
    </Facts>
  );
}
