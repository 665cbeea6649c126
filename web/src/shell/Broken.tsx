/** What stands where a view failed: a new version may have replaced the files it needs. */
import { Button } from "@mantine/core";
import { Message } from "@/shared/Message";

export function Broken() {
  return (
    <Message isAlone title="This view could not be shown">
      <p>Nothing that you did is lost. A new version of this page may have come out meanwhile.</p>
      <Button onClick={() => location.reload()}>Load the page again</Button>
    </Message>
  );
}
