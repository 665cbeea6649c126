/** The invitations that nobody has accepted yet. */
import { Button, Title } from "@mantine/core";
import { useState } from "react";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { When } from "@/shared/When";
import { Confirm } from "@/syncs/Confirm";
import { plainDate } from "@/words/time";
import { Held } from "./Held";
import { useRemove, useSendAgain, type Invitation } from "./queries";
import classes from "./Team.module.css";

interface Props {
  invitations: readonly Invitation[];
  canManage: boolean;
}

export function Invitations({ invitations, canManage }: Props) {
  if (invitations.length === 0) return null;
  return (
    <section aria-labelledby="invitations">
      <Title order={2} size="h4" id="invitations" mb="sm">
        Invitations
      </Title>
      <ul className={`panel ${classes.list}`}>
        {invitations.map((invitation) => (
          <li key={invitation.member} className={classes.row}>
            <Whom invitation={invitation} />
            <div>
              <Held permissions={invitation.permissions} bothDuties={invitation.both_duties} />
            </div>
            {canManage && <Actions invitation={invitation} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Whom({ invitation }: { invitation: Invitation }) {
  const { email, until, invited_at, invited_by, expires_at, mailed_at } = invitation;
  return (
    <div>
      <strong className={classes.email}>{email}</strong>
      <span className={classes.below}>
        {invitation.inviter_may_not ? (
          `The link lets nobody in: ${invited_by} may no longer manage the team. Send it again, or withdraw it`
        ) : invitation.has_expired ? (
          "The link has expired"
        ) : mailed_at === null ? (
          "The mail has not gone out yet"
        ) : (
          <>
            Mailed <When at={mailed_at} />, the link is good until{" "}
            <When at={expires_at} form="absolute" />
          </>
        )}
      </span>
      {until !== null && <span className={classes.below}>A member until {plainDate(until)}</span>}
      <span className={classes.below}>
        Invited <When at={invited_at} form="absolute" /> by {invited_by}
      </span>
    </div>
  );
}

function Actions({ invitation }: { invitation: Invitation }) {
  const withdraw = useRemove(invitation.member);
  const again = useSendAgain(invitation.member);
  const [asks, setAsks] = useState(false);
  return (
    <div className={classes.actions}>
      <Button
        variant="default"
        size="xs"
        aria-label={`Send again to ${invitation.email}`}
        loading={again.isPending}
        onClick={() => again.mutate()}
      >
        Send again
      </Button>
      <Button
        variant="default"
        size="xs"
        aria-label={`Withdraw the invitation of ${invitation.email}`}
        onClick={() => setAsks(true)}
      >
        Withdraw
      </Button>
      {again.error !== null && <ErrorNotice error={again.error} />}
      {asks && (
        <Confirm
          title={`Withdraw the invitation of ${invitation.email}?`}
          does="Withdraw the invitation"
          isPending={withdraw.isPending}
          error={withdraw.error}
          onConfirm={() => withdraw.mutate(undefined, { onSuccess: () => setAsks(false) })}
          onClose={() => setAsks(false)}
        >
          <p>The link in their mail lets nobody in any more.</p>
        </Confirm>
      )}
    </div>
  );
}
