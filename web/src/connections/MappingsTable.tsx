/** Mappings in a table; a button removes one where that may be done. */
import { Button } from "@mantine/core";
import { ActionCell, CardTable, Cell } from "@/shared/CardTable";
import { keyOf } from "./mappingChanges";
import type { NameMapping } from "./queries";
import { LIST_WORDS } from "./words";

const COLUMNS = [
  { name: "Name in the lease system" },
  { name: "List" },
  { name: "Means in NetSuite" },
];
const REMOVE = { name: "Remove", isAction: true };

interface Props {
  caption: string;
  mappings: readonly NameMapping[];
  isPending?: boolean;
  onRemove?: ((gone: NameMapping) => void) | undefined;
}

export function MappingsTable({ caption, mappings, isPending = false, onRemove }: Props) {
  if (mappings.length === 0) return <p className="dim">None.</p>;
  const columns = onRemove === undefined ? COLUMNS : [...COLUMNS, REMOVE];
  return (
    <CardTable caption={caption} columns={columns}>
      {mappings.map((each) => (
        <tr key={keyOf(each)}>
          <th scope="row">
            {each.name}
            {each.subsidiary !== null && each.subsidiary !== undefined && (
              <span className="dim"> in {each.subsidiary}</span>
            )}
          </th>
          <Cell label="List">{LIST_WORDS[each.list]}</Cell>
          <Cell label="Means">{each.path}</Cell>
          {onRemove !== undefined && (
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
  );
}
