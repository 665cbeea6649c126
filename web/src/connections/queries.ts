/** What the views of connections read and change. */
import { queryOptions, useMutation } from "@tanstack/react-query";
import { answered, api, type Schemas } from "@/api/client";
import { BUSY_MS, QUIET_MS, queryClient } from "@/api/queries";

export type Connection = Schemas["ConnectionBody"];
export type Suggestions = Schemas["SuggestionsBody"];
export type Suggestion = Schemas["SuggestionBody"];
export type NameMapping = Schemas["NameMappingBody"];
export type Mappings = Schemas["MappingsBody"];

const readAnew = () => queryClient.invalidateQueries();
const at = (connection_id: string) => ({ params: { path: { connection_id } } });

const askForTest = (connection_id: string) =>
  answered(api.POST("/v1/connections/{connection_id}/tests", at(connection_id)));

const isTesting = (one: Connection | undefined) => one?.latest_test?.status === "RUNNING";

export const connections = queryOptions({
  queryKey: ["connections"],
  queryFn: () => answered(api.GET("/v1/connections")),
  refetchInterval: ({ state }) => (state.data?.items.some(isTesting) ? BUSY_MS : QUIET_MS),
});

export const connection = (connection_id: string) =>
  queryOptions({
    queryKey: ["connections", connection_id],
    queryFn: () => answered(api.GET("/v1/connections/{connection_id}", at(connection_id))),
    refetchInterval: ({ state }) => (isTesting(state.data) ? BUSY_MS : QUIET_MS),
  });

export const mappings = (connection_id: string) =>
  queryOptions({
    queryKey: ["connections", connection_id, "mappings"],
    queryFn: () => answered(api.GET("/v1/connections/{connection_id}/mappings", at(connection_id))),
  });

/** An earlier version; it never changes. */
export const mappingsOf = (connection_id: string, version: number) =>
  queryOptions({
    queryKey: ["connections", connection_id, "mappings", version],
    queryFn: () =>
      answered(
        api.GET("/v1/connections/{connection_id}/mappings", {
          params: { path: { connection_id }, query: { version } },
        }),
      ),
    staleTime: Infinity,
  });

export const suggestions = (connection_id: string) =>
  queryOptions({
    queryKey: ["connections", connection_id, "suggestions"],
    queryFn: () =>
      answered(api.GET("/v1/connections/{connection_id}/mappings/suggestions", at(connection_id))),
    refetchInterval: QUIET_MS,
  });

export const preview = (preview_id: string) =>
  queryOptions({
    queryKey: ["preview", preview_id],
    queryFn: () =>
      answered(api.GET("/v1/previews/{preview_id}", { params: { path: { preview_id } } })),
    refetchInterval: ({ state }) =>
      state.data?.status === "DONE" || state.data?.status === "FAILED" ? false : BUSY_MS,
  });

export const useAddConnection = () =>
  useMutation({
    mutationFn: (body: Schemas["NewConnection"]) => answered(api.POST("/v1/connections", { body })),
    onSettled: readAnew,
  });

export const useChangeConnection = (connection_id: string) =>
  useMutation({
    mutationFn: (body: Schemas["ConnectionChange"]) =>
      answered(api.PUT("/v1/connections/{connection_id}", { ...at(connection_id), body })),
    onSettled: readAnew,
  });

/** Store a new key and ask for its test, in one act that no view closed meanwhile can halve. */
export const useStoreAndTest = (connection_id: string) =>
  useMutation({
    mutationFn: async (body: Schemas["SecretChange"]) => {
      await answered(
        api.PUT("/v1/connections/{connection_id}/secret", { ...at(connection_id), body }),
      );
      return askForTest(connection_id);
    },
    onSettled: readAnew,
  });

/** Give up a new key that has not passed, so that the one in use can be tested again. */
export const useGiveUpSecret = (connection_id: string) =>
  useMutation({
    mutationFn: () =>
      answered(api.DELETE("/v1/connections/{connection_id}/secret", at(connection_id))),
    onSettled: readAnew,
  });

export const useTest = (connection_id: string) =>
  useMutation({ mutationFn: () => askForTest(connection_id), onSettled: readAnew });

export const useGoLive = (connection_id: string) =>
  useMutation({
    mutationFn: (go_live: string) =>
      answered(
        api.POST("/v1/connections/{connection_id}/live", {
          ...at(connection_id),
          body: { go_live },
        }),
      ),
    onSettled: readAnew,
  });

export const useRevoke = (connection_id: string) =>
  useMutation({
    mutationFn: () => answered(api.DELETE("/v1/connections/{connection_id}", at(connection_id))),
    onSettled: readAnew,
  });

export const useSaveMappings = (connection_id: string) =>
  useMutation({
    mutationFn: (body: Schemas["MappingsRequest"]) =>
      answered(api.PUT("/v1/connections/{connection_id}/mappings", { ...at(connection_id), body })),
    onSettled: readAnew,
  });

interface Through {
  entity: string;
  period_id: string;
  connection_id: string;
}

/** See what would be booked through a connection; nothing is sent. */
export const useCheckPeriod = () =>
  useMutation({
    mutationFn: ({ entity, period_id, connection_id }: Through) =>
      answered(
        api.POST("/v1/periods/{entity}/{period_id}/previews", {
          params: { path: { entity, period_id } },
          body: { connection_id },
        }),
      ),
    onSettled: readAnew,
  });

export const useRehearse = () =>
  useMutation({
    mutationFn: ({ entity, period_id, connection_id }: Through) =>
      answered(
        api.POST("/v1/periods/{entity}/{period_id}/syncs", {
          params: { path: { entity, period_id } },
          body: { connection_id },
        }),
      ),
    onSettled: readAnew,
  });
