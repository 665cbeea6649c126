/** All connections of the company, and how far its set-up has come. */
import { Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { Link } from "@/shared/Link";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { usePermissions } from "@/shared/usePermissions";
import { AddConnection } from "./AddConnection";
import { plainDate } from "@/words/time";
import classes from "./Connections.module.css";
import { SetUpSteps } from "./SetUpSteps";
import { connections, type Connection } from "./queries";
import { STATE_WORDS } from "./words";

export function ConnectionsPage() {
  const read = useQuery(connections);
  const { canManageIntegration } = usePermissions();
  const found = read.data?.items;
  return (
    <div className={classes.page}>
      <Title order={1} size="h2">
        Connections to NetSuite
      </Title>
      {read.error !== null && (
        <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
      )}
      {read.isPending && <RowsSkeleton what="Reading the connections" />}
      {found !== undefined && (
        <>
          {found.length === 0 ? (
            <p>No NetSuite account is connected yet. Begin with a sandbox.</p>
          ) : (
            <List found={found} />
          )}
          {canManageIntegration && <SetUpSteps found={found} />}
          {canManageIntegration && <AddConnection taken={found} />}
        </>
      )}
    </div>
  );
}

function List({ found }: { found: readonly Connection[] }) {
  return (
    <ul className={classes.list}>
      {found.map((one) => (
        <li key={one.connection_id} className={`panel ${classes.panel}`}>
          <div className={classes.row}>
            <strong>
              <Link to="/connections/$connectionId" params={{ connectionId: one.connection_id }}>
                {one.connection_id}
              </Link>
            </strong>
            <span>{STATE_WORDS[one.state]}</span>
          </div>
          <div className="dim">
            NetSuite account {one.account}, {one.environment}
            {one.go_live !== null && `, for periods that end from ${plainDate(one.go_live)} on`}
          </div>
        </li>
      ))}
    </ul>
  );
}
