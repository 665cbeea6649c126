/** Takes a connection out of use for good. */
import { Button, Title } from "@mantine/core";
import { useState } from "react";
import { Confirm } from "@/syncs/Confirm";
import classes from "./Connections.module.css";
import { useRevoke, type Connection } from "./queries";

export function Revoke({ one }: { one: Connection }) {
  const [isAsking, ask] = useState(false);
  const revoke = useRevoke(one.connection_id);
  return (
    <section className={`panel ${classes.panel}`} aria-labelledby="revoke">
      <Title order={2} size="h4" id="revoke">
        Take it out of use
      </Title>
      <p className="dim">
        Export everything posted through it first, if you want to take it along. Its key is deleted;
        what was posted, the evidence and the audit trail stay, and can be exported later, too.
      </p>
      <Button variant="default" onClick={() => ask(true)}>
        Revoke this connection
      </Button>
      {isAsking && (
        <Confirm
          title={`Revoke ${one.connection_id}?`}
          does="Revoke it"
          isPending={revoke.isPending}
          error={revoke.error}
          onClose={() => ask(false)}
          onConfirm={() => revoke.mutate(undefined, { onSuccess: () => ask(false) })}
        >
          <p>
            Period Sync can no longer log in to NetSuite account {one.account}. In NetSuite, revoke
            the token or certificate as well.
          </p>
          <p>
            Export what was posted through it first. That remains possible afterwards, for whoever
            may still sign in.
          </p>
        </Confirm>
      )}
    </section>
  );
}
