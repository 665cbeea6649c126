/** A link to a view of this page. */
import { Anchor, type AnchorProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import { forwardRef, type AnchorHTMLAttributes } from "react";

type Props = AnchorProps & AnchorHTMLAttributes<HTMLAnchorElement>;

export const Link = createLink(
  forwardRef<HTMLAnchorElement, Props>((props, ref) => <Anchor ref={ref} {...props} />),
);
