/** What holds for the whole company: its mails, its duties, and who decides. */
import { Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { settings } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { AutoSync } from "./AutoSync";
import { Duties } from "./Duties";
import { MailList } from "./MailList";
import { SecondPerson } from "./SecondPerson";

export function SettingsPage() {
  const read = useQuery(settings);
  return (
    <>
      <Title order={1} size="h2">
        Settings
      </Title>
      {read.error !== null && (
        <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
      )}
      {read.isPending && <RowsSkeleton what="Reading the settings" />}
      {read.data !== undefined && (
        <>
          <MailList kept={read.data} />
          <Duties kept={read.data} />
          <SecondPerson kept={read.data} />
          <AutoSync kept={read.data} />
        </>
      )}
    </>
  );
}
