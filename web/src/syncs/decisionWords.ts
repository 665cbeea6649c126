/** What each decision does, in plain words. */
import type { Problem } from "@/api/queries";

interface Words {
  /** What the button says. */
  does: string;
  /** What happens then. */
  means: string;
}

export const DECISION_WORDS: Readonly<Record<Problem["decisions"][number], Words>> = {
  post_in_open_period: {
    does: "Post in an open period",
    means:
      "The journals are dated the first day of the period that you name, and the memo keeps the original date.",
  },
  post_ready_entries: {
    does: "Post the entries that are ready",
    means: "What this problem touches waits; everything else is posted now.",
  },
  repost: {
    does: "Post it anew",
    means:
      "NetSuite is asked first. Only if the old journal is certainly not in the books, it is posted under a new key; the old key stays watched.",
  },
  accept_difference: {
    does: "Accept the difference",
    means: "What stands in NetSuite counts as right, though it is not what was sent.",
  },
  booked_by_hand: {
    does: "It was booked by hand",
    means: "Period Sync posts nothing for these entries and shows the numbers that you give.",
  },
  allow_overlap: {
    does: "Allow the overlap",
    means: "The period is posted although another one with the same leases and dates stands.",
  },
  allow_excluded: {
    does: "Post without the excluded leases",
    means: "The period is posted although leases were left out of it.",
  },
};
