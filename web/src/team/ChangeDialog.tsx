/** Changes what a member may do, and until when. */
import { useState } from "react";
import { isPermission } from "@/words/permissions";
import { useChangeMember, type Member } from "./queries";
import { TermsForm } from "./TermsForm";

export function ChangeDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const change = useChangeMember(member.member);
  // What was read when the dialog opened is what is changed, even if the list moves on below.
  const [version] = useState(member.version);
  return (
    <TermsForm
      title={member.email}
      before={{
        permissions: member.permissions.filter(isPermission),
        until: member.until ?? "",
      }}
      note={<p className="dim">It holds at once, from their next click on.</p>}
      does="Save"
      isPending={change.isPending}
      error={change.error}
      onSend={(asked) => change.mutate({ version, ...asked }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
