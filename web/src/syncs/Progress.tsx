/** What is being done now, how far it is, and when it last moved. */
import type { Sync } from "@/api/queries";
import { When } from "@/shared/When";
import { count } from "@/words/count";
import classes from "./Sync.module.css";

export function Progress({ sync }: { sync: Sync }) {
  const { journals_total: total, journals_posted: posted } = sync;
  return (
    <section className={`panel ${classes.section}`} aria-label="Progress">
      <p className={classes.doing} aria-live="polite">
        {sync.doing}
      </p>
      {total > 0 && (
        <>
          <progress
            className={classes.bar}
            max={total}
            value={posted}
            aria-label="Journals in NetSuite"
          />
          <p className="dim">
            {posted} of {count(total, "journal")}
            {sync.progressed_at !== null && (
              <>
                , last moved <When at={sync.progressed_at} form="relative" />
              </>
            )}
          </p>
        </>
      )}
    </section>
  );
}
