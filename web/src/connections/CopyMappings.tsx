/** Takes over what another connection says, after showing how the two differ. */
import { Button, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CardTable, Cell } from "@/shared/CardTable";
import { count } from "@/words/count";
import { differences, keyOf, withMapping } from "./mappingChanges";
import { connections, mappings, type NameMapping } from "./queries";
import { LIST_WORDS } from "./words";

interface Props {
  connectionId: string;
  here: readonly NameMapping[];
  isPending: boolean;
  onCopy: (all: NameMapping[]) => void;
}

export function CopyMappings({ connectionId, here, isPending, onCopy }: Props) {
  const others = useQuery(connections).data?.items ?? [];
  const from = others.find((one) => one.connection_id !== connectionId && one.passed_at !== null);
  const read = useQuery({
    ...mappings(from?.connection_id ?? ""),
    enabled: from !== undefined,
  });
  const found = differences(read.data?.mappings ?? [], here);
  if (from === undefined || found.length === 0) return null;
  const there = `In ${from.connection_id}`;
  return (
    <section aria-labelledby="copy">
      <Title order={2} size="h4" id="copy">
        Copy from {from.connection_id}
      </Title>
      <p className="dim">
        Internal ids agree only for records that were there when the sandbox was refreshed. Check a
        period afterwards: a record that won’t do is named.
      </p>
      <CardTable
        caption={`What ${from.connection_id} says otherwise`}
        columns={[{ name: "Name" }, { name: there }, { name: "Here" }]}
      >
        {found.map(({ name, here: now }) => (
          <tr key={keyOf(name)}>
            <th scope="row">
              {LIST_WORDS[name.list]} {name.name}
            </th>
            <Cell label={there}>{name.path}</Cell>
            <Cell label="Here">{now?.path ?? "Not mapped"}</Cell>
          </tr>
        ))}
      </CardTable>
      <Button
        mt="sm"
        loading={isPending}
        onClick={() =>
          onCopy(found.reduce<NameMapping[]>((all, { name }) => withMapping(all, name), [...here]))
        }
      >
        Copy {count(found.length, "mapping")}
      </Button>
    </section>
  );
}
