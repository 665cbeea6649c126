/** Asks before something is done, and says what it will do. */
import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { ErrorNotice } from "@/shared/ErrorNotice";
import classes from "./Sync.module.css";

interface Props {
  title: string;
  children: ReactNode;
  does: string;
  isPending: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
}

export function Confirm({ title, children, does, isPending, error, onConfirm, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={<strong>{title}</strong>}>
      {children}
      {error !== null && <ErrorNotice error={error} />}
      <div className={classes.buttons}>
        <Button variant="subtle" color="gray" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={isPending} onClick={onConfirm}>
          {does}
        </Button>
      </div>
    </Modal>
  );
}
