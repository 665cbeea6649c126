/** Takes over what another connection says, after showing how the two differ. */
import { Button, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { count } from "@/words/count";
import classes from "./Connections.module.css";
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
  return (
    <section className={`panel ${classes.panel}`} aria-labelledby="copy">
      <Title order={2} size="h4" id="copy">
        Copy from {from.connection_id}
      </Title>
      <p className="dim">
        Internal ids agree only for records that were there when the sandbox was refreshed. Check a
        period afterwards: a record that won’t do is named.
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">In {from.connection_id}</th>
            <th scope="col">Here</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ name, here: now }) => (
            <tr key={keyOf(name)}>
              <th scope="row">
                {LIST_WORDS[name.list]} {name.name}
              </th>
              <td>{name.path}</td>
              <td>{now?.path ?? "Not mapped"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button
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
