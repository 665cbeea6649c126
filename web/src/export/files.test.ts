import { expect, test } from "vitest";
import { decisionsFile, journalsFile, periodsFile, syncsFile } from "./files";

const rows = (file: string) => file.replace("\uFEFF", "").trimEnd().split("\r\n");
const cells = (file: string, row: number) => (rows(file)[row] ?? "").split(",");

test("each revision has a row; what is known of the latest only stands there", () => {
  const period = {
    entity: "halcyon",
    period_id: "2026-10",
    revision: 2,
    totals: { EUR: "12.50", GBP: "3.00" },
    status: "COMPLETED",
    revisions: [{ number: 1 }, { number: 2 }],
  };
  const file = periodsFile([period] as never);
  expect(cells(file, 1).at(5)).toBe("1");
  expect(cells(file, 1).at(-1)).toBe("");
  expect(cells(file, 2).slice(-2)).toEqual(["EUR 12.50; GBP 3.00", "COMPLETED"]);
});

test("a rehearsal is marked, of syncs and of their journals", () => {
  const sync = { sync_id: "t-1", is_rehearsal: true, requested_by: "c@halcyon.example" };
  expect(cells(syncsFile([sync] as never), 1).at(4)).toBe("yes");
  const journal = { entry_id: "E-1", status: "POSTED", total: "12.50", given_up: ["ps-b"] };
  const posted = { period: {}, journal, seenIn: sync, sentBy: sync };
  const file = journalsFile([posted] as never);
  const header = cells(file, 0);
  const at = (name: string) => cells(file, 1).at(header.indexOf(name));
  expect(at("rehearsal")).toBe("yes");
  expect(at("state")).toBe("In the ledger");
  expect(at("total")).toBe("12.50");
  expect(at("asked for by")).toBe("c@halcyon.example");
  expect(at("external ids given up")).toBe("ps-b");
});

test("no cell is a formula", () => {
  const decision = { reason: "=HYPERLINK(1)", entries: [], numbers: { "E-1": "JE7" } };
  const [, row] = rows(decisionsFile([decision] as never));
  expect(row).toContain("'=HYPERLINK(1)");
  expect(row).toContain("E-1: JE7");
});
