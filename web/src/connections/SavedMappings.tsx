/** The mappings that a connection has, and each version that they had before. */
import { NativeSelect, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { When } from "@/shared/When";
import { instant } from "@/words/time";
import { MappingsTable } from "./MappingsTable";
import { mappingsOf, type Mappings, type NameMapping } from "./queries";

interface Props {
  said: Mappings;
  mayMap: boolean;
  isPending: boolean;
  onRemove: (gone: NameMapping) => void;
}

export function SavedMappings({ said, mayMap, isPending, onRemove }: Props) {
  const [chosen, choose] = useState<number>();
  const earlier = said.versions.filter(({ version }) => version < said.version);
  return (
    <section aria-labelledby="saved">
      <Title order={2} size="h4" id="saved">
        Saved mappings
      </Title>
      <SavedBy one={said.versions.find(({ version }) => version === said.version)} />
      <MappingsTable
        caption="Saved mappings"
        mappings={said.mappings}
        isPending={isPending}
        onRemove={mayMap ? onRemove : undefined}
      />
      {earlier.length > 0 && (
        <NativeSelect
          mt="md"
          label="Earlier versions"
          description="To read; what holds is the newest."
          value={chosen ?? ""}
          onChange={(event) => {
            const { value } = event.currentTarget;
            choose(value === "" ? undefined : Number(value));
          }}
          data={[
            { value: "", label: "Choose one" },
            ...earlier.map(({ version, saved_by, saved_at }) => ({
              value: `${version}`,
              label: `Version ${version}, ${saved_by}, ${instant(saved_at)}`,
            })),
          ]}
        />
      )}
      {chosen !== undefined && <EarlierVersion connectionId={said.connection_id} number={chosen} />}
    </section>
  );
}

function EarlierVersion({ connectionId, number }: { connectionId: string; number: number }) {
  const read = useQuery(mappingsOf(connectionId, number));
  if (read.isPending) return <RowsSkeleton what={`Reading version ${number}`} />;
  if (read.error !== null)
    return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  return (
    <>
      <SavedBy one={read.data.versions[0]} />
      <MappingsTable caption={`Version ${number} of the mappings`} mappings={read.data.mappings} />
    </>
  );
}

function SavedBy({ one }: { one: Mappings["versions"][number] | undefined }) {
  if (one === undefined) return null;
  return (
    <p className="dim">
      Version {one.version}, saved by {one.saved_by} on <When at={one.saved_at} form="absolute" />.
    </p>
  );
}
