/** Whom the mail about a result didn't reach, and what to do about it. */
import type { Sync } from "@/api/queries";
import { Link } from "@/shared/Link";
import { Notice } from "@/shared/Notice";
import { undelivered, unwanted } from "./mailWords";

export function MailNotice({ sync }: { sync: Sync }) {
  if (sync.mail === null || sync.mail.status === "sent") return null;
  const { undelivered: missed, complained } = sync.mail;
  return (
    <>
      {missed.length > 0 && (
        <Notice tone="waiting" title={undelivered(missed)}>
          <p>
            Tell them of the result, and correct the address: who is in the team and who else gets
            the mails is in <Link to="/settings">Settings</Link>.
          </p>
        </Notice>
      )}
      {complained.length > 0 && (
        <Notice tone="waiting" title={unwanted(complained)}>
          <p>
            Ask them whether they still want the mails; if not, take the address off the mail list
            in <Link to="/settings">Settings</Link>.
          </p>
        </Notice>
      )}
    </>
  );
}
