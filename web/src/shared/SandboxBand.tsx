/** Says loudly that nothing here touches the production books. */
import classes from "./SandboxBand.module.css";

export function SandboxBand({ environment }: { environment: string }) {
  if (environment !== "sandbox") return null;
  return (
    <p className={classes.band}>
      <strong>Sandbox.</strong> Nothing here touches your production books.
    </p>
  );
}
