/** Every journal of a sync: where it is, and the way to it in NetSuite. */
import { Anchor, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { itemsOf, syncParts, type Journal, type Sync } from "@/api/queries";
import { ActionCell, CardTable, Cell } from "@/shared/CardTable";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { ShowMore } from "@/shared/ShowMore";
import { When } from "@/shared/When";
import { money } from "@/words/money";
import classes from "./Journals.module.css";
import { journalEntry, journalName, journalState, reversalOf } from "./words";

const COLUMNS = [
  { name: "Number" },
  { name: "Entry" },
  { name: "Subsidiary" },
  { name: "Total", isEnd: true },
  { name: "Lines", isEnd: true },
  { name: "State" },
  { name: "Transmitted" },
  { name: "In NetSuite", isAction: true },
];

export function Journals({ sync }: { sync: Sync }) {
  const read = useInfiniteQuery(syncParts(sync).journals);
  const found = itemsOf(read.data);
  if (read.error !== null) return <ErrorNotice error={read.error} />;
  if (read.isPending) return <RowsSkeleton what="Reading the journals" />;
  if (found.length === 0) return null;
  return (
    <section className={classes.section} aria-labelledby="journals">
      <Title order={2} size="h4" id="journals" mb="sm">
        Journals
      </Title>
      <CardTable caption={`Journals of ${sync.period_name}`} columns={COLUMNS}>
        {found.map((journal) => (
          <Row
            key={journal.external_id}
            journal={journal}
            reversed={found.find((one) => one.external_id === journal.reverses)}
          />
        ))}
      </CardTable>
      <ShowMore of={read} mt="sm">
        Show more journals
      </ShowMore>
    </section>
  );
}

interface RowProps {
  journal: Journal;
  /** What a reversal reverses, if that has been read. */
  reversed: Journal | undefined;
}

function Row({ journal, reversed }: RowProps) {
  const { netsuite_url } = journal;
  const name = journalName(journal);
  return (
    <tr>
      <th scope="row">
        {name}
        {journal.kind === "reversal" && (
          <span className="below">{reversalOf(journal, reversed)}</span>
        )}
      </th>
      <Cell label="Entry">{journalEntry(journal)}</Cell>
      <Cell label="Subsidiary">{journal.subsidiary}</Cell>
      <Cell label="Total" isEnd>
        <span className="dim">{journal.currency}</span> {money(journal.total)}
      </Cell>
      <Cell label="Lines" isEnd>
        {journal.lines}
      </Cell>
      <Cell label="State">
        {journalState(journal)}
        {journal.is_verified && <span className="below">read back and equal</span>}
      </Cell>
      <Cell label="Transmitted">
        {journal.transmitted_at === null ? (
          "–"
        ) : (
          <When at={journal.transmitted_at} form="absolute" />
        )}
      </Cell>
      <ActionCell>
        {netsuite_url !== null && (
          <Anchor href={netsuite_url} target="_blank" rel="noopener noreferrer">
            View in NetSuite<span className="sr-only"> {name} (new tab)</span>{" "}
            <span aria-hidden>↗</span>
          </Anchor>
        )}
      </ActionCell>
    </tr>
  );
}
