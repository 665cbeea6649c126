/** Money as text: exact, grouped by locale, with the currency's own decimals. */

const MINUS = "−";

/** Group an exact decimal text ("-1234567.50") without ever making a float of it. */
export function money(amount: string, locale = navigator.language): string {
  const isNegative = amount.startsWith("-");
  const [whole = "0", decimals] = (isNegative ? amount.slice(1) : amount).split(".");
  const { group, decimal } = separators(locale);
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, group);
  return `${isNegative ? MINUS : ""}${grouped}${decimals === undefined ? "" : decimal + decimals}`;
}

function separators(locale: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1234567.5);
  const of = (type: string, fallback: string) =>
    parts.find((part) => part.type === type)?.value ?? fallback;
  return { group: of("group", ","), decimal: of("decimal", ".") };
}
