/** Which address shows what; each view is loaded when it is first shown. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { NotFound } from "@/shell/NotFound";
import { Broken } from "@/shell/Broken";
import { Root } from "@/shell/Root";
import { Shell } from "@/shell/Shell";
import { given } from "@/shared/given";

const STATUSES = ["NOT_SYNCED", "IN_PROGRESS", "AWAITING_APPROVAL", "COMPLETED", "FAILED"] as const;

export interface PeriodsSearch {
  status?: (typeof STATUSES)[number];
  search?: string;
}

export interface ActivitySearch {
  from?: string;
  to?: string;
  by?: string;
  about?: string;
}

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

const signedIn = createRoute({
  getParentRoute: () => root,
  path: "/signed-in",
  component: lazyRouteComponent(() => import("@/sign-in/SignedInPage"), "SignedInPage"),
});

const join = createRoute({
  getParentRoute: () => root,
  path: "/join",
  component: lazyRouteComponent(() => import("@/join/JoinPage"), "JoinPage"),
});

const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });

const start = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way to redirect
    throw redirect({ to: "/periods" });
  },
});

const periods = createRoute({
  getParentRoute: () => shell,
  path: "/periods",
  validateSearch: (search: Record<string, unknown>): PeriodsSearch =>
    given({
      status: STATUSES.find((status) => status === search.status),
      search: text(search.search),
    }),
  component: lazyRouteComponent(() => import("@/periods/PeriodsPage"), "PeriodsPage"),
});

const sync = createRoute({
  getParentRoute: () => shell,
  path: "/syncs/$syncId",
  component: lazyRouteComponent(() => import("@/syncs/SyncPage"), "SyncPage"),
});

const problem = createRoute({
  getParentRoute: () => shell,
  path: "/problems/$code",
  component: lazyRouteComponent(() => import("@/problems/ArticlePage"), "ArticlePage"),
});

const activity = createRoute({
  getParentRoute: () => shell,
  path: "/activity",
  validateSearch: (search: Record<string, unknown>): ActivitySearch =>
    given({
      from: text(search.from),
      to: text(search.to),
      by: text(search.by),
      about: text(search.about),
    }),
  component: lazyRouteComponent(() => import("@/activity/ActivityPage"), "ActivityPage"),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/settings/SettingsPage"), "SettingsPage"),
});

const connections = createRoute({
  getParentRoute: () => shell,
  path: "/connections",
  component: lazyRouteComponent(() => import("@/connections/ConnectionsPage"), "ConnectionsPage"),
});

const connection = createRoute({
  getParentRoute: () => shell,
  path: "/connections/$connectionId",
  component: lazyRouteComponent(() => import("@/connections/ConnectionPage"), "ConnectionPage"),
});

const mappings = createRoute({
  getParentRoute: () => shell,
  path: "/connections/$connectionId/mappings",
  component: lazyRouteComponent(() => import("@/connections/MappingsPage"), "MappingsPage"),
});

const team = createRoute({
  getParentRoute: () => shell,
  path: "/team",
  component: lazyRouteComponent(() => import("@/team/TeamPage"), "TeamPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signedIn,
    join,
    shell.addChildren([
      start,
      periods,
      sync,
      problem,
      activity,
      connections,
      connection,
      mappings,
      team,
      settings,
    ]),
  ]),
  defaultErrorComponent: Broken,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
