import { Term } from "@/app/_components/term/term";
import type { RunView } from "@/lib/runs/view";

/** Which dictionary sets a run, and so its circuits, were read with. */
export function ReadWith({ kinds }: Pick<RunView, "kinds">) {
  if (kinds.length === 0) return "read without dictionaries, ";
  const names = kinds.map(({ set }) => set.displayName);
  return (
    <>
      <Term of="dictionary">read with</Term> {new Intl.ListFormat("en").format(names)},{" "}
    </>
  );
}
