/** Tells a person who holds both duties why there is no Sync. */
import { Notice } from "@/shared/Notice";

export function BothDuties() {
  return (
    <Notice tone="waiting" title="You can see everything here, but not post">
      <p>
        You hold two duties that one person must not combine: setting up the connection to NetSuite,
        and posting journals through it. Ask a colleague to press Sync, or your tenant administrator
        to take one of the two from you.
      </p>
    </Notice>
  );
}
