/** What became of a mail, in words for people. */

/** Says to whom a mail could not be delivered. */
export function undelivered(addresses: readonly string[]): string {
  return `The mail to ${listed(addresses)} could not be delivered.`;
}

/** Says who marked a mail as unwanted. */
export function unwanted(addresses: readonly string[]): string {
  return `${listed(addresses)} marked the mail as unwanted.`;
}

function listed(addresses: readonly string[]): string {
  const all = [...addresses];
  const last = all.pop() ?? "";
  return all.length === 0 ? last : `${all.join(", ")} and ${last}`;
}
