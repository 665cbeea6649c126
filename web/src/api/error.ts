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

  /** Period Sync answered, and says that it failed; it is not away. */
  get isOurFault(): boolean {
    return this.status === 500 && this.code === "INTERNAL";
  }

  get isUnreachable(): boolean {
    return this.status === 0 || (this.status >= 500 && !this.isOurFault);
  }

  /** Whether the same call may succeed in a while. */
  get mayPass(): boolean {
    return this.isUnreachable || this.isOurFault;
  }

  /** What finds a call in our records, if the answer named it. */
  get correlationId(): string | undefined {
    const { correlation_id: id } = this.facts;
    return typeof id === "string" ? id : undefined;
  }
}
