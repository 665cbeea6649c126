/** What stands at an address that nothing is at. */
import { Message } from "@/shared/Message";
import { Link } from "@/shared/Link";

export function NotFound() {
  return (
    <Message isAlone title="There is nothing at this address">
      <p>The link may be incomplete, or what it led to belongs to another company.</p>
      <Link to="/periods">View closed periods</Link>
    </Message>
  );
}
