/** The newest test of a connection, and the newest daily check: what passed, or how to grant it. */
import { Button, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Schemas } from "@/api/client";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { When } from "@/shared/When";
import classes from "./Connections.module.css";
import { probeWords } from "./words";
import { useTest, type Connection } from "./queries";

type Probe = Schemas["ProbeBody"];

interface Props {
  one: Connection;
  mayTest: boolean;
}

export function LatestTest({ one, mayTest }: Props) {
  const test = useTest(one.connection_id);
  const latest = one.latest_test;
  const isDailyNewer = (one.daily_check?.checked_at ?? "") > (latest?.requested_at ?? "");
  const hasKey = one.state !== "NEW";
  return (
    <section className={`panel ${classes.panel}`} aria-labelledby="test">
      <Title order={2} size="h4" id="test">
        Test
      </Title>
      {latest === null && (
        <p className="dim">
          It was not tested yet. A test logs in once, and looks; it sends nothing.
        </p>
      )}
      {isDailyNewer && <DailyCheck of={one.daily_check} />}
      {latest !== null && (
        <Seen text={latest.text} probes={latest.probes} what="What the test saw">
          Asked for <When at={latest.requested_at} form="absolute" /> by {latest.requested_by}
        </Seen>
      )}
      {!isDailyNewer && <DailyCheck of={one.daily_check} />}
      {test.error !== null && <ErrorNotice error={test.error} />}
      {mayTest && hasKey && (
        <Button
          mt="md"
          variant={one.passed_at === null ? "filled" : "default"}
          loading={test.isPending || latest?.status === "RUNNING"}
          onClick={() => test.mutate()}
        >
          {latest === null ? "Test" : "Test again"}
        </Button>
      )}
    </section>
  );
}

/** Of what passes every day only that it does; of what is missing, how to grant it. */
function DailyCheck({ of }: { of: Connection["daily_check"] }) {
  if (of === null) return null;
  return (
    <Seen
      text={of.text}
      probes={of.probes.filter((probe) => !probe.passed)}
      what="What the daily check missed"
    >
      Checked <When at={of.checked_at} form="absolute" />
    </Seen>
  );
}

interface SeenProps {
  text: string;
  probes: readonly Probe[];
  what: string;
  children: ReactNode;
}

function Seen({ text, probes, what, children }: SeenProps) {
  return (
    <div className={classes.seen}>
      <p role="status">
        <strong>{text}</strong> <span className="dim">{children}</span>
      </p>
      {probes.length > 0 && (
        <ul className={classes.steps} aria-label={what}>
          {[...probes].sort(byWeight).map((probe) => (
            <ProbeLine key={`${probe.what} ${probe.finding}`} probe={probe} />
          ))}
        </ul>
      )}
    </div>
  );
}

const weight = (probe: Probe) => (!probe.passed ? 0 : probe.is_too_much ? 1 : 2);
const byWeight = (one: Probe, other: Probe) => weight(one) - weight(other);

function ProbeLine({ probe }: { probe: Probe }) {
  const { permission } = probe;
  return (
    <li>
      <ProbeIcon probe={probe} />
      <div>
        <strong>{probeWords(probe.what)}</strong>
        {!probe.passed && permission !== null ? (
          <p>
            Grant <strong>{permission.name}</strong>, level {permission.level}: {permission.where}
          </p>
        ) : (
          <p className="dim">{probe.finding}</p>
        )}
      </div>
    </li>
  );
}

function ProbeIcon({ probe }: { probe: Probe }) {
  if (!probe.passed) return <IconCircleX size={22} className={classes.bad} aria-label="Missing" />;
  if (probe.is_too_much) {
    return <IconAlertTriangle size={22} className={classes.warn} aria-label="Too much" />;
  }
  return <IconCircleCheck size={22} className={classes.done} aria-label="Passed" />;
}
