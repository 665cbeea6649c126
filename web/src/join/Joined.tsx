/** What whoever has just joined a team may do there. */
import type { Schemas } from "@/api/client";
import { Link } from "@/shared/Link";
import { Message } from "@/shared/Message";
import { permissionDoes } from "@/words/permissions";
import { plainDate } from "@/words/time";

export function Joined({ joined }: { joined: Schemas["JoinedBody"] }) {
  const { tenant_name, email, permissions, until } = joined;
  return (
    <Message isAlone title={`You are in the team of ${tenant_name}`}>
      <p>
        As {email}
        {until !== null && <>, until {plainDate(until)}</>}. What you may do:
      </p>
      <ul>
        {permissions.map((permission) => (
          <li key={permission}>{permissionDoes(permission)}</li>
        ))}
      </ul>
      <Link to="/periods">View closed periods</Link>
    </Message>
  );
}
