/** Where the issuer sends people back to; goes on to what they wanted. */
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Message } from "@/shared/Message";
import { completeSignIn, signIn } from "./session";

let completed: Promise<string> | undefined;

export function SignedInPage() {
  const navigate = useNavigate();
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    // The code is good for one use, and effects may run twice.
    completed ??= completeSignIn();
    completed.then(
      (path) => void navigate({ href: path, replace: true }),
      () => setFailed(true),
    );
  }, [navigate]);
  if (!hasFailed) return <Message isAlone title="Signing you in …" />;
  return (
    <Message isAlone title="Signing in did not work">
      <p>The link may be too old, or it was opened twice.</p>
      <Button onClick={() => void signIn("/")}>Sign in again</Button>
    </Message>
  );
}
