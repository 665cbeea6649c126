/** Whether the browser has a network, and the API answered when it was last asked. */
import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { ApiError } from "@/api/client";

export function useOnline(): boolean {
  const cache = useQueryClient().getQueryCache();
  const isReached = useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () =>
      !cache
        .findAll({ type: "active" })
        .some(({ state: { error, fetchFailureReason } }) =>
          [error, fetchFailureReason].some((e) => e instanceof ApiError && e.isUnreachable),
        ),
  );
  const hasNetwork = useSyncExternalStore(
    (listener) => {
      addEventListener("online", listener);
      addEventListener("offline", listener);
      return () => {
        removeEventListener("online", listener);
        removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
  );
  return isReached && hasNetwork;
}
