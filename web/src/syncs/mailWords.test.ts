import { expect, test } from "vitest";
import { undelivered, unwanted } from "./mailWords";

test.each([
  [["cfo@x.example"], "The mail to cfo@x.example could not be delivered."],
  [
    ["a@x.example", "b@x.example", "c@x.example"],
    "The mail to a@x.example, b@x.example and c@x.example could not be delivered.",
  ],
])("whom a mail did not reach", (addresses, words) => {
  expect(undelivered(addresses)).toBe(words);
});

test("who does not want the mails", () => {
  expect(unwanted(["a@x.example", "b@x.example"])).toBe(
    "a@x.example and b@x.example marked the mail as unwanted.",
  );
});
