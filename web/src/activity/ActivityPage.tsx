/** The audit trail: who did what, and when; newest first. */
import { Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { audit, itemsOf } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { ShowMore } from "@/shared/ShowMore";
import { ActivityFilter } from "./ActivityFilter";
import { ActivityTable } from "./ActivityTable";
import { ExportActivity } from "./ExportActivity";
import classes from "./ActivityPage.module.css";

const route = getRouteApi("/shell/activity");

export function ActivityPage() {
  const filter = route.useSearch();
  const read = useInfiniteQuery(audit(filter));
  const found = itemsOf(read.data);
  return (
    <>
      <div className={classes.head}>
        <Title order={1} size="h2">
          Activity
        </Title>
        <ExportActivity filter={filter} />
      </div>
      <p className="dim">
        Everything that people and the lease system did, as it was recorded. Nobody can change or
        delete it.
      </p>
      <ActivityFilter />
      {read.error !== null && (
        <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
      )}
      {read.isPending && <RowsSkeleton what="Reading the activity" />}
      {read.isSuccess && found.length === 0 && (
        <p className={`panel ${classes.empty}`}>Nothing was recorded that matches.</p>
      )}
      {found.length > 0 && <ActivityTable records={found} />}
      <ShowMore of={read} mt="md">
        Show what was before
      </ShowMore>
    </>
  );
}
