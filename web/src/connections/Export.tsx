/** Takes along everything that was posted through a connection: one ZIP, made in the browser. */
import { Button, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Progress } from "@/export/gather";
import { Notice } from "@/shared/Notice";
import { usePermissions } from "@/shared/usePermissions";
import { count } from "@/words/count";
import { save } from "@/words/save";
import classes from "./Connections.module.css";
import type { Connection } from "./queries";

export const EXPORT = "Export everything posted through it";

export function Export({ one }: { one: Connection }) {
  const { canReadAudit } = usePermissions();
  const [progress, tell] = useState<Progress | null>(null);
  const running = useRef<AbortController | null>(null);
  const file = useMutation({ mutationFn: (signal: AbortSignal) => make(signal) });
  // Nobody would be given what is made after the page was left.
  useEffect(() => () => running.current?.abort(), []);

  async function make(signal: AbortSignal) {
    // What makes the file is loaded for whoever wants one.
    const [{ gather }, { theApi }, { Archive }] = await Promise.all([
      import("@/export/gather"),
      import("@/export/source"),
      import("@/export/zip"),
    ]);
    const archive = new Archive();
    const asked = { one, from: theApi, to: archive, withAudit: canReadAudit, signal, tell };
    const counts = await gather(asked);
    save(fileName(one), archive.whole());
    return counts;
  }

  function start() {
    tell(null);
    running.current = new AbortController();
    file.mutate(running.current.signal);
  }

  function cancel() {
    running.current?.abort();
    file.reset();
  }

  return (
    <section className={`panel ${classes.panel}`} aria-labelledby="export">
      <Title order={2} size="h4" id="export">
        Export
      </Title>
      <p className="dim">
        One ZIP with every period, sync, journal and decision, rehearsals too, and the evidence:
        what was sent, what NetSuite answered, and what was read back. No key is in it.
        {canReadAudit ? "" : " The audit trail is left out, as you may not read it."}
      </p>
      <div className={classes.buttons}>
        <Button variant="default" loading={file.isPending} onClick={start}>
          {EXPORT}
        </Button>
        {file.isPending && (
          <Button variant="subtle" color="gray" onClick={cancel}>
            Cancel
          </Button>
        )}
      </div>
      <p role="status">
        {file.isPending && progress !== null && told(progress)}
        {file.data !== undefined &&
          `Saved: ${count(file.data.periods, "period")}, ${count(file.data.journals, "journal")}, ${count(file.data.pieces, "piece")} of evidence.`}
      </p>
      {file.error !== null && (
        <Notice tone="bad" title="Nothing was saved: the export would not have been whole">
          <p>{file.error.message}</p>
        </Notice>
      )}
    </section>
  );
}

const told = ({ period, periods, journals }: Progress) =>
  `Period ${period} of ${periods}; ${count(journals, "journal")} so far.`;

function fileName(one: Connection): string {
  const day = new Date().toISOString().slice(0, 10);
  return `period-sync-${one.connection_id}-${one.account}-${day}.zip`;
}
