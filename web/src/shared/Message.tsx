/** A view that consists of one message. */
import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Message.module.css";

interface Props {
  title: string;
  /** Whether nothing else is on the page, not even its frame. */
  isAlone?: boolean;
  children?: ReactNode;
}

export function Message({ title, isAlone = false, children }: Props) {
  const Root = isAlone ? "main" : "section";
  return (
    <Root className={classes.message}>
      <Title order={1} size="h3">
        {title}
      </Title>
      {children}
    </Root>
  );
}
