/** An instant: absolute with its time zone, and relative beside it or on hover. */
import { ago, instant } from "@/words/time";
import { useNow } from "./useNow";

interface Props {
  at: string;
  form?: "relative" | "absolute" | "both";
}

export function When({ at, form = "both" }: Props) {
  const now = useNow();
  const absolute = instant(at);
  const relative = ago(at, now);
  return (
    <time dateTime={at} title={form === "relative" ? absolute : undefined}>
      {form === "relative"
        ? relative
        : form === "absolute"
          ? absolute
          : `${absolute} · ${relative}`}
    </time>
  );
}
