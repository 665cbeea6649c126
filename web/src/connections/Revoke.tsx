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
        Its key is deleted. What was posted, the evidence and the audit trail stay.
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
        </Confirm>
      )}
    </section>
  );
}
