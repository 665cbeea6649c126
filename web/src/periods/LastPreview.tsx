/** What the last preview found, or that there was none; nothing is sent by a preview. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { isWorking, itemsOf, previewProblems, type Preview } from "@/api/queries";
import { AboutCode } from "@/shared/AboutCode";
import { When } from "@/shared/When";
import { count } from "@/words/count";
import classes from "./SyncDialog.module.css";

interface Props {
  preview: Preview | null;
  isPending: boolean;
}

export function LastPreview({ preview, isPending }: Props) {
  return (
    <section aria-live="polite" aria-label="Last preview" className={classes.preview}>
      {preview === null ? (
        <p className="dim">
          {isPending ? "…" : "Not previewed yet. A preview sends nothing; Sync works without one."}
        </p>
      ) : isWorking(preview) ? (
        <p>{preview.doing}</p>
      ) : (
        <Found preview={preview} />
      )}
    </section>
  );
}

function Found({ preview }: { preview: Preview }) {
  const { problem_count, notice_count, posts, stands } = preview;
  const at = preview.finished_at ?? preview.requested_at;
  return (
    <>
      <p>
        <strong>{sentence(preview)}</strong> <span className="dim">Previewed</span>{" "}
        <When at={at} form="both" /> <span className="dim">by {preview.requested_by}.</span>
      </p>
      {preview.status === "DONE" && stands > 0 && (
        <p className="dim">
          {count(stands, "journal")} of it {stands === 1 ? "is" : "are"} in NetSuite already and
          stay untouched; {posts} would be posted.
        </p>
      )}
      {problem_count + notice_count > 0 && <Problems previewId={preview.preview_id} />}
    </>
  );
}

function sentence(preview: Preview): string {
  const { problem_count: problems, posts } = preview;
  if (preview.status === "FAILED") return "The preview could not be made.";
  if (problems > 0) return `${count(problems, "thing")} must be mended first.`;
  return `Nothing stands in the way: ${count(posts, "journal")} would be posted.`;
}

function Problems({ previewId }: { previewId: string }) {
  const found = itemsOf(useInfiniteQuery(previewProblems(previewId)).data);
  return (
    <ul className={classes.problems}>
      {found.map((problem) => (
        <li key={problem.problem_id}>
          <strong>{problem.title}</strong> <AboutCode code={problem.code} />
          <br />
          <span className="dim">
            {problem.severity === "notice" ? "Worth knowing for the " : "Needs the "}
            {problem.owner}: {problem.steps[0]}
          </span>
        </li>
      ))}
    </ul>
  );
}
