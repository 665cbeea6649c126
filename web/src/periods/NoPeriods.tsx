/** What stands where there is no period to show. */
import { Title } from "@mantine/core";
import { Link } from "@/shared/Link";
import classes from "./NoPeriods.module.css";

export function NoPeriods({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <section className={`panel ${classes.empty}`}>
        <Title order={2} size="h4">
          No period matches
        </Title>
        <Link to="/periods" search={{}}>
          Show all periods
        </Link>
      </section>
    );
  }
  return (
    <section className={`panel ${classes.empty}`}>
      <Title order={2} size="h4">
        No period has been closed yet
      </Title>
      <p>
        When books are closed in your lease system, it hands the period’s entries over, and the
        period appears here by itself. Then you press Sync, and its journals are posted to NetSuite.
      </p>
    </section>
  );
}
