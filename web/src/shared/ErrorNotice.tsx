/** An error where it happened: what, and what to do. */
import { Alert, Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiError } from "@/api/client";

interface Props {
  error: Error;
  onRetry?: (() => void) | undefined;
}

export function ErrorNotice({ error, onRetry }: Props) {
  const code = error instanceof ApiError ? error.code : undefined;
  const isUnreachable = error instanceof ApiError && error.isUnreachable;
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      title={isUnreachable ? "Period Sync can't be reached" : error.message}
    >
      {isUnreachable && (
        <p>
          Syncs that run go on without this page. What you asked for last may have been taken in:
          look here again before you press anything twice. It would not post twice either way.
        </p>
      )}
      {code !== undefined && <span className="mono dim">{code}</span>}
      {onRetry !== undefined && (
        <Button variant="default" size="xs" mt="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
