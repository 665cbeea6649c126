/** Values as they were recorded, each by its name. */
import classes from "./NamedValues.module.css";

export function NamedValues({ values }: { values: Readonly<Record<string, string>> }) {
  return (
    <dl className={classes.values}>
      {Object.entries(values).map(([name, value]) => (
        <div key={name}>
          <dt>{name.replaceAll("_", " ")}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
