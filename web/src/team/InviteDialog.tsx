/** Invites somebody by e-mail. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useInvite } from "./queries";
import { TermsForm } from "./TermsForm";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const invite = useInvite();
  const [email, setEmail] = useState("");
  return (
    <TermsForm
      title="Invite somebody"
      before={{ permissions: [], until: "" }}
      first={
        <TextInput
          type="email"
          required
          maxLength={254}
          label="E-mail address"
          description="They get a link that is good once, for 14 days."
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      }
      does="Send the invitation"
      isPending={invite.isPending}
      error={invite.error}
      onSend={(asked) => invite.mutate({ email: email.trim(), ...asked }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
