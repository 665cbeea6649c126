/** What the button that posts says: how many journals, and into which books. */
import type { Schemas } from "@/api/client";
import type { Preview } from "@/api/queries";
import { count } from "@/words/count";

export function postLabel(
  preview: Preview | null,
  destination: Schemas["DestinationBody"] | null,
): string {
  const isKnown = preview?.status === "DONE" && preview.posts > 0;
  const what = isKnown ? `Post ${count(preview.posts, "journal")}` : "Post the journals";
  return destination === null ? what : `${what} to NetSuite ${destination.environment}`;
}
