/** Mappings as they are edited: what one is said of, and how two sets of them differ. */
import type { NameMapping } from "./queries";

export const keyOf = (one: Pick<NameMapping, "list" | "name" | "subsidiary">) =>
  JSON.stringify([one.list, one.name.normalize(), one.subsidiary?.normalize() ?? null]);

/** The mappings with one of them said anew. */
export function withMapping(said: readonly NameMapping[], one: NameMapping): NameMapping[] {
  return [...said.filter((other) => keyOf(other) !== keyOf(one)), one];
}

export interface Difference {
  name: NameMapping;
  here: NameMapping | undefined;
}

/** What `from` says and `here` does not, or says otherwise. */
export function differences(
  from: readonly NameMapping[],
  here: readonly NameMapping[],
): Difference[] {
  const byKey = new Map(here.map((one) => [keyOf(one), one]));
  return from
    .map((name) => ({ name, here: byKey.get(keyOf(name)) }))
    .filter((found) => found.here?.internal_id !== found.name.internal_id);
}
