/** The mappings that a connection has. */
import { Button, Title } from "@mantine/core";
import classes from "./Connections.module.css";
import { keyOf } from "./mappingChanges";
import type { Mappings, NameMapping } from "./queries";
import { LIST_WORDS } from "./words";

interface Props {
  said: Mappings;
  mayMap: boolean;
  isPending: boolean;
  onRemove: (gone: NameMapping) => void;
}

export function SavedMappings({ said, mayMap, isPending, onRemove }: Props) {
  return (
    <section className={`panel ${classes.panel}`} aria-labelledby="saved">
      <Title order={2} size="h4" id="saved">
        Saved mappings
      </Title>
      {said.mappings.length === 0 ? (
        <p className="dim">None.</p>
      ) : (
        <>
          <p className="dim">Version {said.version}. Who changed what stands in the activity.</p>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">List</th>
                <th scope="col">Name in the lease system</th>
                <th scope="col">Means in NetSuite</th>
                {mayMap && (
                  <th scope="col">
                    <span className="sr-only">Remove</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {said.mappings.map((each) => (
                <tr key={keyOf(each)}>
                  <td>{LIST_WORDS[each.list]}</td>
                  <th scope="row">
                    {each.name}
                    {each.subsidiary !== null && each.subsidiary !== undefined && (
                      <span className="dim"> in {each.subsidiary}</span>
                    )}
                  </th>
                  <td>{each.path}</td>
                  {mayMap && (
                    <td>
                      <Button
                        variant="subtle"
                        size="compact-sm"
                        loading={isPending}
                        aria-label={`Remove the mapping of ${each.name}`}
                        onClick={() => onRemove(each)}
                      >
                        Remove
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
