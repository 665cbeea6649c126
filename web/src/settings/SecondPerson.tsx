/** Whether a decision about a failed sync needs two people. */
import { Button, Title } from "@mantine/core";
import type { Schemas } from "@/api/client";
import { useSaveSettings } from "@/api/changes";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { usePermissions } from "@/shared/usePermissions";
import classes from "./SettingsPage.module.css";

export function SecondPerson({ kept }: { kept: Schemas["SettingsBody"] }) {
  const { canManageTeam } = usePermissions();
  const save = useSaveSettings();
  const isOn = kept.second_person;
  return (
    <section className={`panel ${classes.section}`} aria-labelledby="second-person">
      <Title order={2} size="h4" id="second-person">
        Decisions
      </Title>
      <p>
        {isOn
          ? "A decision about a failed sync takes effect when a second person who may post has confirmed it."
          : "A decision about a failed sync takes effect at once. Nobody else has to confirm it."}
      </p>
      {canManageTeam && (
        <Button
          variant="default"
          loading={save.isPending}
          onClick={() => save.mutate({ version: kept.version, second_person: !isOn })}
        >
          {isOn ? "Let one person decide" : "Require a second person"}
        </Button>
      )}
      {save.error !== null && <ErrorNotice error={save.error} />}
    </section>
  );
}
