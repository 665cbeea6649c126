/** What people decided about a sync, and what still awaits a second person. */
import { Button, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useConfirmDecision } from "@/api/changes";
import { me, syncParts, type Sync } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { Link } from "@/shared/Link";
import { usePermissions } from "@/shared/usePermissions";
import { When } from "@/shared/When";
import { DECISION_WORDS } from "./decisionWords";
import classes from "./Sync.module.css";

export function Decisions({ sync }: { sync: Sync }) {
  const { canSync, hasBothDuties } = usePermissions();
  const found = useQuery(syncParts(sync).decisions).data?.items ?? [];
  const confirm = useConfirmDecision();
  const reader = useQuery(me).data?.email;
  if (found.length === 0) return null;
  return (
    <section className={`panel ${classes.section}`} aria-labelledby="decisions">
      <Title order={2} size="h4" id="decisions">
        Decisions
      </Title>
      <ul>
        {found.map((one) => (
          <li key={one.decision_id}>
            <strong>{DECISION_WORDS[one.decision].does}</strong>: “{one.reason}”, by{" "}
            {one.requested_by}, <When at={one.requested_at} />
            {one.confirmed_by !== null && <>, confirmed by {one.confirmed_by}</>}
            {one.retry_sync_id !== null && (
              <>
                .{" "}
                <Link to="/syncs/$syncId" params={{ syncId: one.retry_sync_id }}>
                  The run in which it takes effect
                </Link>
              </>
            )}
            {one.awaits_confirmation && (
              <>
                . {reader === one.requested_by ? "Somebody else" : "A second person"} has to confirm
                it.{" "}
                {canSync && !hasBothDuties && reader !== one.requested_by && (
                  <Button
                    size="xs"
                    loading={confirm.isPending}
                    onClick={() => confirm.mutate(one.decision_id)}
                  >
                    Confirm
                  </Button>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {confirm.error !== null && <ErrorNotice error={confirm.error} />}
    </section>
  );
}
