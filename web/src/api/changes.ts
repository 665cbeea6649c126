/** What people change: each call answers with what it made of the thing it changed. */
import { useMutation } from "@tanstack/react-query";
import { answered, api, type Schemas } from "./client";
import { queryClient } from "./queries";

interface PeriodPath {
  entity: string;
  period_id: string;
}

const readAnew = () => queryClient.invalidateQueries();

/** Post a period; pressing twice is one sync, the API sees to that. */
export const useRequestSync = () =>
  useMutation({
    mutationFn: (path: PeriodPath) =>
      answered(api.POST("/v1/periods/{entity}/{period_id}/syncs", { params: { path } })),
    onSettled: readAnew,
  });

export const useRequestPreview = () =>
  useMutation({
    mutationFn: (path: PeriodPath) =>
      answered(api.POST("/v1/periods/{entity}/{period_id}/previews", { params: { path } })),
    onSettled: readAnew,
  });

export const useRetry = () =>
  useMutation({
    mutationFn: (sync_id: string) =>
      answered(api.POST("/v1/syncs/{sync_id}/retry", { params: { path: { sync_id } } })),
    onSettled: readAnew,
  });

export const useStop = () =>
  useMutation({
    mutationFn: (sync_id: string) =>
      answered(api.POST("/v1/syncs/{sync_id}/stop", { params: { path: { sync_id } } })),
    onSettled: readAnew,
  });

export const useCheck = () =>
  useMutation({
    mutationFn: (sync_id: string) =>
      answered(api.POST("/v1/syncs/{sync_id}/checks", { params: { path: { sync_id } } })),
    onSettled: readAnew,
  });

export const useDecide = () =>
  useMutation({
    mutationFn: ({ sync_id, body }: { sync_id: string; body: Schemas["DecisionRequest"] }) =>
      answered(api.POST("/v1/syncs/{sync_id}/decisions", { params: { path: { sync_id } }, body })),
    onSettled: readAnew,
  });

export const useConfirmDecision = () =>
  useMutation({
    mutationFn: (decision_id: string) =>
      answered(
        api.POST("/v1/decisions/{decision_id}/confirm", { params: { path: { decision_id } } }),
      ),
    onSettled: readAnew,
  });

export const useSaveSettings = () =>
  useMutation({
    mutationFn: (body: Schemas["SettingsRequest"]) => answered(api.PUT("/v1/settings", { body })),
    onSettled: readAnew,
  });

/** Agree, as another person, to the shared duties that were asked for in this version. */
export const useConfirmDuties = () =>
  useMutation({
    mutationFn: (version: number) =>
      answered(api.POST("/v1/settings/confirm", { body: { version } })),
    onSettled: readAnew,
  });
