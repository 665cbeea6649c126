/** Reads the next page of a list, while there is one. */
import { Button, type ButtonProps } from "@mantine/core";
import type { ReactNode } from "react";

interface Props extends ButtonProps {
  of: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => Promise<unknown>;
  };
  children: ReactNode;
}

export function ShowMore({ of, children, ...more }: Props) {
  if (!of.hasNextPage) return null;
  return (
    <Button
      variant="default"
      loading={of.isFetchingNextPage}
      onClick={() => void of.fetchNextPage()}
      {...more}
    >
      {children}
    </Button>
  );
}
