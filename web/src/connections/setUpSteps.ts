/** How far a company has come with its set-up: what is done, and what comes next. */
import type { Connection, Suggestions } from "./queries";

export interface Step {
  title: string;
  explanation: string;
  isDone: boolean;
  /** The connection that the step is about, once there is one. */
  connection: Connection | undefined;
  part?: "mappings";
}

export interface Read {
  connections: readonly Connection[];
  sandboxReadiness: Suggestions | undefined;
  productionMappings: number;
  sandboxMappings: number;
}

export function setUpSteps(read: Read): Step[] {
  const inUse = read.connections.filter((one) => one.state !== "REVOKED");
  const sandbox = inUse.find((one) => one.environment === "sandbox");
  const production = inUse.find((one) => one.environment === "production");
  const ready = read.sandboxReadiness;
  const checked = (ready?.checked_periods ?? 0) > 0;
  const sandboxSteps: Step[] = [
    {
      title: "Connect a sandbox",
      explanation: "Its account id, and a key or certificate of a role made for Period Sync.",
      isDone: sandbox !== undefined && sandbox.state !== "NEW",
      connection: sandbox,
    },
    {
      title: "Test it",
      explanation: "One login; each permission is ticked, or named with the way to grant it.",
      isDone: (sandbox?.passed_at ?? null) !== null,
      connection: sandbox,
    },
    {
      title: "Check a past period",
      explanation: "What would be booked, and every problem. Nothing is sent.",
      isDone: checked,
      connection: sandbox,
    },
    {
      title: "Map the names that differ",
      explanation: "Say once which record of NetSuite a name of the lease system means.",
      isDone: checked && ready?.items.length === 0,
      connection: sandbox,
      part: "mappings",
    },
    {
      title: "Rehearse",
      explanation: "A controller posts a period into the sandbox; its status stays as it is.",
      isDone: (ready?.rehearsed_periods ?? 0) > 0,
      connection: sandbox,
    },
  ];
  return [...sandboxSteps, ...productionSteps(read, production)];
}

function productionSteps(read: Read, production: Connection | undefined): Step[] {
  return [
    {
      title: "Connect production, and test it",
      explanation: "With a key or certificate of its own.",
      isDone: (production?.passed_at ?? null) !== null,
      connection: production,
    },
    {
      title: "Copy the mappings",
      explanation: "The differences are shown before anything is saved.",
      isDone:
        production !== undefined && read.productionMappings >= Math.max(read.sandboxMappings, 0),
      connection: production,
      part: "mappings",
    },
    {
      title: "Choose the go-live date, and go live",
      explanation: "Periods that end before it were booked without Period Sync.",
      isDone: production?.is_live === true,
      connection: production,
    },
  ];
}
