/** Where the link of an invitation’s mail leads: in, once the person has signed in. */
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError, answered, api } from "@/api/client";
import { queryClient } from "@/api/queries";
import { ErrorNotice } from "@/shared/ErrorNotice";
import { Message } from "@/shared/Message";
import { account, signIn, signOut } from "@/sign-in/session";
import { rememberTenant } from "@/sign-in/tenant";
import { Joined } from "./Joined";
import classes from "./Join.module.css";

export function JoinPage() {
  const hash = useLocation({ select: (location) => location.hash });
  // The address forgets the token as soon as it has been used.
  const [token] = useState(hash);
  const signedIn = useQuery({
    queryKey: ["signed-in"],
    queryFn: account,
  });
  const accept = useAccept();
  if (accept.data !== undefined) return <Joined joined={accept.data} />;
  if (token === "") return <Incomplete />;
  const comeBack = () => void signIn(`/join#${token}`);
  const isSignedOut =
    signedIn.data === null || (accept.error instanceof ApiError && accept.error.status === 401);
  return (
    <Message isAlone title="You are invited to Period Sync">
      {signedIn.error !== null && (
        <ErrorNotice error={signedIn.error} onRetry={() => void signedIn.refetch()} />
      )}
      {isSignedOut ? (
        <>
          <p>
            Sign in first. You come back here, and join with the account that you signed in with.
          </p>
          <Button onClick={comeBack}>Sign in</Button>
        </>
      ) : (
        <>
          <As email={signedIn.data?.email} />
          {accept.error !== null && <ErrorNotice error={accept.error} />}
          <div className={classes.buttons}>
            <Button
              loading={accept.isPending}
              disabled={signedIn.data === undefined}
              onClick={() => accept.mutate(token)}
            >
              Join the team
            </Button>
            <Button variant="default" onClick={() => void signOut()}>
              Sign out
            </Button>
          </div>
        </>
      )}
    </Message>
  );
}

function As({ email }: { email: string | undefined }) {
  return (
    <>
      <p>
        You join with the account that you are signed in with
        {email !== undefined && (
          <>
            , <strong>{email}</strong>
          </>
        )}
        . The link is good once.
      </p>
      <p>
        Was the mail sent to another address of yours? Then sign out, open its link again, and sign
        in with the account of that address.
      </p>
    </>
  );
}

function Incomplete() {
  return (
    <Message isAlone title="This link is incomplete">
      <p>Open the whole link of the mail, or ask whoever invited you to send it again.</p>
    </Message>
  );
}

function useAccept() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (token: string) =>
      answered(api.POST("/v1/invitations/accept", { body: { token } })),
    onSuccess: ({ tenant }) => {
      rememberTenant(tenant);
      void queryClient.invalidateQueries();
      void navigate({ to: "/join", replace: true });
    },
  });
}
