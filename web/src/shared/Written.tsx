/** Text of docs/, which became HTML when the page was built. */
import classes from "./Written.module.css";

export function Written({ html }: { html: string }) {
  return <div className={`ruled ${classes.text}`} dangerouslySetInnerHTML={{ __html: html }} />;
}
