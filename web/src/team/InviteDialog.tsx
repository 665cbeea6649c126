/** Invites somebody by e-mail. */
import { Button, Modal, TextInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { useInvite } from "./queries";
import { TermsFields, type Terms } from "./TermsFields";
import classes from "./Team.module.css";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const invite = useInvite();
  const [email, setEmail] = useState("");
  const [terms, setTerms] = useState<Terms>({ permissions: [], until: "" });
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const body = {
      email: email.trim(),
      permissions: [...terms.permissions],
      until: terms.until === "" ? null : terms.until,
    };
    invite.mutate(body, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={<strong>Invite somebody</strong>} size="lg">
      <form className={classes.form} onSubmit={send}>
        <TextInput
          type="email"
          required
          maxLength={254}
          label="E-mail address"
          description="They get a link that is good once, for 14 days."
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TermsFields terms={terms} onChange={setTerms} />
        {invite.error !== null && <ErrorNotice error={invite.error} />}
        <div className={classes.buttons}>
          <Button variant="subtle" color="gray" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            disabled={terms.permissions.length === 0}
            loading={invite.isPending}
          >
            Send the invitation
          </Button>
        </div>
      </form>
    </Modal>
  );
}
