/** Where a problem occurs: entries, lines and leases. */
import type { Problem } from "@/api/queries";
import { count } from "@/words/count";
import classes from "./Problems.module.css";

export function Places({ problem }: { problem: Problem }) {
  const { places, count: all } = problem;
  if (places.length === 0) return null;
  return (
    <details className={classes.more}>
      <summary>Where: {count(all, "place")}</summary>
      <table className={`ruled ${classes.places}`}>
        <caption className="sr-only">Places of {problem.title}</caption>
        <thead>
          <tr>
            <th scope="col">Entry</th>
            <th scope="col">Line</th>
            <th scope="col">Lease</th>
            <th scope="col">Subsidiary</th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={`${place.entry_id}/${place.line ?? ""}`}>
              <td>{place.entry_id}</td>
              <td>{place.line ?? "–"}</td>
              <td>{place.lease_id ?? "–"}</td>
              <td>{place.subsidiary ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {all > places.length && <p className="dim">and {all - places.length} more.</p>}
    </details>
  );
}
