import { expect, test } from "vitest";
import { attemptsOf, foldAttempts, type Step } from "./attempts";

const step = (step_no: number, journal: string | null = null, attempt: number | null = null) =>
  ({ step_no, journal, attempt }) as Step;

const folded = (...steps: Step[]) =>
  foldAttempts(steps).map(({ step, earlier }) => [step.step_no, earlier.map((one) => one.step_no)]);

test("what was sent once is not folded", () => {
  expect(folded(step(1), step(2, "a", 1), step(3, "a", 1), step(4, "b", 1))).toEqual([
    [1, []],
    [2, []],
    [3, []],
    [4, []],
  ]);
});

test("earlier attempts are under the first line of the last one", () => {
  const steps = [step(1, "a", 1), step(2, "a", 1), step(3), step(4, "b", 1), step(5, "a", 2)];
  expect(folded(...steps, step(6, "a", 3), step(7, "b", 1), step(8, "a", 3))).toEqual([
    [3, []],
    [4, []],
    [6, [1, 2, 5]],
    [7, []],
    [8, []],
  ]);
});

test("what was never sent is no attempt", () => {
  expect(folded(step(1, "a", 0), step(2, "a", 1), step(3, "a", 2))).toEqual([
    [1, []],
    [3, [2]],
  ]);
});

test("attempts are counted, not their steps", () => {
  expect(attemptsOf([step(1, "a", 1), step(2, "a", 1), step(5, "a", 2)])).toBe(2);
});
