/** Which books the journals go to. */
import type { Schemas } from "@/api/client";
import { Facts } from "@/shared/Facts";

interface Props {
  destination: Schemas["DestinationBody"] | null;
  isPending: boolean;
}

export function DestinationFacts({ destination, isPending }: Props) {
  if (destination === null) {
    return (
      <Facts title="Where it goes">
        {{
          NetSuite: isPending
            ? "…"
            : "No connection is live yet. Your integration administrator sets one up.",
        }}
      </Facts>
    );
  }
  return (
    <Facts title="Where it goes">
      {{
        NetSuite: (
          <strong>{destination.environment === "production" ? "Production" : "Sandbox"}</strong>
        ),
        Account: destination.account,
        Ledger: "Journals are booked in the posting period of their own date.",
      }}
    </Facts>
  );
}
