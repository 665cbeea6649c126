/** Folds the earlier attempts to send one journal under the first line of its last attempt. */
import type { Schemas } from "@/api/client";

export type Step = Schemas["StepBody"];

export interface Line {
  step: Step;
  /** Steps of earlier attempts with the same journal, in their order. */
  earlier: readonly Step[];
}

/** Steps are given oldest first, and so are the lines. */
export function foldAttempts(steps: readonly Step[]): readonly Line[] {
  const last = new Map<string, number>();
  for (const { journal, attempt } of steps) {
    if (journal !== null) last.set(journal, Math.max(last.get(journal) ?? 0, attempt ?? 0));
  }
  const earlier = new Map<string, Step[]>();
  const shown = steps.filter((step) => {
    const { journal, attempt } = step;
    if (journal === null || !attempt || attempt === last.get(journal)) return true;
    earlier.set(journal, [...(earlier.get(journal) ?? []), step]);
    return false;
  });
  return shown.map((step) => {
    const { journal, attempt } = step;
    if (journal === null || !attempt) return { step, earlier: [] };
    const before = earlier.get(journal) ?? [];
    earlier.delete(journal);
    return { step, earlier: before };
  });
}

/** How many attempts some steps belong to. */
export function attemptsOf(steps: readonly Step[]): number {
  return new Set(steps.map((step) => step.attempt)).size;
}
