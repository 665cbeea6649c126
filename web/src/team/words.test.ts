import { expect, test } from "vitest";
import type { Invitation, Member } from "./queries";
import { teamSentence, untilWords } from "./words";

const member = (kind: Member["kind"], has_ended = false) => ({ kind, has_ended }) as Member;
const invitation = (has_expired = false, inviter_may_not = false) =>
  ({ has_expired, inviter_may_not }) as Invitation;

test("the team’s sentence counts people, not machines, nor whose membership ended", () => {
  const all = [member("person"), member("machine"), member("person", true)];
  expect(teamSentence(all, [])).toBe("1 person is in this team.");
  const invitations = [invitation(), invitation(true), invitation(false, true)];
  expect(teamSentence([...all, member("person")], invitations)).toBe(
    "2 people are in this team, and 1 invitation is open.",
  );
});

test("a membership says until when it holds, or that it is over", () => {
  expect(untilWords({ until: null, has_ended: false })).toBeUndefined();
  expect(untilWords({ until: "2026-12-31", has_ended: false })).toMatch(/^Until .*2026/);
  expect(untilWords({ until: "2026-01-31", has_ended: true })).toMatch(/^Ended on .*2026/);
});
