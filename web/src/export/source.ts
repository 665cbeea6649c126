/** What an export reads: every page of every list, patient where it is asked to wait. */
import { ApiError, answered, api, type Schemas } from "@/api/client";
import {
  everyAuditRecord,
  everyJournal,
  everything,
  type Journal,
  type Period,
  type Sync,
} from "@/api/queries";
import type { Connection, Mappings } from "@/connections/queries";
import { given } from "@/shared/given";

export type { Connection, Journal, Mappings, Period, Sync };
export type PeriodDetail = Schemas["PeriodDetailBody"];
export type Decision = Schemas["DecisionBody"];
export type AuditRecord = Schemas["AuditRecordBody"];
export type Evidence = Schemas["EvidenceBody"];

export interface Source {
  /** Those that hold, or an earlier version. */
  mappings: (connection_id: string, version?: number) => Promise<Mappings>;
  periods: () => Promise<Period[]>;
  period: (entity: string, period_id: string) => Promise<PeriodDetail>;
  syncs: (entity: string, period_id: string) => Promise<Sync[]>;
  journals: (sync_id: string) => Promise<Journal[]>;
  decisions: (sync_id: string) => Promise<Decision[]>;
  evidence: (sync_id: string, external_id: string) => Promise<Evidence[]>;
  audit: () => Promise<AuditRecord[]>;
}

const WAITS_MS = [1_000, 3_000, 9_000];
const page = (limit: number, cursor: string | undefined) => given({ limit, cursor });

/** Ask again after a while where nothing came back, or too much was asked at once. */
export async function patiently<T>(ask: () => Promise<T>, waits = WAITS_MS): Promise<T> {
  const [wait, ...rest] = waits;
  try {
    return await ask();
  } catch (error) {
    const isPassing = error instanceof ApiError && (error.mayPass || error.status === 429);
    if (wait === undefined || !isPassing) throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, wait));
  return patiently(ask, rest);
}

export const theApi: Source = {
  mappings: (connection_id, version) =>
    patiently(() =>
      answered(
        api.GET("/v1/connections/{connection_id}/mappings", {
          params: { path: { connection_id }, query: given({ version }) },
        }),
      ),
    ),
  periods: () =>
    everything((cursor) =>
      patiently(() => answered(api.GET("/v1/periods", { params: { query: page(200, cursor) } }))),
    ),
  period: (entity, period_id) =>
    patiently(() =>
      answered(
        api.GET("/v1/periods/{entity}/{period_id}", { params: { path: { entity, period_id } } }),
      ),
    ),
  syncs: (entity, period_id) =>
    everything((cursor) =>
      patiently(() =>
        answered(
          api.GET("/v1/periods/{entity}/{period_id}/syncs", {
            params: { path: { entity, period_id }, query: page(200, cursor) },
          }),
        ),
      ),
    ),
  journals: (sync_id) => patiently(() => everyJournal(sync_id)),
  decisions: (sync_id) =>
    patiently(() =>
      answered(api.GET("/v1/syncs/{sync_id}/decisions", { params: { path: { sync_id } } })),
    ).then(({ items }) => items),
  evidence: (sync_id, external_id) =>
    everything((cursor) =>
      patiently(() =>
        answered(
          api.GET("/v1/syncs/{sync_id}/journals/{external_id}/evidence", {
            params: { path: { sync_id, external_id }, query: page(50, cursor) },
          }),
        ),
      ),
    ),
  audit: () => patiently(() => everyAuditRecord({})),
};
