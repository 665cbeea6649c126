/** Leaves out the fields that have no value. */

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

export function given<T extends object>(fields: T): Given<T> {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(known) as Given<T>;
}
