/** The views that the person who is signed in may open. */
import { Link } from "@tanstack/react-router";
import { usePermissions } from "@/shared/usePermissions";
import classes from "./Shell.module.css";

export function Navigation() {
  const { canReadAudit } = usePermissions();
  const active = { "aria-current": "page" } as const;
  return (
    <nav aria-label="Views" className={classes.nav}>
      <Link to="/periods" activeProps={active}>
        Closed periods
      </Link>
      {canReadAudit && (
        <Link to="/activity" activeProps={active}>
          Activity
        </Link>
      )}
      <Link to="/connections" activeProps={active}>
        Connections
      </Link>
      {canReadAudit && (
        <Link to="/team" activeProps={active}>
          Team
        </Link>
      )}
      <Link to="/settings" activeProps={active}>
        Settings
      </Link>
    </nav>
  );
}
