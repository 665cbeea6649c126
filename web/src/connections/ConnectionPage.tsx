/** One connection: its key, its test, what is checked through it, its settings, going live, and the end. */
import { Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { Facts } from "@/shared/Facts";
import { Link } from "@/shared/Link";
import { Notice } from "@/shared/Notice";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { SandboxBand } from "@/shared/SandboxBand";
import { When } from "@/shared/When";
import { usePermissions } from "@/shared/usePermissions";
import { plainDate } from "@/words/time";
import { daysLeft, endWords } from "./certificate";
import { CheckPeriod } from "./CheckPeriod";
import { ConnectionSettings } from "./ConnectionSettings";
import classes from "./Connections.module.css";
import { Export } from "./Export";
import { GoLive } from "./GoLive";
import { LatestTest } from "./LatestTest";
import { Revoke } from "./Revoke";
import { SecretForm } from "./SecretForm";
import { connection, type Connection } from "./queries";
import { AUTH_WORDS, STATE_WORDS } from "./words";

const route = getRouteApi("/shell/connections/$connectionId");

export function ConnectionPage() {
  const { connectionId } = route.useParams();
  const read = useQuery(connection(connectionId));
  return (
    <div className={classes.page}>
      <div>
        <Link to="/connections">All connections</Link>
        <Title order={1} size="h2">
          Connection {connectionId}
        </Title>
      </div>
      {read.error !== null && (
        <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
      )}
      {read.isPending && <RowsSkeleton what="Reading the connection" />}
      {read.data !== undefined && <Details one={read.data} />}
    </div>
  );
}

function Details({ one }: { one: Connection }) {
  const { canManageIntegration, canExport } = usePermissions();
  const isInUse = one.state !== "REVOKED";
  const hasPassed = one.passed_at !== null;
  return (
    <>
      <SandboxBand environment={one.environment} />
      {one.state === "REFUSED" && (
        <Notice tone="bad" title="NetSuite refuses this connection’s key">
          <p>
            Nobody logs in with it until a test passes. Store a new one, or mend it in NetSuite.
          </p>
        </Notice>
      )}
      {isInUse && <CertificateEnds one={one} />}
      <div className={`panel ${classes.panel}`}>
        <Title order={2} size="h4" mb="sm">
          {STATE_WORDS[one.state]}
        </Title>
        <What one={one} />
      </div>
      {canManageIntegration && isInUse && <SecretForm one={one} />}
      <LatestTest one={one} mayTest={canManageIntegration && isInUse} />
      {isInUse && hasPassed && (
        <>
          <CheckPeriod one={one} />
          <Mapped one={one} />
        </>
      )}
      {canManageIntegration && isInUse && hasPassed && <GoLive one={one} />}
      <ConnectionSettings key={one.version} one={one} />
      {canExport && <Export one={one} />}
      {canManageIntegration && isInUse && <Revoke one={one} />}
    </>
  );
}

function CertificateEnds({ one }: { one: Connection }) {
  const left = daysLeft(one.secret?.certificate_ends ?? null, new Date());
  if (left === undefined) return null;
  return (
    <Notice tone={left < 0 ? "bad" : "waiting"} title={endWords(left)}>
      <p>
        Then NetSuite lets nobody in with it. Make a new one, upload it in NetSuite under Setup &gt;
        Integration &gt; OAuth 2.0 Client Credentials (M2M) Setup, and store it below; the old one
        is used until the new one has passed.
      </p>
    </Notice>
  );
}

function What({ one }: { one: Connection }) {
  const { secret } = one;
  return (
    <Facts title="Account">
      {{
        NetSuite: `Account ${one.account}, ${one.environment}`,
        "Logs in by": AUTH_WORDS[one.auth],
        Key:
          secret === null ? (
            "None is stored"
          ) : (
            <>
              Stored <When at={secret.set_at} form="absolute" /> by {secret.set_by}
              {secret.certificate_ends !== null &&
                `; certificate until ${plainDate(secret.certificate_ends)}`}
            </>
          ),
        "Go-live": one.go_live === null ? "Not set" : plainDate(one.go_live),
      }}
    </Facts>
  );
}

function Mapped({ one }: { one: Connection }) {
  return (
    <section className={`panel ${classes.panel}`} aria-labelledby="mapped">
      <Title order={2} size="h4" id="mapped">
        Mappings
      </Title>
      <p className="dim">Which record of NetSuite a name means, where the names differ.</p>
      <Link to="/connections/$connectionId/mappings" params={{ connectionId: one.connection_id }}>
        Map names
      </Link>
    </section>
  );
}
