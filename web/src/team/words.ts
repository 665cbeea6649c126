/** A team in words. */
import { count } from "@/words/count";
import { plainDate } from "@/words/time";
import type { Invitation, Member } from "./queries";

/** "5 people are in this team, and 1 invitation is open." */
export function teamSentence(
  members: readonly Member[],
  invitations: readonly Invitation[],
): string {
  const people = members.filter(({ kind, has_ended }) => kind === "person" && !has_ended).length;
  const open = invitations.filter(
    ({ has_expired, inviter_may_not }) => !has_expired && !inviter_may_not,
  ).length;
  const inside = `${count(people, "person", "people")} ${people === 1 ? "is" : "are"} in this team`;
  if (open === 0) return `${inside}.`;
  return `${inside}, and ${count(open, "invitation")} ${open === 1 ? "is" : "are"} open.`;
}

/** Until when a membership holds: "Until 31 Dec 2026", "Ended on 31 Dec 2026", or nothing. */
export function untilWords(member: Pick<Member, "until" | "has_ended">): string | undefined {
  if (member.until === null) return member.has_ended ? "Ended" : undefined;
  return `${member.has_ended ? "Ended on" : "Until"} ${plainDate(member.until)}`;
}
