/** A dialog that asks what somebody may do, and until when, and sends it off. */
import { Button, Modal } from "@mantine/core";
import { useState, type ReactNode, type SubmitEvent } from "react";
import { ErrorNotice } from "@/shared/ErrorNotice";
import type { Permission } from "@/words/permissions";
import { TermsFields, type Terms } from "./TermsFields";
import classes from "./Team.module.css";

/** The terms as the API takes them. */
interface Asked {
  permissions: Permission[];
  until: string | null;
}

interface Props {
  title: string;
  before: Terms;
  /** Fields above those of the terms. */
  first?: ReactNode;
  /** What to know before it is sent. */
  note?: ReactNode;
  /** What the button says. */
  does: string;
  isPending: boolean;
  error: Error | null;
  onSend: (asked: Asked) => void;
  onClose: () => void;
}

export function TermsForm(props: Props) {
  const { title, before, first, note, does, isPending, error, onSend, onClose } = props;
  const [terms, setTerms] = useState(before);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    onSend({
      permissions: [...terms.permissions],
      until: terms.until === "" ? null : terms.until,
    });
  };
  return (
    <Modal opened onClose={onClose} title={<strong>{title}</strong>} size="lg">
      <form className={classes.form} onSubmit={send}>
        {first}
        <TermsFields terms={terms} onChange={setTerms} />
        {note}
        {error !== null && <ErrorNotice error={error} />}
        <div className={classes.buttons}>
          <Button variant="subtle" color="gray" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={terms.permissions.length === 0} loading={isPending}>
            {does}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
