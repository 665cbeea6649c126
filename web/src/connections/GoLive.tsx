/** Makes a connection the one that syncs go to, for periods from a date on. */
import { Button, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { Confirm } from "@/syncs/Confirm";
import { plainDate } from "@/words/time";
import classes from "./Connections.module.css";
import { useGoLive, type Connection } from "./queries";

export function GoLive({ one }: { one: Connection }) {
  const [day, setDay] = useState(one.go_live ?? "");
  const [isAsking, ask] = useState(false);
  const live = useGoLive(one.connection_id);
  return (
    <section className={`panel ${classes.panel}`} aria-labelledby="go-live">
      <Title order={2} size="h4" id="go-live">
        Go live
      </Title>
      <p className="dim">
        {one.is_live
          ? "Syncs go through this connection."
          : "From then on syncs go through this connection, and through no other."}{" "}
        Periods that end before the date were booked without Period Sync, and can’t be synced.
      </p>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          ask(true);
        }}
      >
        <TextInput
          type="date"
          label="Go-live date"
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        {live.error !== null && !isAsking && <ErrorNotice error={live.error} />}
        <div className={classes.buttons}>
          <Button type="submit" disabled={day === "" || (one.is_live && day === one.go_live)}>
            {one.is_live ? "Change the date" : `Go live with ${one.connection_id}`}
          </Button>
        </div>
      </form>
      {isAsking && (
        <Confirm
          title={one.is_live ? "Change the go-live date?" : "Go live?"}
          does={one.is_live ? "Change the date" : "Go live"}
          isPending={live.isPending}
          error={live.error}
          onClose={() => ask(false)}
          onConfirm={() => live.mutate(day, { onSuccess: () => ask(false) })}
        >
          <p>
            Syncs post to NetSuite account {one.account}, {one.environment}, for periods that end on{" "}
            {plainDate(day)} or later.
          </p>
        </Confirm>
      )}
    </section>
  );
}
