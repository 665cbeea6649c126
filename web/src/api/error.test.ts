import { expect, test } from "vitest";
import { ApiError } from "./error";

test.each([0, 500, 502, 503, 504])("with %i nobody of ours answered", (status) => {
  const error = new ApiError(status, `HTTP_${status}`, "Period Sync can't answer now.");
  expect([error.isUnreachable, error.isOurFault, error.mayPass]).toEqual([true, false, true]);
});

test("what we say that failed on our side is not taken for being away", () => {
  const facts = { correlation_id: "abcdefghijkl" };
  const error = new ApiError(500, "INTERNAL", "Something went wrong on our side.", facts);
  expect([error.isUnreachable, error.isOurFault, error.mayPass]).toEqual([false, true, true]);
  expect(error.correlationId).toBe("abcdefghijkl");
});

test("what was refused stays refused", () => {
  const error = new ApiError(404, "NOT_FOUND", "There is no such address.", { correlation_id: 3 });
  expect([error.isUnreachable, error.isOurFault, error.mayPass]).toEqual([false, false, false]);
  expect(error.correlationId).toBeUndefined();
});
