/** Whether one person may both set up the integration and post through it. */
import { Button, Title } from "@mantine/core";
import { useState } from "react";
import type { Schemas } from "@/api/client";
import { useConfirmDuties, useSaveSettings } from "@/api/changes";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { Notice } from "@/shared/Notice";
import { usePermissions } from "@/shared/usePermissions";
import { When } from "@/shared/When";
import { Confirm } from "@/syncs/Confirm";
import classes from "./SettingsPage.module.css";

type Settings = Schemas["SettingsBody"];

export function Duties({ kept }: { kept: Settings }) {
  const { canManageTeam } = usePermissions();
  const save = useSaveSettings();
  const isShared = kept.duties === "shared";
  return (
    <section className={`panel ${classes.section}`} aria-labelledby="duties">
      <Title order={2} size="h4" id="duties">
        Duties
      </Title>
      <p>
        {isShared
          ? "Shared: one person may set up the integration and post through it. Each sync says so, and its mail too."
          : "Separate: who sets up the integration can’t post through it."}
      </p>
      {kept.duties_request !== null && <Requested kept={kept} asked={kept.duties_request} />}
      {canManageTeam && isShared && (
        <Button
          variant="default"
          loading={save.isPending}
          onClick={() => save.mutate({ version: kept.version, duties: "separate" })}
        >
          Separate the duties again
        </Button>
      )}
      {canManageTeam && !isShared && kept.duties_request === null && <Share kept={kept} />}
      {save.error !== null && <ErrorNotice error={save.error} />}
    </section>
  );
}

interface RequestedProps {
  kept: Settings;
  asked: Schemas["DutiesRequestBody"];
}

function Requested({ kept, asked }: RequestedProps) {
  const { canManageTeam } = usePermissions();
  const confirm = useConfirmDuties();
  const takeBack = useSaveSettings();
  const error = confirm.error ?? takeBack.error;
  return (
    <Notice
      tone="waiting"
      title={
        asked.is_yours ? "You asked to share the duties" : `${asked.by} asks to share the duties`
      }
    >
      <p>
        Asked <When at={asked.at} />. One person could then set up the integration and post through
        it.{" "}
        {asked.is_yours &&
          "Somebody else of the team has to confirm it. Until then nothing changes."}
      </p>
      {error !== null && <ErrorNotice error={error} />}
      <div className={classes.save}>
        {!asked.is_yours && (
          <Button loading={confirm.isPending} onClick={() => confirm.mutate(kept.version)}>
            Confirm shared duties
          </Button>
        )}
        {canManageTeam && (
          <Button
            variant="default"
            loading={takeBack.isPending}
            onClick={() => takeBack.mutate({ version: kept.version, duties: "separate" })}
          >
            {asked.is_yours ? "Take it back" : "Keep them separate"}
          </Button>
        )}
      </div>
    </Notice>
  );
}

function Share({ kept }: { kept: Settings }) {
  const save = useSaveSettings();
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsks(true)}>
        Share the duties …
      </Button>
      {asks && (
        <Confirm
          title="Share the duties?"
          does="Ask to share the duties"
          isPending={save.isPending}
          error={save.error}
          onConfirm={() =>
            save.mutate(
              { version: kept.version, duties: "shared" },
              { onSuccess: () => setAsks(false) },
            )
          }
          onClose={() => setAsks(false)}
        >
          <p>
            One person could then decide where journals go and post them, with nobody else looking.
            This is meant for companies in which one person does both.
          </p>
          <p>
            Somebody else of the team has to confirm it. Each sync will say “set up and posted by
            one person”.
          </p>
        </Confirm>
      )}
    </>
  );
}
