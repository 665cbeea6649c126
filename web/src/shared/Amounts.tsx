/** Totals, a line per currency, set like money. */
import { money } from "@/words/money";
import classes from "./Amounts.module.css";

export function Amounts({ totals }: { totals: Readonly<Record<string, string>> }) {
  const rows = Object.entries(totals).sort(([one], [other]) => one.localeCompare(other));
  return (
    <ul className={classes.amounts}>
      {rows.map(([currency, total]) => (
        <li key={currency}>
          <span className="dim">{currency}</span> <span>{money(total)}</span>
        </li>
      ))}
    </ul>
  );
}
