/** An error where it happened: what, and what to do. */
import { Button } from "@mantine/core";
import { ApiError } from "@/api/client";
import { Notice } from "./Notice";

interface Props {
  error: Error;
  onRetry?: (() => void) | undefined;
}

export function ErrorNotice({ error, onRetry }: Props) {
  const code = error instanceof ApiError ? error.code : undefined;
  const isUnreachable = error instanceof ApiError && error.isUnreachable;
  return (
    <Notice tone="bad" title={isUnreachable ? "Period Sync can’t be reached" : error.message}>
      {isUnreachable && (
        <p>
          Syncs that run go on without this page. What you asked for last may have been taken in:
          look here again before you press anything twice. It would not post twice either way.
        </p>
      )}
      {code !== undefined && <p className="mono">{code}</p>}
      {onRetry !== undefined && (
        <Button variant="default" size="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Notice>
  );
}
