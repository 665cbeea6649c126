/** Closed periods, newest first, with what became of each in NetSuite. */
import { Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Suspense, lazy, useState } from "react";
import { itemsOf, periods, type Period } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { SandboxBand } from "@/shared/SandboxBand";
import { usePermissions } from "@/shared/usePermissions";
import { BothDuties } from "./BothDuties";
import { NoPeriods } from "./NoPeriods";
import classes from "./PeriodsPage.module.css";
import { PeriodsFilter } from "./PeriodsFilter";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { ShowMore } from "@/shared/ShowMore";
import { PeriodsTable } from "./PeriodsTable";
import { RefusedHandOvers } from "./RefusedHandOvers";
import { summary } from "./summary";

const SyncDialog = lazy(() => import("./SyncDialog"));
const route = getRouteApi("/shell/periods");

export function PeriodsPage() {
  const filter = route.useSearch();
  const read = useInfiniteQuery(periods(filter));
  const [chosen, choose] = useState<Period>();
  const found = itemsOf(read.data);
  const first = read.data?.pages[0];
  const { hasBothDuties } = usePermissions();
  const isFiltered = filter.status !== undefined || filter.search !== undefined;
  return (
    <>
      {first?.destination && <SandboxBand environment={first.destination.environment} />}
      <Title order={1} size="h2">
        Closed periods
      </Title>
      <p className={classes.summary}>{first === undefined ? "\u00A0" : summary(first.counts)}</p>
      {hasBothDuties && <BothDuties />}
      <RefusedHandOvers />
      <PeriodsFilter counts={first?.counts} />
      {read.error !== null && (
        <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
      )}
      {read.isPending && <RowsSkeleton what="Reading closed periods" />}
      {first !== undefined && found.length === 0 && <NoPeriods isFiltered={isFiltered} />}
      {found.length > 0 && <PeriodsTable periods={found} onSync={choose} />}
      <ShowMore of={read} mt="md">
        Show older periods
      </ShowMore>
      {chosen !== undefined && (
        <Suspense>
          <SyncDialog period={chosen} onClose={() => choose(undefined)} />
        </Suspense>
      )}
    </>
  );
}
