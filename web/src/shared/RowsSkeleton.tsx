/** What stands in place of a table until its rows are read. */
import { Skeleton } from "@mantine/core";
import classes from "./RowsSkeleton.module.css";

const ROWS = [1, 2, 3, 4];

export function RowsSkeleton({ what }: { what: string }) {
  return (
    <div className={`panel ${classes.rows}`} role="status" aria-busy="true" aria-label={what}>
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
