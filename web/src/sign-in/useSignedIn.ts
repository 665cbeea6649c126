/** Sends people who are signed out to the issuer; they come back to the same address. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { ApiError } from "@/api/client";
import { me } from "@/api/queries";
import { signIn } from "./session";

export function useSignedIn() {
  const found = useQuery(me);
  const isSignedOut = found.error instanceof ApiError && found.error.status === 401;
  useEffect(() => {
    if (isSignedOut) void signIn(location.pathname + location.search);
  }, [isSignedOut]);
  return { ...found, isSignedOut };
}
