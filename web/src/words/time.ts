/** Instants and dates in words: absolute with a time zone, and relative beside it. */

const DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric" };

/** "3 Nov 2026, 18:42 CET", in the reader's own time zone. */
export function instant(at: string, locale = navigator.language, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    ...DAY,
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(at));
}

/** "31 Oct 2026": an accounting date has no time zone, so none may move it. */
export function plainDate(day: string, locale = navigator.language): string {
  const options = { ...DAY, timeZone: "UTC" };
  return new Intl.DateTimeFormat(locale, options).format(new Date(`${day}T00:00:00Z`));
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "2 minutes ago", or "just now" within the last minute. */
export function ago(at: string, now: Date, locale = navigator.language): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return "just now";
}
