/** What stands in the way, by root cause: what I can mend first, then what others can. */
import { Title } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { Schemas } from "@/api/client";
import { itemsOf, type Sync } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { ShowMore } from "@/shared/ShowMore";
import { usePermissions } from "@/shared/usePermissions";
import { ProblemCard } from "./ProblemCard";
import classes from "./Problems.module.css";
import { byWhoCanMend } from "./words";

interface Props {
  sync: Sync;
  read: UseInfiniteQueryResult<InfiniteData<Schemas["ProblemsBody"]>>;
}

export function Problems({ sync, read }: Props) {
  const { canSync, canManageIntegration } = usePermissions();
  const mine = new Set([
    ...(canSync ? ["controller"] : []),
    ...(canManageIntegration ? ["integration administrator"] : []),
  ]);
  const found = byWhoCanMend(itemsOf(read.data), mine);
  if (read.error !== null) return <ErrorNotice error={read.error} />;
  if (read.isPending && sync.problem_count > 0) return <RowsSkeleton what="Reading the problems" />;
  if (found.length === 0) return null;
  const blocking = found.filter((problem) => problem.severity === "blocks");
  return (
    <section aria-labelledby="problems">
      <Title order={2} size="h4" id="problems" mb="sm">
        {blocking.length > 0 ? "What must be mended" : "Worth knowing"}
      </Title>
      <div className={classes.cards}>
        {found.map((problem) => (
          <ProblemCard
            key={problem.problem_id}
            problem={problem}
            sync={sync}
            isMine={mine.has(problem.owner)}
          />
        ))}
      </div>
      <ShowMore of={read}>Show more</ShowMore>
    </section>
  );
}
