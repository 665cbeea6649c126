/** What can be done about a sync now: retry, stop, look in NetSuite again, files. */
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useCheck, useRetry, useStop } from "@/api/changes";
import type { Sync } from "@/api/queries";
import { BothDuties } from "@/periods/BothDuties";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { usePermissions } from "@/shared/usePermissions";
import { Confirm } from "./Confirm";
import { Files } from "./Files";
import classes from "./Sync.module.css";
import { retryEffect, retryLabel } from "./words";

export function SyncActions({ sync }: { sync: Sync }) {
  const { canSync, hasBothDuties } = usePermissions();
  const check = useCheck();
  const isCurrent = sync.successor_id === null;
  const canRetry = sync.status === "FAILED" && isCurrent && canSync;
  const canStop = sync.can_stop && canSync;
  const hasEnded = sync.status !== "IN_PROGRESS";
  return (
    <>
      {canRetry && hasBothDuties && <BothDuties />}
      {!hasEnded && !sync.can_stop && (
        <p role="status">Somebody asked to stop this run; it ends at its next safe point.</p>
      )}
      {sync.stalled && (
        <p role="status" className={classes.warning}>
          Nothing has moved for 15 minutes. Period Sync goes on trying by itself
          {canStop && "; you may also stop this run and retry later"}.
        </p>
      )}
      <div className={`no-print ${classes.actions}`}>
        {canRetry && !hasBothDuties && <Retry sync={sync} />}
        {canStop && <Stop sync={sync} />}
        {canSync && hasEnded && isCurrent && (
          <Button
            variant="default"
            loading={check.isPending || sync.check_at !== null}
            onClick={() => check.mutate(sync.sync_id)}
          >
            Look in NetSuite again
          </Button>
        )}
        <Files sync={sync} />
      </div>
      {check.error !== null && <ErrorNotice error={check.error} />}
    </>
  );
}

function Retry({ sync }: { sync: Sync }) {
  const [isAsking, ask] = useState(false);
  const retry = useRetry();
  const navigate = useNavigate();
  return (
    <>
      <Button onClick={() => ask(true)}>Retry</Button>
      {isAsking && (
        <Confirm
          title={`Retry ${sync.period_name}`}
          does={retryLabel(sync)}
          isPending={retry.isPending}
          error={retry.error}
          onClose={() => ask(false)}
          onConfirm={() => {
            // This button is gone as soon as the retry is known, so nothing here may be waited for.
            void retry.mutateAsync(sync.sync_id).then(
              ({ sync_id }) => navigate({ to: "/syncs/$syncId", params: { syncId: sync_id } }),
              () => undefined,
            );
          }}
        >
          <p>{retryEffect(sync)}</p>
          <p className="dim">
            Into NetSuite account {sync.account}, {sync.environment}.
          </p>
        </Confirm>
      )}
    </>
  );
}

function Stop({ sync }: { sync: Sync }) {
  const [isAsking, ask] = useState(false);
  const stop = useStop();
  return (
    <>
      <Button variant="default" onClick={() => ask(true)}>
        Stop
      </Button>
      {isAsking && (
        <Confirm
          title={`Stop ${sync.period_name}`}
          does="Stop this run"
          isPending={stop.isPending}
          error={stop.error}
          onClose={() => ask(false)}
          onConfirm={() => stop.mutate(sync.sync_id, { onSuccess: () => ask(false) })}
        >
          <p>
            It stops at the next safe point. What is in NetSuite stays there, and Retry posts the
            rest.
          </p>
        </Confirm>
      )}
    </>
  );
}
