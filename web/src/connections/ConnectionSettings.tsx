/** The settings of a connection, each with its meaning; the API says what does not fit. */
import { Button, NativeSelect, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { usePermissions } from "@/shared/usePermissions";
import classes from "./Connections.module.css";
import { useChangeConnection, type Connection } from "./queries";
import { SETTING_WORDS, shown, typedSettings, type Settings } from "./settingWords";

const NAMES = Object.keys(SETTING_WORDS) as (keyof Settings)[];

export function ConnectionSettings({ one }: { one: Connection }) {
  const { canManageIntegration } = usePermissions();
  const [fields, setFields] = useState<Record<string, string>>({});
  const change = useChangeConnection(one.connection_id);
  const isFixed = !canManageIntegration || one.state === "REVOKED";
  const changed = NAMES.filter(
    (name) => name in fields && fields[name] !== shown(one.settings[name]),
  );
  return (
    <section className={`panel ${classes.panel}`} aria-labelledby="connection-settings">
      <Title order={2} size="h4" id="connection-settings">
        Settings
      </Title>
      <p className="dim">They count from the next check on; what was posted stays as it is.</p>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ version: one.version, settings: typedSettings(one.settings, fields) });
        }}
      >
        {NAMES.map((name) => (
          <SettingField
            key={name}
            name={name}
            value={fields[name] ?? shown(one.settings[name])}
            isFixed={isFixed}
            onChange={(value) => setFields((before) => ({ ...before, [name]: value }))}
          />
        ))}
        {change.error !== null && <ErrorNotice error={change.error} />}
        {!isFixed && (
          <div className={classes.buttons}>
            <Button type="submit" loading={change.isPending} disabled={changed.length === 0}>
              Save settings
            </Button>
            <span role="status" className="dim">
              {changed.length > 0
                ? `Changed: ${changed.map((name) => SETTING_WORDS[name].title).join(", ")}`
                : change.isSuccess && "Saved."}
            </span>
          </div>
        )}
      </form>
    </section>
  );
}

interface FieldProps {
  name: keyof Settings;
  value: string;
  isFixed: boolean;
  onChange: (value: string) => void;
}

function SettingField({ name, value, isFixed, onChange }: FieldProps) {
  const { title, meaning, choices, kind } = SETTING_WORDS[name];
  const common = { label: title, description: meaning, value, disabled: isFixed };
  if (choices !== undefined) {
    return (
      <NativeSelect
        {...common}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={choices.map(([each, words]) => ({ value: each, label: words }))}
      />
    );
  }
  return (
    <TextInput
      {...common}
      inputMode={kind === "number" ? "numeric" : "text"}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
