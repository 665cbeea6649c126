/** What went wrong with a call. */

/** What the API refused, in words for people, or why it gave no answer. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;

  /** `status` 0 means that no answer came at all. */
  constructor(status: number, code: string, detail: string, facts: Record<string, unknown> = {}) {
    super(detail);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.facts = facts;
  }

  get isUnreachable(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}
