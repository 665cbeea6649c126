/** What a code of a problem means, who can mend it, and how. */
import { Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { Link } from "@/shared/Link";
import { Message } from "@/shared/Message";
import { Written } from "@/shared/Written";
import articles from "../../../docs/errors.md?articles";
import classes from "./ArticlePage.module.css";

const route = getRouteApi("/shell/problems/$code");

export function ArticlePage() {
  const code = route.useParams().code.toUpperCase();
  const article = articles[code];
  if (article === undefined) return <NoSuchCode code={code} />;
  return (
    <article className={`panel ${classes.article}`}>
      <Title order={1} size="h3">
        About {code}
      </Title>
      <Written html={article} />
      {article.includes("‹") && (
        <p className="dim">Words in ‹brackets› stand for what your problem names.</p>
      )}
    </article>
  );
}

function NoSuchCode({ code }: { code: string }) {
  return (
    <Message title="No problem has this code">
      <p>
        Nothing is known about <span className="mono">{code}</span>. A code looks like{" "}
        <span className="mono">POST-05</span>; each problem of a sync shows its own.
      </p>
      <Link to="/periods">View closed periods</Link>
    </Message>
  );
}
