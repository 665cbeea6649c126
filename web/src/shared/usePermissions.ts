/** What the person who is signed in may do; the API refuses the rest in any case. */
import { useQuery } from "@tanstack/react-query";
import { me } from "@/api/queries";

export interface Permissions {
  canSync: boolean;
  /** Sync, retry and decide are refused: who sets the connection up must not post through it. */
  hasBothDuties: boolean;
  canManageIntegration: boolean;
  canManageTeam: boolean;
  /** Auditors and tenant administrators read the activity, and who is in the team. */
  canReadAudit: boolean;
  /** Auditors read the evidence, and who off-boards takes it along. */
  canExport: boolean;
}

export function usePermissions(): Permissions {
  const member = useQuery(me).data;
  const held = member?.permissions ?? [];
  const syncs = held.includes("journals:sync");
  const manages = held.includes("integration:manage");
  return {
    canSync: syncs,
    hasBothDuties: syncs && manages && member?.duties_shared !== true,
    canManageIntegration: manages,
    canManageTeam: held.includes("team:manage"),
    canReadAudit: held.includes("audit:read") || held.includes("team:manage"),
    canExport: held.includes("audit:read") || manages,
  };
}
