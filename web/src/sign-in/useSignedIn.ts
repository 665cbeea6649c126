/** Who is signed in. Sends those who aren't to the issuer, and back to the same address after it. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { ApiError } from "@/api/client";
import { me } from "@/api/queries";
import { signIn } from "./session";
import { chosenTenant, forgetTenant } from "./tenant";

export function useSignedIn() {
  const found = useQuery(me);
  const isSignedOut = found.error instanceof ApiError && found.error.status === 401;
  useEffect(() => {
    if (isSignedOut) void signIn(location.pathname + location.search);
  }, [isSignedOut]);
  const { refetch } = found;
  const isOutside = found.error instanceof ApiError && found.error.status === 404;
  useEffect(() => {
    // Whoever was put out of the chosen company may belong to another one, or to none.
    if (!isOutside || chosenTenant() === undefined) return;
    forgetTenant();
    void refetch();
  }, [isOutside, refetch]);
  return { ...found, isSignedOut };
}
