/** Says loudly that nothing here touches the production books. */
import classes from "./SandboxBand.module.css";

export function SandboxBand(props: { environment: string; isRehearsal?: boolean }) {
  if (props.environment !== "sandbox" && props.isRehearsal !== true) return null;
  return (
    <p className={classes.band}>
      <strong>{props.isRehearsal === true ? "Rehearsal in the sandbox." : "Sandbox."}</strong>{" "}
      Nothing here touches your production books
      {props.isRehearsal === true && ", nor the period's status"}.
    </p>
  );
}
