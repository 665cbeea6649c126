/** Leads from the code of a problem to its article. */
import { Link } from "./Link";

export function AboutCode({ code }: { code: string }) {
  return (
    <Link to="/problems/$code" params={{ code }} size="sm">
      About {code}
    </Link>
  );
}
