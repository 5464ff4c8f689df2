import { cursorOf, ListPager } from "@/app/_components/list-pager";
import type { Viewer } from "@/lib/auth/viewer-type";
import { findFindingsOfCircuit } from "@/lib/findings/find-findings";
import { idCursor } from "@/lib/paging/page";
import { FindingList } from "./finding-list";

interface FindingsOfCircuitProps {
  circuitId: string;
  viewer: Viewer;
  params: URLSearchParams;
}

/** What was written about a circuit, as far as the viewer may see it. */
export async function FindingsOfCircuit({ circuitId, viewer, params }: FindingsOfCircuitProps) {
  const cursor = cursorOf(params, "findings", idCursor);
  const { items, nextCursor } = await findFindingsOfCircuit({
    circuitId,
    viewer,
    ...(cursor && { cursor }),
  });
  if (items.length === 0 && !cursor) return null;
  return (
    <section aria-labelledby="findings-of-circuit" className="mt-10 max-w-prose text-m">
      <h2 id="findings-of-circuit" className="text-l">
        Written about this circuit
      </h2>
      <FindingList findings={items} withAuthors />
      <ListPager list="findings" label="Pages of write-ups" params={params} nextCursor={nextCursor} />
    </section>
  );
}
