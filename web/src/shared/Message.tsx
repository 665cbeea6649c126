/** A view that consists of one message. */
import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Message.module.css";

export function Message({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <section className={classes.message}>
      <Title order={1} size="h3">
        {title}
      </Title>
      {children}
    </section>
  );
}
