/** A notice in its place: an icon, a title in plain words, and what follows from it. */
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./Notice.module.css";

interface Props {
  title: string;
  tone: "bad" | "waiting";
  children?: ReactNode;
}

export function Notice({ title, tone, children }: Props) {
  const Icon = tone === "bad" ? IconAlertTriangle : IconInfoCircle;
  return (
    <div role={tone === "bad" ? "alert" : "note"} className={classes.notice} data-tone={tone}>
      <Icon size={20} aria-hidden className={classes.icon} />
      <div>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}
