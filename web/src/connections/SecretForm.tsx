/** Stores a key or certificate, which nobody can read again; it is tested before it is used. */
import { Button, NativeSelect, Textarea, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { Notice } from "@/shared/Notice";
import classes from "./Connections.module.css";
import { useGiveUpSecret, useStoreAndTest, type Connection } from "./queries";
import { AUTH_WORDS, SECRET_FIELDS, type AuthMethod } from "./words";

export function SecretForm({ one }: { one: Connection }) {
  const isNeeded = one.secret === null || one.state === "REFUSED";
  const [isWanted, want] = useState(false);
  // Held here, as the fields go as soon as the connection is read anew.
  const store = useStoreAndTest(one.connection_id);
  return (
    <section className={`panel ${classes.panel}`} aria-labelledby="secret">
      <Title order={2} size="h4" id="secret">
        {one.secret === null ? "Store its key" : "Replace its key"}
      </Title>
      <p className="dim">
        Nobody can read it again.
        {one.secret !== null &&
          " The new one is tested first; until it passes the old one is used."}
      </p>
      {one.new_secret !== null && <NewSecret one={one} />}
      {isNeeded || isWanted ? (
        <Fields one={one} store={store} onStored={() => want(false)} />
      ) : (
        <Button variant="default" onClick={() => want(true)}>
          Replace the key
        </Button>
      )}
      {store.error !== null && <ErrorNotice error={store.error} />}
    </section>
  );
}

function NewSecret({ one }: { one: Connection }) {
  const giveUp = useGiveUpSecret(one.connection_id);
  return (
    <Notice tone="waiting" title="A new key waits for a test that passes">
      <Button
        variant="default"
        size="xs"
        loading={giveUp.isPending}
        onClick={() => giveUp.mutate()}
      >
        Give the new key up
      </Button>
      {giveUp.error !== null && <ErrorNotice error={giveUp.error} />}
    </Notice>
  );
}

interface FieldsProps {
  one: Connection;
  store: ReturnType<typeof useStoreAndTest>;
  onStored: () => void;
}

function Fields({ one, store, onStored }: FieldsProps) {
  const [auth, setAuth] = useState<AuthMethod>(one.auth);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const fields = SECRET_FIELDS[auth];
  const isWhole = fields.every(([name]) => (typed[name] ?? "").trim() !== "");
  return (
    <form
      className={classes.form}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        const sent = Object.fromEntries(fields.map(([name]) => [name, typed[name] ?? ""]));
        store.mutate(
          { auth, ...sent },
          {
            onSuccess: () => {
              setTyped({});
              onStored();
            },
          },
        );
      }}
    >
      <NativeSelect
        label="How it logs in"
        value={auth}
        onChange={(event) => setAuth(event.currentTarget.value as AuthMethod)}
        data={Object.entries(AUTH_WORDS).map(([value, label]) => ({ value, label }))}
      />
      {fields.map(([name, label]) => (
        <SecretField
          key={name}
          label={label}
          value={typed[name] ?? ""}
          isLong={name === "private_key" || name === "certificate"}
          onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
        />
      ))}
      <div className={classes.buttons}>
        <Button type="submit" loading={store.isPending} disabled={!isWhole}>
          Store and test
        </Button>
      </div>
    </form>
  );
}

interface FieldProps {
  label: string;
  value: string;
  isLong: boolean;
  onChange: (value: string) => void;
}

function SecretField({ label, value, isLong, onChange }: FieldProps) {
  if (isLong) {
    return (
      <Textarea
        label={label}
        rows={4}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      label={label}
      type="password"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
