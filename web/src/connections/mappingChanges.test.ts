import { describe, expect, it } from "vitest";
import { differences, withMapping } from "./mappingChanges";
import type { NameMapping } from "./queries";

const koln: NameMapping = {
  list: "location",
  name: "Köln",
  internal_id: "54",
  path: "Köln",
  subsidiary: null,
};

describe("mappings", () => {
  it("say a name once, in whatever form of Unicode", () => {
    const again = { ...koln, name: "Ko\u0308ln", internal_id: "55" };
    expect(withMapping([koln], again)).toEqual([again]);
    expect(withMapping([koln], { ...koln, subsidiary: "GmbH" })).toHaveLength(2);
  });

  it("differ where another record is meant, or none", () => {
    const other = { ...koln, internal_id: "55" };
    expect(differences([koln], [koln])).toEqual([]);
    expect(differences([koln], [])).toEqual([{ name: koln, here: undefined }]);
    expect(differences([koln], [other])).toEqual([{ name: koln, here: other }]);
  });
});
