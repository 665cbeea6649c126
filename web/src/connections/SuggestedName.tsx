/** A name that NetSuite does not have: where it is used, and which record it could mean. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { count } from "@/words/count";
import classes from "./Connections.module.css";
import type { NameMapping, Suggestion } from "./queries";
import { LIST_WORDS } from "./words";

interface Props {
  one: Suggestion;
  kept: NameMapping | undefined;
  mayMap: boolean;
  isPending: boolean;
  onChoose: (chosen: NameMapping) => void;
}

const OTHER = "";

export function SuggestedName({ one, kept, mayMap, isPending, onChoose }: Props) {
  const [chosen, choose] = useState(one.candidates[0]?.internal_id ?? OTHER);
  const [typed, setTyped] = useState("");
  const candidate = one.candidates.find((each) => each.internal_id === chosen);
  const internalId = chosen === OTHER ? typed.trim() : chosen;
  const label = `${LIST_WORDS[one.list]} ${one.name}`;
  return (
    <div className={classes.mapping} role="group" aria-label={label}>
      <div>
        <strong>{one.finding}</strong>
        <p className="dim">
          {one.period_id}, {one.entity}: mends {count(one.entries.length, "entry", "entries")} (
          {one.entries.slice(0, 3).join(", ")}
          {one.entries.length > 3 && ` and ${one.entries.length - 3} more`}),{" "}
          {count(one.lines, "line")}
        </p>
        {kept !== undefined && (
          <p>
            Mapped to {kept.path} since that check. Check the period again to see that it is mended.
          </p>
        )}
      </div>
      {mayMap && (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            const { list, name, subsidiary } = one;
            const path = candidate?.path ?? `id ${internalId}`;
            onChoose({ list, name, subsidiary, internal_id: internalId, path });
          }}
        >
          <NativeSelect
            label={`${label} means`}
            value={chosen}
            onChange={(event) => choose(event.currentTarget.value)}
            data={[
              ...one.candidates.map((each) => ({ value: each.internal_id, label: each.path })),
              { value: OTHER, label: "Another record, by its internal id" },
            ]}
          />
          {chosen === OTHER && (
            <TextInput
              label="Internal id in NetSuite"
              inputMode="numeric"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          <div className={classes.buttons}>
            <Button
              type="submit"
              loading={isPending}
              disabled={!/^-?[0-9]{1,15}$/.test(internalId)}
            >
              Map {one.name}
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
