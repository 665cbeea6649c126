/** Says that the sync is on its way, and that nobody needs to wait here. */
import { useQuery } from "@tanstack/react-query";
import { sync as syncQuery } from "@/api/queries";
import { Link } from "@/shared/Link";
import { StatusBadge } from "@/shared/StatusBadge";
import { STATUS_TONES, STATUS_WORDS } from "@/words/status";

interface Props {
  syncId: string;
  notice: string | null;
}

export function Requested({ syncId, notice }: Props) {
  const sync = useQuery(syncQuery(syncId)).data;
  const status = sync?.status ?? "IN_PROGRESS";
  return (
    <div aria-live="polite">
      <StatusBadge word={STATUS_WORDS[status]} tone={STATUS_TONES[status]} />
      <p>{sync?.notice ?? notice ?? "The result is in the details."}</p>
      {sync !== undefined && status === "IN_PROGRESS" && <p className="dim">{sync.doing}</p>}
      <Link to="/syncs/$syncId" params={{ syncId }}>
        Show the details
      </Link>
    </div>
  );
}
