/** Named facts, one below the other. */
import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Facts.module.css";

interface Props {
  title: string;
  children: Readonly<Record<string, ReactNode>>;
}

export function Facts({ title, children }: Props) {
  return (
    <section>
      <Title order={3} size="h6" mb="xs">
        {title}
      </Title>
      <dl className={classes.facts}>
        {Object.entries(children).map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
