/** Everybody in the team: what they may do, until when, and who gave it. */
import { Button, Title } from "@mantine/core";
import { useState } from "react";
import { When } from "@/shared/When";
import { Confirm } from "@/syncs/Confirm";
import { ChangeDialog } from "./ChangeDialog";
import { Held } from "./Held";
import { useRemove, type Member } from "./queries";
import classes from "./Team.module.css";
import { untilWords } from "./words";

interface Props {
  members: readonly Member[];
  canManage: boolean;
}

export function Members({ members, canManage }: Props) {
  return (
    <section aria-labelledby="members">
      <Title order={2} size="h4" id="members" mb="sm">
        Members
      </Title>
      <ul className={`panel ${classes.list}`}>
        {members.map((member) => (
          <li key={member.member} className={classes.row}>
            <Who member={member} />
            <div>
              <Held permissions={member.permissions} bothDuties={member.both_duties} />
            </div>
            <div className={classes.actions}>
              {canManage && !member.is_you && <Actions member={member} />}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Who({ member }: { member: Member }) {
  const { email, kind, is_you, since, by } = member;
  const until = untilWords(member);
  return (
    <div>
      <strong className={classes.email}>{email}</strong>
      {is_you && <span className="dim"> (you)</span>}
      {kind === "machine" && <span className={classes.below}>The lease system</span>}
      {until !== undefined && <span className={classes.below}>{until}</span>}
      {since !== null && (
        <span className={classes.below}>
          Member since <When at={since} form="absolute" />
          {by !== null && <>, let in by {by}</>}
        </span>
      )}
    </div>
  );
}

function Actions({ member }: { member: Member }) {
  const remove = useRemove(member.member);
  const [asks, setAsks] = useState<"change" | "remove">();
  const close = () => setAsks(undefined);
  return (
    <>
      {member.kind === "person" && (
        <Button
          variant="default"
          size="xs"
          aria-label={`Change ${member.email}`}
          onClick={() => setAsks("change")}
        >
          Change
        </Button>
      )}
      <Button
        variant="default"
        size="xs"
        aria-label={`Remove ${member.email}`}
        onClick={() => setAsks("remove")}
      >
        Remove
      </Button>
      {asks === "change" && <ChangeDialog member={member} onClose={close} />}
      {asks === "remove" && (
        <Confirm
          title={`Remove ${member.email}?`}
          does="Remove from the team"
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(undefined, { onSuccess: close })}
          onClose={close}
        >
          {member.kind === "person" ? (
            <p>
              They can see nothing of your company any more, at once. A sync that they started goes
              on.
            </p>
          ) : (
            <p>
              The lease system can hand over no closed period any more. Only an operator can set it
              up again.
            </p>
          )}
        </Confirm>
      )}
    </>
  );
}
