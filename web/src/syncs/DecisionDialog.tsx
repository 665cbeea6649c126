/** Takes a decision with its reason; it takes effect in the retry that it starts. */
import { Button, Modal, TextInput, Textarea } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useDecide } from "@/api/changes";
import type { Problem, Sync } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { given } from "@/shared/given";
import { DECISION_WORDS } from "./decisionWords";
import classes from "./Sync.module.css";

interface Props {
  decision: Problem["decisions"][number];
  problem: Problem;
  sync: Sync;
  onClose: () => void;
}

export function DecisionDialog({ decision, problem, sync, onClose }: Props) {
  const decide = useDecide();
  const [reason, setReason] = useState("");
  const [periodStart, setPeriodStart] = useState("");
  const [numbers, setNumbers] = useState<Readonly<Record<string, string>>>({});
  const entries = [...new Set(problem.places.map((place) => place.entry_id))];
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const body = {
      decision,
      problems: [problem.problem_id],
      reason: reason.trim(),
      entries: [],
      numbers: decision === "booked_by_hand" ? numbers : {},
      ...given({ period_start: periodStart }),
    };
    decide.mutate({ sync_id: sync.sync_id, body }, { onSuccess: onClose });
  };
  const { does, means } = DECISION_WORDS[decision];
  return (
    <Modal opened onClose={onClose} title={<strong>{does}</strong>}>
      <form onSubmit={send}>
        <p>
          <strong>{problem.title}</strong>
        </p>
        <p>{means}</p>
        {decision === "post_in_open_period" && (
          <TextInput
            type="date"
            required
            label="First day of the posting period"
            value={periodStart}
            onChange={(event) => setPeriodStart(event.currentTarget.value)}
          />
        )}
        {decision === "booked_by_hand" &&
          entries.map((entry) => (
            <TextInput
              key={entry}
              required
              maxLength={100}
              label={`NetSuite’s number of entry ${entry}`}
              value={numbers[entry] ?? ""}
              onChange={(event) => {
                const number = event.currentTarget.value;
                setNumbers((before) => ({ ...before, [entry]: number }));
              }}
            />
          ))}
        <TextareaReason value={reason} onChange={setReason} />
        {decide.error !== null && <ErrorNotice error={decide.error} />}
        <div className={classes.buttons}>
          <Button variant="subtle" color="gray" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={decide.isPending}>
            {does}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function TextareaReason(props: { value: string; onChange: (reason: string) => void }) {
  return (
    <Textarea
      required
      minLength={3}
      maxLength={1000}
      rows={3}
      mt="sm"
      label="Why"
      description="Your name and this reason stand in the evidence."
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
