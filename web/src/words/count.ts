/** A count with its noun. */

/** "1 journal", "3 journals", "2 entries" (with the plural given where it is not just an s). */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat().format(number)} ${number === 1 ? one : many}`;
}
