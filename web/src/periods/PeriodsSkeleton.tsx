/** What stands in place of the periods until they are read. */
import { Skeleton } from "@mantine/core";
import classes from "./PeriodsSkeleton.module.css";

const ROWS = [1, 2, 3, 4];

export function PeriodsSkeleton() {
  return (
    <div className={`panel ${classes.rows}`} aria-busy="true" aria-label="Reading closed periods">
      {ROWS.map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={18} width="9rem" />
          <Skeleton height={18} width="6rem" />
          <Skeleton height={18} width="11rem" />
          <Skeleton height={24} width="7rem" radius="xl" />
        </div>
      ))}
    </div>
  );
}
