import { describe, expect, it } from "vitest";
import { SETTING_WORDS, typedSettings, type Settings } from "./settingWords";

const kept: Settings = {
  line_limit: 1000,
  summary_mode: false,
  rate_owner: "netsuite",
  books_fed: null,
  intercompany: null,
  strict_classifications: false,
  header_classifications: false,
  excluded_leases_stop: false,
  base_currency: null,
  settle_seconds: null,
  refusal_lag_seconds: null,
};

describe("settings", () => {
  it("stay as they are where nothing was typed", () => {
    expect(typedSettings(kept, {})).toEqual(kept);
  });

  it("have the types that the API takes", () => {
    const typed = { line_limit: " 500 ", summary_mode: "true", books_fed: "together" };
    const made = typedSettings(kept, { ...typed, settle_seconds: "60", base_currency: "EUR" });
    expect(made).toMatchObject({ line_limit: 500, summary_mode: true, books_fed: "together" });
    expect(made).toMatchObject({ settle_seconds: 60, base_currency: "EUR" });
    expect(typedSettings({ ...kept, settle_seconds: 60 }, { settle_seconds: "" })).toEqual(kept);
  });

  it("are all explained", () => {
    expect(Object.keys(SETTING_WORDS).sort()).toEqual(Object.keys(kept).sort());
  });
});
