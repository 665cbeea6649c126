/** Changes what a member may do, and until when. */
import { Button, Modal } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { isPermission } from "@/words/permissions";
import { useChangeMember, type Member } from "./queries";
import { TermsFields, type Terms } from "./TermsFields";
import classes from "./Team.module.css";

export function ChangeDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const change = useChangeMember(member.member);
  // What was read when the dialog opened is what is changed, even if the list moves on below.
  const [version] = useState(member.version);
  const [terms, setTerms] = useState<Terms>(() => ({
    permissions: member.permissions.filter(isPermission),
    until: member.until ?? "",
  }));
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const body = {
      version,
      permissions: [...terms.permissions],
      until: terms.until === "" ? null : terms.until,
    };
    change.mutate(body, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={<strong>{member.email}</strong>} size="lg">
      <form className={classes.form} onSubmit={save}>
        <TermsFields terms={terms} onChange={setTerms} />
        <p className="dim">It holds at once, from their next click on.</p>
        {change.error !== null && <ErrorNotice error={change.error} />}
        <div className={classes.buttons}>
          <Button variant="subtle" color="gray" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            disabled={terms.permissions.length === 0}
            loading={change.isPending}
          >
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
