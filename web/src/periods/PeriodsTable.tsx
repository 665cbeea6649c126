/** The table of closed periods; on a narrow screen each row is a card. */
import type { Period } from "@/api/queries";
import { CardTable } from "@/shared/CardTable";
import { PeriodRow } from "./PeriodRow";

const COLUMNS = [
  { name: "Period" },
  { name: "Entity" },
  { name: "Closed" },
  { name: "Entries", isEnd: true },
  { name: "Totals", isEnd: true },
  { name: "Integration" },
  { name: "What to do", isAction: true },
];

interface Props {
  periods: readonly Period[];
  onSync: (period: Period) => void;
}

export function PeriodsTable({ periods, onSync }: Props) {
  return (
    <CardTable caption="Closed periods, newest first" columns={COLUMNS}>
      {periods.map((period) => (
        <PeriodRow key={`${period.entity}/${period.period_id}`} period={period} onSync={onSync} />
      ))}
    </CardTable>
  );
}
