/** What names of the lease system mean in a connection's NetSuite account. */
import { Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { Link } from "@/shared/Link";
import { Notice } from "@/shared/Notice";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { usePermissions } from "@/shared/usePermissions";
import classes from "./Connections.module.css";
import { CopyMappings } from "./CopyMappings";
import { SavedMappings } from "./SavedMappings";
import { SuggestedName } from "./SuggestedName";
import { keyOf, withMapping } from "./mappingChanges";
import { connection, mappings, suggestions, useSaveMappings, type NameMapping } from "./queries";

const route = getRouteApi("/shell/connections/$connectionId/mappings");

export function MappingsPage() {
  const { connectionId } = route.useParams();
  const { canManageIntegration } = usePermissions();
  const one = useQuery(connection(connectionId));
  const isRevoked = one.data?.state === "REVOKED";
  // Nothing may be changed before it is known that the connection is in use.
  const mayMap = canManageIntegration && one.data !== undefined && !isRevoked;
  const read = useQuery(mappings(connectionId));
  const wanted = useQuery(suggestions(connectionId));
  const save = useSaveMappings(connectionId);
  const said = read.data;
  const saveAll = (all: NameMapping[]) => {
    if (said !== undefined) save.mutate({ version: said.version, mappings: all });
  };
  const isPending = read.isPending || wanted.isPending || one.isPending;
  const error = read.error ?? wanted.error ?? one.error;
  return (
    <div className={classes.page}>
      <div>
        <Link to="/connections/$connectionId" params={{ connectionId }}>
          Connection {connectionId}
        </Link>
        <Title order={1} size="h2">
          Mappings
        </Title>
        <p className="dim">
          Period Sync finds a record of NetSuite by its name, letter by letter. Where the lease
          system calls it otherwise, say once which record is meant.
        </p>
      </div>
      {error !== null && (
        <ErrorNotice
          error={error}
          onRetry={() => {
            void read.refetch();
            void wanted.refetch();
            void one.refetch();
          }}
        />
      )}
      {isPending && <RowsSkeleton what="Reading the mappings" />}
      {isRevoked && (
        <Notice tone="waiting" title="This connection is revoked">
          <p>Its mappings stay to be read, and can’t be changed any more.</p>
        </Notice>
      )}
      {save.error !== null && <ErrorNotice error={save.error} />}
      {said !== undefined && wanted.data !== undefined && !isPending && (
        <>
          {(!isRevoked || wanted.data.items.length > 0) && (
            <section className={`panel ${classes.panel}`} aria-labelledby="wanted">
              <Title order={2} size="h4" id="wanted" mb="sm">
                Names that want mapping
              </Title>
              {wanted.data.items.length === 0 && (
                <NothingWanted checked={wanted.data.checked_periods} />
              )}
              <div className={classes.list}>
                {wanted.data.items.map((one) => (
                  <SuggestedName
                    key={`${one.period_id} ${one.entity} ${keyOf(one)}`}
                    one={one}
                    kept={said.mappings.find((each) => keyOf(each) === keyOf(one))}
                    mayMap={mayMap}
                    isPending={save.isPending}
                    onChoose={(chosen) => saveAll(withMapping(said.mappings, chosen))}
                  />
                ))}
              </div>
            </section>
          )}
          {mayMap && (
            <CopyMappings
              connectionId={connectionId}
              here={said.mappings}
              isPending={save.isPending}
              onCopy={saveAll}
            />
          )}
          <SavedMappings
            said={said}
            mayMap={mayMap}
            isPending={save.isPending}
            onRemove={(gone) =>
              saveAll(said.mappings.filter((each) => keyOf(each) !== keyOf(gone)))
            }
          />
        </>
      )}
    </div>
  );
}

function NothingWanted({ checked }: { checked: number }) {
  return (
    <p className="dim">
      {checked === 0
        ? "No period was checked through this connection yet. Check one first; it sends nothing."
        : "None: the newest checks found every name."}
    </p>
  );
}
