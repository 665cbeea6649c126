/** How long the certificate lasts that a connection logs in with. */

const A_DAY_MS = 86_400_000;
const SOON_DAYS = 60;

/** The whole days that are left until a date, if that is soon; below zero once it has passed. */
export function daysLeft(ends: string | null, now: Date): number | undefined {
  if (ends === null) return undefined;
  const today = Date.parse(now.toISOString().slice(0, 10));
  const left = (Date.parse(ends) - today) / A_DAY_MS;
  return left <= SOON_DAYS ? left : undefined;
}

export function endWords(left: number): string {
  if (left < 0) return "Its certificate has ended";
  if (left === 0) return "Its certificate ends today";
  return `Its certificate ends in ${left} ${left === 1 ? "day" : "days"}`;
}
