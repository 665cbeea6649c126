/** What somebody may do, or will: in words, with the permissions’ own names. */
import { permissionDoes } from "@/words/permissions";
import classes from "./Team.module.css";

export function Held(props: { permissions: readonly string[]; bothDuties: boolean }) {
  return (
    <>
      <ul className={classes.held}>
        {props.permissions.map((permission) => (
          <li key={permission}>
            {permissionDoes(permission)} <span className="mono dim">{permission}</span>
          </li>
        ))}
      </ul>
      {props.bothDuties && (
        <p className={classes.warning}>
          Holds both duties, and therefore can’t post. Take one of the two away.
        </p>
      )}
    </>
  );
}
