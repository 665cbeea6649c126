/** Adds a connection: which account it leads to, and how it will log in. */
import { Button, NativeSelect, TextInput, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { accountFault, canonicalAccount, type Environment } from "./accountId";
import classes from "./Connections.module.css";
import { SetUpGuide } from "./SetUpGuide";
import { useAddConnection, type Connection } from "./queries";
import { AUTH_WORDS, type AuthMethod } from "./words";

export function AddConnection({ taken }: { taken: readonly Connection[] }) {
  const hasSandbox = taken.some((one) => one.environment === "sandbox" && one.state !== "REVOKED");
  const [environment, setEnvironment] = useState<Environment>(
    hasSandbox ? "production" : "sandbox",
  );
  const [account, setAccount] = useState("");
  const [auth, setAuth] = useState<AuthMethod>("oauth2");
  const add = useAddConnection();
  const navigate = useNavigate();
  const fault = accountFault(account.trim(), environment);
  const name = freeName(environment, taken);
  return (
    <section className={`panel ${classes.panel}`} aria-labelledby="add-connection">
      <Title order={2} size="h4" id="add-connection" mb="sm">
        Connect an account
      </Title>
      <SetUpGuide />
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(
            { connection_id: name, environment, account: account.trim(), auth },
            {
              onSuccess: (added) =>
                void navigate({
                  to: "/connections/$connectionId",
                  params: { connectionId: added.connection_id },
                }),
            },
          );
        }}
      >
        <NativeSelect
          label="Kind of account"
          value={environment}
          onChange={(event) => setEnvironment(event.currentTarget.value as Environment)}
          data={[
            { value: "sandbox", label: "Sandbox" },
            { value: "production", label: "Production" },
          ]}
        />
        <TextInput
          label="Account ID"
          description="In NetSuite: Setup > Company > Company Information"
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
          error={fault}
          autoComplete="off"
          spellCheck={false}
        />
        <NativeSelect
          label="How it logs in"
          description="NetSuite 2027.1 takes no new token-based integrations"
          value={auth}
          onChange={(event) => setAuth(event.currentTarget.value as AuthMethod)}
          data={Object.entries(AUTH_WORDS).map(([value, label]) => ({ value, label }))}
        />
        {add.error !== null && <ErrorNotice error={add.error} />}
        <div className={classes.buttons}>
          <Button
            type="submit"
            loading={add.isPending}
            disabled={canonicalAccount(account.trim()) === undefined || fault !== undefined}
          >
            Connect {canonicalAccount(account.trim()) ?? "the account"}
          </Button>
          <span className="dim">It will be called “{name}”.</span>
        </div>
      </form>
    </section>
  );
}

function freeName(environment: Environment, taken: readonly Connection[]): string {
  const names = new Set(taken.map((one) => one.connection_id));
  const candidates = [environment, ...[2, 3, 4, 5, 6, 7, 8, 9].map((no) => `${environment}-${no}`)];
  return candidates.find((name) => !names.has(name)) ?? `${environment}-${names.size + 1}`;
}
