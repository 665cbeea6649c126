/** Integration details: what became of one sync, what stopped it, its journals and every step. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ApiError } from "@/api/client";
import { itemsOf, sync as syncQuery, syncParts, type Sync } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { Link } from "@/shared/Link";
import { Message } from "@/shared/Message";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { SandboxBand } from "@/shared/SandboxBand";
import { Decisions } from "./Decisions";
import { Journals } from "./Journals";
import { MailNotice } from "./MailNotice";
import { Problems } from "./Problems";
import { Progress } from "./Progress";
import { Runs } from "./Runs";
import { SyncActions } from "./SyncActions";
import { SyncFacts } from "./SyncFacts";
import { SyncHeader } from "./SyncHeader";
import { Timeline } from "./Timeline";

const route = getRouteApi("/shell/syncs/$syncId");

export function SyncPage() {
  const { syncId } = route.useParams();
  const read = useQuery(syncQuery(syncId));
  if (read.data !== undefined) return <Details sync={read.data} />;
  if (read.error instanceof ApiError && read.error.status === 404) return <NoSuchSync />;
  if (read.error !== null) {
    return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  }
  return <RowsSkeleton what="Reading the details" />;
}

function Details({ sync }: { sync: Sync }) {
  const isRunning = sync.status === "IN_PROGRESS";
  const parts = syncParts(sync);
  const problems = useInfiniteQuery(parts.problems);
  return (
    <>
      <SandboxBand environment={sync.environment} isRehearsal={sync.is_rehearsal} />
      <SyncHeader sync={sync} problems={itemsOf(problems.data)} />
      <MailNotice sync={sync} />
      <SyncActions sync={sync} />
      {isRunning && <Progress sync={sync} />}
      <Problems sync={sync} read={problems} />
      <Decisions sync={sync} />
      <Journals sync={sync} />
      <Timeline sync={sync} />
      <SyncFacts sync={sync} />
      <Runs sync={sync} />
    </>
  );
}

function NoSuchSync() {
  return (
    <Message title="There is no such sync">
      <p>The link may be incomplete, or it belongs to another company than the one you work for.</p>
      <Link to="/periods">View closed periods</Link>
    </Message>
  );
}
