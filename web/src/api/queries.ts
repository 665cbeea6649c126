/** What the views read, how often they read it anew, and what they change. */
import {
  QueryClient,
  infiniteQueryOptions,
  queryOptions,
  type InfiniteData,
} from "@tanstack/react-query";
import { given } from "@/shared/given";
import { ApiError, answered, api, type Schemas } from "./client";

export type Period = Schemas["ListedPeriodBody"];
export type Sync = Schemas["SyncBody"];
export type Problem = Schemas["ProblemBody"];
export type Journal = Schemas["JournalBody"];
export type Preview = Schemas["PreviewBody"];
export type Status = Schemas["IntegrationStatus"];

export const BUSY_MS = 2_000;
export const QUIET_MS = 30_000;
const PAGE = 50;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // What was refused stays refused; what failed or could not be reached may pass.
      retry: (failures, error) => error instanceof ApiError && error.mayPass && failures < 2,
      refetchOnWindowFocus: true,
      staleTime: 1_000,
    },
    mutations: { retry: false },
  },
});

interface Paged<T> {
  items: T[];
  next_cursor: string | null;
}

/** All items of the pages read until now. */
export function itemsOf<T>(data: InfiniteData<Paged<T>> | undefined): T[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}

const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { next_cursor: string | null }) => last.next_cursor ?? undefined,
};

const asked = (cursor: string | undefined, limit = PAGE) => given({ limit, cursor });

export const me = queryOptions({
  queryKey: ["me"],
  queryFn: () => answered(api.GET("/v1/me")),
  // Who was granted something, or removed, sees it without a reload.
  refetchInterval: QUIET_MS,
  staleTime: 60_000,
});

export const periods = (filter: { status?: Status | undefined; search?: string | undefined }) =>
  infiniteQueryOptions({
    queryKey: ["periods", filter.status ?? "", filter.search ?? ""],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET("/v1/periods", {
          params: {
            query: { ...asked(pageParam), ...given(filter) },
          },
        }),
      ),
    ...paged,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) =>
      itemsOf(state.data).some((period) => period.status === "IN_PROGRESS") ? BUSY_MS : QUIET_MS,
  });

export const refusedHandOvers = queryOptions({
  queryKey: ["refused-hand-overs"],
  queryFn: () => answered(api.GET("/v1/refused-hand-overs")),
  refetchInterval: QUIET_MS,
});

export const period = (entity: string, period_id: string) =>
  queryOptions({
    queryKey: ["period", entity, period_id],
    queryFn: () =>
      answered(
        api.GET("/v1/periods/{entity}/{period_id}", { params: { path: { entity, period_id } } }),
      ),
    refetchInterval: ({ state }) =>
      isWorking(state.data?.preview) || state.data?.status === "IN_PROGRESS" ? BUSY_MS : QUIET_MS,
  });

export const isWorking = (preview: Preview | null | undefined): boolean =>
  preview?.status === "QUEUED" || preview?.status === "RUNNING";

export const sync = (sync_id: string) =>
  queryOptions({
    queryKey: ["sync", sync_id],
    queryFn: () => answered(api.GET("/v1/syncs/{sync_id}", { params: { path: { sync_id } } })),
    refetchInterval: ({ state }) =>
      state.data?.status === "IN_PROGRESS" || (state.data?.check_at ?? null) !== null
        ? BUSY_MS
        : QUIET_MS,
  });

export const runs = (entity: string, period_id: string) =>
  infiniteQueryOptions({
    queryKey: ["period", entity, period_id, "runs"],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET("/v1/periods/{entity}/{period_id}/syncs", {
          params: { path: { entity, period_id }, query: asked(pageParam) },
        }),
      ),
    ...paged,
    refetchInterval: QUIET_MS,
  });

/** The lists of a sync. What was read while it ran is read anew when it has ended. */
export const syncParts = ({ sync_id, status, finished_at }: Sync) => {
  const path = { sync_id };
  const key = ["sync", sync_id, status, finished_at];
  const refetchInterval = status === "IN_PROGRESS" ? BUSY_MS : QUIET_MS;
  return {
    problems: infiniteQueryOptions({
      queryKey: [...key, "problems"],
      queryFn: ({ pageParam }) =>
        answered(
          api.GET("/v1/syncs/{sync_id}/problems", { params: { path, query: asked(pageParam) } }),
        ),
      ...paged,
      placeholderData: (before) => before,
      refetchInterval,
    }),
    journals: infiniteQueryOptions({
      queryKey: [...key, "journals"],
      queryFn: ({ pageParam }) =>
        answered(
          api.GET("/v1/syncs/{sync_id}/journals", { params: { path, query: asked(pageParam) } }),
        ),
      ...paged,
      placeholderData: (before) => before,
      refetchInterval,
    }),
    timeline: infiniteQueryOptions({
      queryKey: [...key, "timeline"],
      queryFn: ({ pageParam }) =>
        answered(
          api.GET("/v1/syncs/{sync_id}/timeline", {
            params: { path, query: asked(pageParam, 200) },
          }),
        ),
      ...paged,
      placeholderData: (before) => before,
      refetchInterval,
    }),
    decisions: queryOptions({
      queryKey: [...key, "decisions"],
      queryFn: () => answered(api.GET("/v1/syncs/{sync_id}/decisions", { params: { path } })),
      refetchInterval,
    }),
  };
};

export const previewProblems = (preview_id: string) =>
  infiniteQueryOptions({
    queryKey: ["preview", preview_id, "problems"],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET("/v1/previews/{preview_id}/problems", {
          params: { path: { preview_id }, query: asked(pageParam) },
        }),
      ),
    ...paged,
    staleTime: Infinity,
  });

export interface AuditFilter {
  from?: string | undefined;
  to?: string | undefined;
  by?: string | undefined;
  about?: string | undefined;
}

export const audit = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam }) => auditPage(filter, pageParam),
    ...paged,
    placeholderData: (before) => before,
    refetchInterval: QUIET_MS,
  });

function auditPage(filter: AuditFilter, cursor: string | undefined, limit = PAGE) {
  const query = { ...asked(cursor, limit), ...given(filter) };
  return answered(api.GET("/v1/audit", { params: { query } }));
}

export const settings = queryOptions({
  queryKey: ["settings"],
  queryFn: () => answered(api.GET("/v1/settings")),
});

/** Read every page of a list, for a file that must hold all of it. */
export async function everything<T>(
  page: (cursor: string | undefined) => Promise<Paged<T>>,
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const read = await page(cursor);
    found.push(...read.items);
    cursor = read.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

export const everyJournal = (sync_id: string) =>
  everything((cursor) =>
    answered(
      api.GET("/v1/syncs/{sync_id}/journals", {
        params: { path: { sync_id }, query: asked(cursor, 200) },
      }),
    ),
  );

export const everyProblem = (sync_id: string) =>
  everything((cursor) =>
    answered(
      api.GET("/v1/syncs/{sync_id}/problems", {
        params: { path: { sync_id }, query: asked(cursor, 200) },
      }),
    ),
  );

export const everyAuditRecord = (filter: AuditFilter) =>
  everything((cursor) => auditPage(filter, cursor, 200));
