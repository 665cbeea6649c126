/** What is around every view, signed in or not. */
import { Outlet } from "@tanstack/react-router";

export function Root() {
  return <Outlet />;
}
