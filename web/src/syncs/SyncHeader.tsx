/** The answer first: what became of the period, in one sentence. */
import { Title } from "@mantine/core";
import type { Problem, Sync } from "@/api/queries";
import { Link } from "@/shared/Link";
import { StatusBadge } from "@/shared/StatusBadge";
import { STATUS_TONES, STATUS_WORDS } from "@/words/status";
import classes from "./Sync.module.css";
import { sentence } from "./words";

interface Props {
  sync: Sync;
  problems: readonly Problem[];
}

export function SyncHeader({ sync, problems }: Props) {
  return (
    <header className={classes.header}>
      <p className={classes.trail}>
        <Link to="/periods">Closed periods</Link> / {sync.period_name} / Run {sync.number}
      </p>
      <div aria-live="polite">
        <StatusBadge word={STATUS_WORDS[sync.status]} tone={STATUS_TONES[sync.status]} />
        <Title order={1} size="h2" mt="xs">
          {sentence(sync, problems)}
        </Title>
      </div>
      {sync.notice !== null && <p className="dim">{sync.notice}</p>}
      {sync.successor_id !== null && (
        <p>
          This run was taken over by a later one.{" "}
          <Link to="/syncs/$syncId" params={{ syncId: sync.successor_id }}>
            Show that run
          </Link>
        </p>
      )}
    </header>
  );
}
