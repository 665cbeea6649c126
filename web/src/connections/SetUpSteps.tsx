/** The checklist of a company that sets itself up: what is done, and what comes next. */
import { Title } from "@mantine/core";
import { IconCircle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@/shared/Link";
import classes from "./Connections.module.css";
import { mappings, suggestions, type Connection } from "./queries";
import { setUpSteps, type Step } from "./setUpSteps";

export function SetUpSteps({ found }: { found: readonly Connection[] }) {
  const of = (environment: string) =>
    found.find((one) => one.environment === environment && one.state !== "REVOKED");
  const sandbox = of("sandbox")?.connection_id;
  const production = of("production")?.connection_id;
  const ready = useQuery({ ...suggestions(sandbox ?? ""), enabled: sandbox !== undefined });
  const there = useQuery({ ...mappings(sandbox ?? ""), enabled: sandbox !== undefined });
  const here = useQuery({ ...mappings(production ?? ""), enabled: production !== undefined });
  const steps = setUpSteps({
    connections: found,
    sandboxReadiness: ready.data,
    sandboxMappings: there.data?.mappings.length ?? 0,
    productionMappings: here.data?.mappings.length ?? 0,
  });
  const next = steps.find((step) => !step.isDone);
  const isLiveWithout = sandbox === undefined && found.some((one) => one.is_live);
  if (next === undefined || isLiveWithout) return null;
  return (
    <section className={`panel ${classes.panel}`} aria-labelledby="set-up">
      <Title order={2} size="h4" id="set-up">
        Set-up: {steps.filter((step) => step.isDone).length} of {steps.length} done
      </Title>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step.title} aria-current={step === next ? "step" : undefined}>
            {step.isDone ? (
              <IconCircleCheck size={22} className={classes.done} aria-label="Done" />
            ) : (
              <IconCircle size={22} className={classes.open} aria-label="To do" />
            )}
            <div>
              <StepTitle step={step} />
              {!step.isDone && <p className="dim">{step.explanation}</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function StepTitle({ step }: { step: Step }) {
  if (step.connection === undefined || step.isDone) return <strong>{step.title}</strong>;
  return (
    <strong>
      <Link
        to={
          step.part === "mappings"
            ? "/connections/$connectionId/mappings"
            : "/connections/$connectionId"
        }
        params={{ connectionId: step.connection.connection_id }}
      >
        {step.title}
      </Link>
    </strong>
  );
}
