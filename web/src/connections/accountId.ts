/** What can be told of a NetSuite account id while it is typed; the API decides. */

const PATTERN = /^[A-Za-z0-9]{1,20}([_-][A-Za-z0-9]{1,8})?$/;
const RUN_TOGETHER = /^[0-9]+(SB|RP)[0-9]*$/i;
const SANDBOX = /^([A-Z0-9]+_(SB|RP)[0-9]*|TSTDRV[0-9]+)$/;

export type Environment = "sandbox" | "production";

/** The spelling under which NetSuite knows the account, or undefined for what is none. */
export function canonicalAccount(typed: string): string | undefined {
  const isOne = PATTERN.test(typed) && !RUN_TOGETHER.test(typed);
  return isOne ? typed.toUpperCase().replaceAll("-", "_") : undefined;
}

/** What is wrong with an account id, in plain words; undefined if nothing is. */
export function accountFault(typed: string, environment: Environment): string | undefined {
  if (typed === "") return undefined;
  const account = canonicalAccount(typed);
  if (account === undefined) return "An account id looks like 1234567 or 1234567_SB1.";
  const isSandbox = SANDBOX.test(account);
  if (isSandbox && environment === "production") return `${account} is a sandbox account.`;
  if (!isSandbox && environment === "sandbox") return `${account} is no sandbox account.`;
  return undefined;
}
