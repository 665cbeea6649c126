/** What each setting of a connection means, and what its choices are, in plain words. */
import type { Schemas } from "@/api/client";

export type Settings = Schemas["ConnectionSettingsBody"];

interface Words {
  title: string;
  meaning: string;
  /** The choices, with their words; without any it is a number or a text. */
  choices?: readonly (readonly [value: string, words: string])[];
  kind: "choice" | "flag" | "number" | "text";
  isOptional?: boolean;
}

const FLAG = [
  ["true", "Yes"],
  ["false", "No"],
] as const;

export const SETTING_WORDS: Record<keyof Settings, Words> = {
  line_limit: {
    title: "Lines per journal, at most",
    meaning:
      "A longer entry becomes several journals that balance each. Up to 1000 lines NetSuite’s page can still edit.",
    kind: "number",
  },
  summary_mode: {
    title: "Book summaries",
    meaning:
      "One line per account, side and classification instead of one per lease. The leases are then seen in Period Sync only.",
    kind: "flag",
    choices: FLAG,
  },
  rate_owner: {
    title: "Whose exchange rates count",
    meaning: "Those of NetSuite for the date, or those that the lease system sends.",
    kind: "choice",
    choices: [
      ["netsuite", "NetSuite’s"],
      ["document", "The lease system’s"],
    ],
  },
  books_fed: {
    title: "Several accounting books",
    meaning: "Whether each journal posts to all books, or an entry may name one.",
    kind: "choice",
    isOptional: true,
    choices: [
      ["", "Not said: an entry that names a book is refused"],
      ["together", "Each journal posts to all books"],
      ["by_entry", "An entry may name one book"],
    ],
  },
  intercompany: {
    title: "Lines of several subsidiaries",
    meaning: "The kind of intercompany journal that was proven in a sandbox.",
    kind: "choice",
    isOptional: true,
    choices: [
      ["", "Not said: such entries are refused"],
      ["legacy", "Intercompany journal"],
      ["advanced", "Advanced intercompany journal"],
    ],
  },
  strict_classifications: {
    title: "Changed classifications are a difference",
    meaning:
      "If a script of yours changes a department, class or location after posting. Otherwise it is only noticed.",
    kind: "flag",
    choices: FLAG,
  },
  header_classifications: {
    title: "Classifications on the header too",
    meaning: "What all lines of an entry share is also written on the journal’s header.",
    kind: "flag",
    choices: FLAG,
  },
  excluded_leases_stop: {
    title: "Excluded leases stop a period",
    meaning: "No period that leaves leases out is posted unless somebody decides so.",
    kind: "flag",
    choices: FLAG,
  },
  base_currency: {
    title: "The one currency",
    meaning:
      "Of an account without several currencies, such as EUR, so that no other is booked as if it were that one.",
    kind: "text",
    isOptional: true,
  },
  settle_seconds: {
    title: "Settling wait, in seconds",
    meaning:
      "How long after its deadline a journal may still arrive before it is sent again. Shorten it only on your operator’s advice.",
    kind: "number",
    isOptional: true,
  },
  refusal_lag_seconds: {
    title: "Refusal lag, in seconds",
    meaning:
      "How long a journal that NetSuite refused must stay absent before it counts as refused.",
    kind: "number",
    isOptional: true,
  },
};

/** A setting as it stands in a field. */
export const shown = (value: Settings[keyof Settings]): string =>
  value === null ? "" : `${value}`;

/** The settings as the fields say, in the types that the API takes. */
export function typedSettings(kept: Settings, fields: Record<string, string>): Settings {
  const values = Object.entries(SETTING_WORDS).map(([name, words]) => {
    const text = (fields[name] ?? shown(kept[name as keyof Settings])).trim();
    if (text === "" && words.isOptional === true) return [name, null];
    if (words.kind === "flag") return [name, text === "true"];
    return [name, words.kind === "number" ? Number(text) : text];
  });
  return Object.fromEntries(values) as Settings;
}
