/** Asks before a period is posted: what, where to, and what the last preview found. */
import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRequestPreview, useRequestSync } from "@/api/changes";
import { isWorking, period as periodQuery, type Period } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { SandboxBand } from "@/shared/SandboxBand";
import { DocumentFacts } from "./DocumentFacts";
import { DestinationFacts } from "./DestinationFacts";
import { LastPreview } from "./LastPreview";
import { Requested } from "./Requested";
import classes from "./SyncDialog.module.css";
import { postLabel } from "./postLabel";

interface Props {
  period: Period;
  onClose: () => void;
}

export default function SyncDialog({ period, onClose }: Props) {
  const { entity, period_id } = period;
  const read = useQuery(periodQuery(entity, period_id));
  const sync = useRequestSync();
  const preview = useRequestPreview();
  const detail = read.data;
  const destination = detail?.destination ?? null;
  // Another window, or another person, may have pressed meanwhile.
  const isSent = detail !== undefined && detail.status !== "NOT_SYNCED";
  const running = sync.data ?? (isSent ? detail.sync : undefined);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={<strong>Post {period.name} to NetSuite</strong>}
    >
      {destination !== null && <SandboxBand environment={destination.environment} />}
      {running ? (
        <Requested syncId={running.sync_id} notice={sync.data?.notice ?? null} />
      ) : (
        <>
          <div className={classes.facts}>
            <DocumentFacts period={period} />
            <DestinationFacts destination={destination} isPending={read.isPending} />
          </div>
          <LastPreview preview={detail?.preview ?? null} isPending={read.isPending} />
          {read.error !== null && <ErrorNotice error={read.error} />}
          {preview.error !== null && <ErrorNotice error={preview.error} />}
          {sync.error !== null && <ErrorNotice error={sync.error} />}
          <div className={classes.buttons}>
            <Button variant="subtle" color="gray" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="default"
              loading={preview.isPending || isWorking(detail?.preview)}
              disabled={destination === null}
              onClick={() => preview.mutate({ entity, period_id })}
            >
              Preview
            </Button>
            <Button
              loading={sync.isPending}
              disabled={destination === null}
              onClick={() => sync.mutate({ entity, period_id })}
            >
              {postLabel(detail?.preview ?? null, destination)}
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}
