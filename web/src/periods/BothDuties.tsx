/** Tells a person who holds both duties why there is no Sync. */
import { Alert } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";

export function BothDuties() {
  return (
    <Alert
      color="yellow"
      variant="outline"
      mb="md"
      icon={<IconInfoCircle aria-hidden />}
      title="You can see everything here, but not post"
    >
      You hold two duties that one person must not combine: setting up the connection to NetSuite,
      and posting journals through it. Ask a colleague to press Sync, or your tenant administrator
      to take one of the two from you.
    </Alert>
  );
}
