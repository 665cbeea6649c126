/** How to set NetSuite up: the administrator's guide, beside the form. */
import { Written } from "@/shared/Written";
import guide from "../../../docs/netsuite-setup.md";
import classes from "./Connections.module.css";

export function SetUpGuide() {
  return (
    <details className={classes.guide}>
      <summary>How to set NetSuite up: features, role, permissions, key</summary>
      <Written html={guide} />
    </details>
  );
}
