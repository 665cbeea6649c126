/** Who belongs to the company here, what each may do, and who is invited. */
import { Button, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { RowsSkeleton } from "@/shared/RowsSkeleton";
import { usePermissions } from "@/shared/usePermissions";
import { InviteDialog } from "./InviteDialog";
import { Invitations } from "./Invitations";
import { Members } from "./Members";
import { team } from "./queries";
import classes from "./Team.module.css";
import { teamSentence } from "./words";

export function TeamPage() {
  const read = useQuery(team);
  const { canManageTeam } = usePermissions();
  const [isInviting, setInviting] = useState(false);
  return (
    <>
      <div className={classes.head}>
        <Title order={1} size="h2">
          Team
        </Title>
        {canManageTeam && <Button onClick={() => setInviting(true)}>Invite somebody</Button>}
      </div>
      {read.error !== null && (
        <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />
      )}
      {read.isPending && <RowsSkeleton what="Reading the team" />}
      {read.data !== undefined && (
        <div className={classes.sections}>
          <p className={classes.sentence}>
            {teamSentence(read.data.members, read.data.invitations)}{" "}
            <span className="dim">What you change holds at once, and stands in the activity.</span>
          </p>
          <Invitations invitations={read.data.invitations} canManage={canManageTeam} />
          <Members members={read.data.members} canManage={canManageTeam} />
        </div>
      )}
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}
