/** The mappings that a connection has. */
import { Button, Title } from "@mantine/core";
import { ActionCell, CardTable, Cell } from "@/shared/CardTable";
import { keyOf } from "./mappingChanges";
import type { Mappings, NameMapping } from "./queries";
import { LIST_WORDS } from "./words";

const COLUMNS = [
  { name: "Name in the lease system" },
  { name: "List" },
  { name: "Means in NetSuite" },
];
const REMOVE = { name: "Remove", isAction: true };

interface Props {
  said: Mappings;
  mayMap: boolean;
  isPending: boolean;
  onRemove: (gone: NameMapping) => void;
}

export function SavedMappings({ said, mayMap, isPending, onRemove }: Props) {
  return (
    <section aria-labelledby="saved">
      <Title order={2} size="h4" id="saved">
        Saved mappings
      </Title>
      {said.mappings.length === 0 ? (
        <p className="dim">None.</p>
      ) : (
        <>
          <p className="dim">Version {said.version}. Who changed what stands in the activity.</p>
          <CardTable caption="Saved mappings" columns={mayMap ? [...COLUMNS, REMOVE] : COLUMNS}>
            {said.mappings.map((each) => (
              <tr key={keyOf(each)}>
                <th scope="row">
                  {each.name}
                  {each.subsidiary !== null && each.subsidiary !== undefined && (
                    <span className="dim"> in {each.subsidiary}</span>
                  )}
                </th>
                <Cell label="List">{LIST_WORDS[each.list]}</Cell>
                <Cell label="Means">{each.path}</Cell>
                {mayMap && (
                  <ActionCell>
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      loading={isPending}
                      aria-label={`Remove the mapping of ${each.name}`}
                      onClick={() => onRemove(each)}
                    >
                      Remove
                    </Button>
                  </ActionCell>
                )}
              </tr>
            ))}
          </CardTable>
        </>
      )}
    </section>
  );
}
