/** A status: icon, word and colour, with what is true beneath it. */
import {
  IconAlertOctagon,
  IconCircleCheck,
  IconCircleDashed,
  IconClockHour4,
  IconLoader2,
  type Icon,
} from "@tabler/icons-react";
import type { Tone } from "@/words/status";
import classes from "./StatusBadge.module.css";

const SHAPES: Readonly<Record<Tone, Icon>> = {
  quiet: IconCircleDashed,
  busy: IconLoader2,
  waiting: IconClockHour4,
  good: IconCircleCheck,
  bad: IconAlertOctagon,
};

export function StatusBadge({ word, tone }: { word: string; tone: Tone }) {
  const Shape = SHAPES[tone];
  return (
    <span className={classes.badge} data-tone={tone}>
      <Shape size={15} stroke={2.2} aria-hidden className={classes.shape} />
      {word}
    </span>
  );
}
