/** The API under this origin: every call carries the token, every failure is an `ApiError`. */
import createClient from "openapi-fetch";
import { ApiError } from "./error";
import { accessToken } from "@/sign-in/session";
import { chosenTenant } from "@/sign-in/tenant";
import type { components, paths } from "./schema";

export { ApiError };
export type Schemas = components["schemas"];

const client = createClient<paths>({ baseUrl: "/", fetch: send });

async function send(request: Request): Promise<Response> {
  const token = await accessToken();
  if (token !== undefined) request.headers.set("Authorization", `Bearer ${token}`);
  const tenant = chosenTenant();
  if (tenant !== undefined) request.headers.set("Period-Sync-Tenant", tenant);
  try {
    return await fetch(request);
  } catch {
    throw new ApiError(0, "UNREACHABLE", "Period Sync can't be reached. Check your connection.");
  }
}

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Return what was answered. Throws ApiError with the API's own words. */
export async function answered<T>(asked: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await asked;
  if (response.ok && data !== undefined) return data;
  throw refusal(response.status, error);
}

function refusal(status: number, body: unknown): ApiError {
  if (isProblem(body)) return new ApiError(status, body.code, body.detail, { ...body });
  // The gateway's own answers (401, 413, 429, 5xx) have its shape.
  const words: Record<number, string> = {
    401: "You are signed out. Sign in again; you will come back to this page.",
    429: "Too many requests at once. Wait a moment and try again.",
  };
  return new ApiError(status, `HTTP_${status}`, words[status] ?? "Period Sync can't answer now.");
}

function isProblem(body: unknown): body is { code: string; detail: string } {
  return (
    typeof body === "object" &&
    body !== null &&
    typeof (body as Record<string, unknown>).code === "string" &&
    typeof (body as Record<string, unknown>).detail === "string"
  );
}

export const api = client;
