/** Every step of a sync as it was recorded, newest first; earlier attempts are folded. */
import { Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf, syncParts, type Sync } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { ShowMore } from "@/shared/ShowMore";
import { When } from "@/shared/When";
import { count } from "@/words/count";
import { attemptsOf, foldAttempts, type Step } from "./attempts";
import classes from "./Timeline.module.css";

export function Timeline({ sync }: { sync: Sync }) {
  const read = useInfiniteQuery(syncParts(sync).timeline);
  const lines = foldAttempts(itemsOf(read.data));
  if (read.error !== null) return <ErrorNotice error={read.error} />;
  if (read.isPending) return <RowsSkeleton what="Reading the timeline" />;
  return (
    <section className={`panel ${classes.section}`} aria-labelledby="timeline">
      <Title order={2} size="h4" id="timeline">
        Timeline
      </Title>
      <ShowMore of={read} size="xs">
        Show later steps
      </ShowMore>
      <ol className={classes.steps} reversed>
        {lines.toReversed().map(({ step, earlier }) => (
          <li key={step.step_no}>
            <Words step={step} />
            {earlier.length > 0 && <Earlier steps={earlier} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Words({ step }: { step: Step }) {
  return (
    <>
      <span className={classes.when}>
        <When at={step.at} form="absolute" />
      </span>
      <span>
        {step.text}
        <span className="below">
          step {step.step_no}, worker {step.epoch}
          {step.attempt !== null && `, attempt ${step.attempt}`}
        </span>
      </span>
    </>
  );
}

function Earlier({ steps }: { steps: readonly Step[] }) {
  return (
    <details className={classes.earlier}>
      <summary>{count(attemptsOf(steps), "earlier attempt")}</summary>
      <ol className={classes.steps} reversed>
        {steps.toReversed().map((step) => (
          <li key={step.step_no}>
            <Words step={step} />
          </li>
        ))}
      </ol>
    </details>
  );
}
