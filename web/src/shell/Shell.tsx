/** The frame of every view: where one can go, who is signed in, what is out of order. */
import { Outlet } from "@tanstack/react-router";
import { useSignedIn } from "@/sign-in/useSignedIn";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { Message } from "@/shared/Message";
import { ApiError } from "@/api/client";
import { Account } from "./Account";
import { ChooseTenant } from "./ChooseTenant";
import { Navigation } from "./Navigation";
import classes from "./Shell.module.css";
import { useOnline } from "./useOnline";

export function Shell() {
  const { data: member, error, isSignedOut, refetch } = useSignedIn();
  const isOnline = useOnline();
  if (isSignedOut) return <Message isAlone title="Taking you to the sign-in …" />;
  if (error instanceof ApiError && error.status === 403) return <NoMembership error={error} />;
  const tenants = tenantsOf(error);
  if (tenants !== undefined) return <ChooseTenant tenants={tenants} />;
  return (
    <>
      <a href="#main" className={`no-print ${classes.skip}`}>
        Skip to the content
      </a>
      <header className={`no-print ${classes.header}`}>
        <div className={classes.bar}>
          <span className={classes.brand}>
            <img src="/favicon.svg" alt="" width="24" height="24" /> Period Sync
          </span>
          <Navigation />
          <Account member={member} />
        </div>
      </header>
      <div role="status" className={classes.offlineRegion}>
        {!isOnline && member !== undefined && (
          <p className={classes.offline}>
            Period Sync can’t be reached. What you see may be out of date; it is read anew as soon
            as the connection is back. Syncs go on meanwhile.
          </p>
        )}
      </div>
      <main id="main" tabIndex={-1} className={classes.main}>
        {error !== null && member === undefined ? (
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        ) : (
          <Outlet />
        )}
      </main>
    </>
  );
}

/** The companies to choose from, where the API asks for which of them this is. */
function tenantsOf(error: Error | null): string[] | undefined {
  if (!(error instanceof ApiError) || error.facts.field !== "Period-Sync-Tenant") return undefined;
  const { tenants } = error.facts;
  return Array.isArray(tenants) ? tenants.filter((one) => typeof one === "string") : undefined;
}

function NoMembership({ error }: { error: ApiError }) {
  return (
    <Message isAlone title="You have no access yet">
      <p>{error.message}</p>
      <Account member={undefined} />
    </Message>
  );
}
