/** What is shown of a connection in plain words. */
import type { Schemas } from "@/api/client";

export const STATE_WORDS: Record<Schemas["ConnectionState"], string> = {
  NEW: "No key is stored yet",
  UNTESTED: "Has not passed a test",
  READY: "Tested, not live",
  LIVE: "Live: syncs go here",
  REFUSED: "NetSuite refuses its key",
  REVOKED: "Revoked",
};

export type AuthMethod = Schemas["AuthMethod"];

export const AUTH_WORDS: Record<AuthMethod, string> = {
  oauth2: "OAuth 2.0 with a certificate",
  tba: "Token-based authentication",
};

const PROBES: Readonly<Record<string, string>> = {
  account: "Accounts",
  accountingperiod: "Accounting periods",
  classification: "Classes",
  currency: "Currencies",
  department: "Departments",
  location: "Locations",
  subsidiary: "Subsidiaries",
  transaction: "Journals",
};

/** What a test looked at; what it names itself begins with a capital. */
export const probeWords = (what: string): string =>
  PROBES[what] ?? `${what.charAt(0).toUpperCase()}${what.slice(1)}`;

/** The parts of a secret as NetSuite names them. */
export const SECRET_FIELDS = {
  tba: [
    ["consumer_key", "Consumer key"],
    ["consumer_secret", "Consumer secret"],
    ["token_id", "Token ID"],
    ["token_secret", "Token secret"],
  ],
  oauth2: [
    ["client_id", "Client ID"],
    ["certificate_id", "Certificate ID"],
    ["private_key", "Private key (PEM)"],
    ["certificate", "Certificate (PEM)"],
  ],
} as const satisfies Record<AuthMethod, readonly (readonly [string, string])[]>;

export const LIST_WORDS: Record<Schemas["NameList"], string> = {
  subsidiary: "Subsidiary",
  account: "Account",
  currency: "Currency",
  department: "Department",
  class: "Class",
  location: "Location",
  counterparty: "Counterparty",
};
