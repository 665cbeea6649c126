/** A table that shows each row as a card on a narrow screen, where its head has no place. */
import type { ReactNode } from "react";
import classes from "./CardTable.module.css";

interface Column {
  name: string;
  /** Its cells are numbers or amounts. */
  isEnd?: boolean;
  /** Its name is only read aloud. */
  isAction?: boolean;
}

interface Props {
  caption: string;
  columns: readonly Column[];
  children: ReactNode;
}

export function CardTable({ caption, columns, children }: Props) {
  return (
    <table className={`panel ${classes.table}`}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ name, isEnd, isAction }) => (
            <th key={name} scope="col" className={isEnd ? classes.end : undefined}>
              {isAction ? <span className="sr-only">{name}</span> : name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

interface CellProps {
  /** The name of its column, which shows in a card. */
  label: string;
  isEnd?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

export function Cell({ label, isEnd = false, className = "", children }: CellProps) {
  return (
    <td data-label={label} className={`${isEnd ? classes.end : ""} ${className}`}>
      <div>{children}</div>
    </td>
  );
}

interface ActionCellProps {
  className?: string | undefined;
  children: ReactNode;
}

/** The last cell of a row: what can be done with it, if anything. */
export function ActionCell({ className = "", children }: ActionCellProps) {
  return <td className={`${classes.action} ${className}`}>{children}</td>;
}
