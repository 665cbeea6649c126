/** One root cause: whom it needs, what to do, where it is, and what may be decided. */
import { Button, CopyButton, Title } from "@mantine/core";
import { useState } from "react";
import type { Problem, Sync } from "@/api/queries";
import { AboutCode } from "@/shared/AboutCode";
import { NamedValues } from "@/shared/NamedValues";
import { usePermissions } from "@/shared/usePermissions";
import { DecisionDialog } from "./DecisionDialog";
import { DECISION_WORDS } from "./decisionWords";
import { Places } from "./Places";
import classes from "./Problems.module.css";
import { extent, forOthers } from "./words";

interface Props {
  problem: Problem;
  sync: Sync;
  isMine: boolean;
}

export function ProblemCard({ problem, sync, isMine }: Props) {
  const isNotice = problem.severity === "notice";
  const whom = isMine ? "You" : `Your ${problem.owner}`;
  const text = forOthers(problem, sync, location.href);
  return (
    <article className={`panel ${classes.card}`} data-notice={isNotice}>
      <Title order={3} size="h5">
        {problem.title}
      </Title>
      <p className={classes.whom}>
        <strong>{isNotice ? "Worth knowing; it stops nothing" : `${whom} can mend this`}</strong>
        {extent(problem) !== "" && <> · {extent(problem)}</>}
      </p>
      <p>{problem.explanation}</p>
      <ol className={classes.steps}>
        {problem.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {problem.candidates.length > 0 && (
        <p>
          Closest in NetSuite: <strong>{problem.candidates.join(" · ")}</strong>
        </p>
      )}
      <div className={`no-print ${classes.tools}`}>
        <Decide problem={problem} sync={sync} />
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" onClick={copy}>
              {copied ? "Copied" : `Copy for your ${problem.owner}`}
            </Button>
          )}
        </CopyButton>
        <div className={classes.about}>
          <AboutCode code={problem.code} />
          <CopyButton value={problem.code}>
            {({ copied, copy }) => (
              <button
                type="button"
                className={classes.code}
                onClick={copy}
                aria-label={`Copy the code ${problem.code}`}
              >
                {copied ? "Copied" : problem.code}
              </button>
            )}
          </CopyButton>
        </div>
      </div>
      <Places problem={problem} />
      <Words details={problem.details} />
    </article>
  );
}

function Decide({ problem, sync }: { problem: Problem; sync: Sync }) {
  const { canSync, hasBothDuties } = usePermissions();
  const [chosen, choose] = useState<Problem["decisions"][number]>();
  if (!canSync || hasBothDuties || sync.status !== "FAILED" || sync.successor_id !== null) {
    return null;
  }
  return (
    <>
      {problem.decisions.map((decision) => (
        <Button key={decision} variant="light" size="xs" onClick={() => choose(decision)}>
          {DECISION_WORDS[decision].does} …
        </Button>
      ))}
      {chosen !== undefined && (
        <DecisionDialog
          decision={chosen}
          problem={problem}
          sync={sync}
          onClose={() => choose(undefined)}
        />
      )}
    </>
  );
}

function Words({ details }: { details: Problem["details"] }) {
  if (Object.keys(details).length === 0) return null;
  return (
    <details className={classes.more}>
      <summary>Values, and NetSuite’s own words</summary>
      <NamedValues values={details} />
    </details>
  );
}
