/** An error where it happened: what, and what to do. */
import { Button } from "@mantine/core";
import { ApiError } from "@/api/client";
import { Notice } from "./Notice";

interface Props {
  error: Error;
  onRetry?: (() => void) | undefined;
}

export function ErrorNotice({ error, onRetry }: Props) {
  const refused = error instanceof ApiError ? error : undefined;
  return (
    <Notice tone="bad" title={titleOf(error)}>
      {refused?.isUnreachable === true && (
        <p>
          Syncs that run go on without this page. What you asked for last may have been taken in:
          look here again before you press anything twice. It would not post twice either way.
        </p>
      )}
      {refused?.isOurFault === true && (
        <p>
          Period Sync answered, but could not do this. Try again; if it fails again, tell your
          operator
          {refused.correlationId !== undefined && (
            <>
              {" "}
              the request <span className="mono">{refused.correlationId}</span>
            </>
          )}
          .
        </p>
      )}
      {refused !== undefined && <p className="mono">{refused.code}</p>}
      {onRetry !== undefined && (
        <Button variant="default" size="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Notice>
  );
}

function titleOf(error: Error): string {
  if (!(error instanceof ApiError)) return error.message;
  if (error.isUnreachable) return "Period Sync can’t be reached";
  return error.isOurFault ? "Something went wrong on our side" : error.message;
}
