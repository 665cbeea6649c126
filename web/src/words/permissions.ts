/** What each permission lets people do, in their words. */
import type { Schemas } from "@/api/client";

export type Permission = Schemas["Permission"];

interface Words {
  /** What it lets somebody do, as a person says it. */
  does: string;
  means: string;
}

const WORDS: Readonly<Record<Permission, Words>> = {
  "journals:sync": {
    does: "Post journals",
    means: "See periods, preview and sync them, retry, and decide about what failed",
  },
  "integration:manage": {
    does: "Set up the integration",
    means: "Connections to NetSuite, what names mean there, and who gets the mails",
  },
  "team:manage": {
    does: "Manage the team",
    means: "Invite, change and remove members, and set the duties",
  },
  "audit:read": {
    does: "Audit",
    means: "Read everything, the activity and the team too, and change nothing",
  },
  "periods:read": { does: "Read", means: "See periods and syncs, and change nothing" },
  "periods:write": {
    does: "Hand over closed periods",
    means: "The lease system’s own, which an operator sets up",
  },
};

/** What administrators can give to people, in the order in which it is offered. */
export const GRANTABLE: readonly Permission[] = [
  "journals:sync",
  "integration:manage",
  "team:manage",
  "audit:read",
  "periods:read",
];

export function isPermission(name: string): name is Permission {
  return Object.hasOwn(WORDS, name);
}

export const permissionWords = (permission: Permission): Words => WORDS[permission];

/** "Post journals", or the name itself where this page doesn't know it yet. */
export const permissionDoes = (name: string): string =>
  isPermission(name) ? WORDS[name].does : name;

/** Whether somebody with these could set up and post, which one person must not combine. */
export const areBothDuties = (held: readonly string[]): boolean =>
  held.includes("journals:sync") && held.includes("integration:manage");
