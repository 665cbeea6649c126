/** What holds for the whole company: who else gets the mails about results. */
import { Button, Textarea, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Schemas } from "@/api/client";
import { useSaveSettings } from "@/api/changes";
import { settings } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { usePermissions } from "@/shared/usePermissions";
import classes from "./SettingsPage.module.css";

export function SettingsPage() {
  const read = useQuery(settings);
  const { canManageIntegration } = usePermissions();
  return (
    <>
      <Title order={1} size="h2">
        Settings
      </Title>
      {read.error !== null && (
        <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
      )}
      {read.isPending && <RowsSkeleton what="Reading the settings" />}
      {read.data !== undefined && (
        <section className={`panel ${classes.section}`}>
          <Title order={2} size="h4">
            Mails about results
          </Title>
          <p className="dim">
            Whoever presses Sync gets a mail about its result. These addresses get each of them too.
          </p>
          {canManageIntegration ? (
            <MailList key={read.data.version} kept={read.data} />
          ) : (
            <Addresses list={read.data.mail_list} />
          )}
        </section>
      )}
    </>
  );
}

function Addresses({ list }: { list: readonly string[] }) {
  if (list.length === 0) return <p>Nobody else gets them.</p>;
  return (
    <ul>
      {list.map((address) => (
        <li key={address}>{address}</li>
      ))}
    </ul>
  );
}

function MailList({ kept }: { kept: Schemas["SettingsBody"] }) {
  const save = useSaveSettings();
  const [typed, setTyped] = useState(kept.mail_list.join("\n"));
  const addresses = typed.split(/[\s,;]+/).filter((address) => address !== "");
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ version: kept.version, mail_list: addresses });
      }}
    >
      <Textarea
        label="Addresses, one a line"
        rows={Math.max(4, addresses.length + 1)}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {save.error !== null && <ErrorNotice error={save.error} />}
      <div className={classes.save}>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
        <span role="status" className="dim">
          {save.isSuccess ? "Saved." : ""}
        </span>
      </div>
    </form>
  );
}
