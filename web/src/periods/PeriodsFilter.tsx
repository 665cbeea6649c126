/** Narrows the list of periods by status and by words; both stand in the address. */
import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { Status } from "@/api/queries";
import { given } from "@/shared/given";
import { STATUS_WORDS } from "@/words/status";
import classes from "./PeriodsFilter.module.css";

const route = getRouteApi("/shell/periods");
const ORDER: readonly Status[] = [
  "FAILED",
  "NOT_SYNCED",
  "IN_PROGRESS",
  "AWAITING_APPROVAL",
  "COMPLETED",
];
const TYPING_MS = 250;

interface Props {
  counts: Readonly<Record<string, number>> | undefined;
}

export function PeriodsFilter({ counts }: Props) {
  const { status, search } = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(search ?? "");
  const narrow = (to: { status?: Status | undefined; search?: string | undefined }) =>
    void navigate({ search: (now) => given({ ...now, ...to }), replace: true });
  const find = useDebouncedCallback((words: string) => narrow({ search: words.trim() }), TYPING_MS);
  const all = counts && Object.values(counts).reduce((sum, number) => sum + number, 0);
  return (
    <div className={classes.filter}>
      <div role="group" aria-label="Show by status" className={classes.chips}>
        <Chip
          word="All"
          number={all}
          isOn={status === undefined}
          onClick={() => narrow({ status: undefined })}
        />
        {ORDER.map((one) => (
          <Chip
            key={one}
            word={STATUS_WORDS[one]}
            number={counts === undefined ? undefined : (counts[one] ?? 0)}
            isOn={status === one}
            onClick={() => narrow({ status: one })}
          />
        ))}
      </div>
      <TextInput
        type="search"
        aria-label="Search periods by name or entity"
        placeholder="Period or entity"
        maxLength={100}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
      />
    </div>
  );
}

interface ChipProps {
  word: string;
  number: number | undefined;
  isOn: boolean;
  onClick: () => void;
}

function Chip({ word, number, isOn, onClick }: ChipProps) {
  return (
    <button type="button" className={classes.chip} aria-pressed={isOn} onClick={onClick}>
      {word} <span className={classes.count}>{number ?? "–"}</span>
    </button>
  );
}
