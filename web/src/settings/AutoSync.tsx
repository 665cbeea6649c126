/** Whether a period is posted as soon as the lease system hands it over. */
import { Button, Title } from "@mantine/core";
import type { Schemas } from "@/api/client";
import { useSaveSettings } from "@/api/changes";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { usePermissions } from "@/shared/usePermissions";
import classes from "./SettingsPage.module.css";

export function AutoSync({ kept }: { kept: Schemas["SettingsBody"] }) {
  const { canManageIntegration } = usePermissions();
  const save = useSaveSettings();
  const isOn = kept.auto_sync;
  return (
    <section className={`panel ${classes.section}`} aria-labelledby="auto-sync">
      <Title order={2} size="h4" id="auto-sync">
        Start of a sync
      </Title>
      <p>
        {isOn
          ? "A period is posted to NetSuite as soon as the lease system hands it over. The mail list is told of the result."
          : "A period waits until somebody presses Sync."}
      </p>
      {canManageIntegration && (
        <Button
          variant="default"
          loading={save.isPending}
          onClick={() => save.mutate({ version: kept.version, auto_sync: !isOn })}
        >
          {isOn ? "Wait for a person" : "Post as soon as handed over"}
        </Button>
      )}
      {save.error !== null && <ErrorNotice error={save.error} />}
    </section>
  );
}
