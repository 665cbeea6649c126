/** Who else gets the mails about results. */
import { Button, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import type { Schemas } from "@/api/client";
import { useSaveSettings } from "@/api/changes";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { usePermissions } from "@/shared/usePermissions";
import classes from "./SettingsPage.module.css";

type Settings = Schemas["SettingsBody"];

export function MailList({ kept }: { kept: Settings }) {
  const { canManageIntegration } = usePermissions();
  return (
    <section className={`panel ${classes.section}`} aria-labelledby="mails">
      <Title order={2} size="h4" id="mails">
        Mails about results
      </Title>
      <p className="dim">
        Whoever presses Sync gets a mail about its result. These addresses get each of them too.
      </p>
      {canManageIntegration ? <Form kept={kept} /> : <Addresses list={kept.mail_list} />}
    </section>
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

function Form({ kept }: { kept: Settings }) {
  const save = useSaveSettings();
  // Until something is typed, the field shows what is kept.
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? kept.mail_list.join("\n");
  const addresses = shown.split(/[\s,;]+/).filter((address) => address !== "");
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = { version: kept.version, mail_list: addresses };
        save.mutate(wanted, { onSuccess: () => setTyped(undefined) });
      }}
    >
      <Textarea
        label="Addresses, one a line"
        rows={Math.max(4, addresses.length + 1)}
        value={shown}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {save.error !== null && <ErrorNotice error={save.error} />}
      <div className={classes.save}>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
        <span role="status" className="dim">
          {save.isSuccess && typed === undefined ? "Saved." : ""}
        </span>
      </div>
    </form>
  );
}
