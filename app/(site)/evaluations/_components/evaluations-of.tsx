import type { ReactNode } from "react";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import type { Viewer } from "@/lib/auth/viewer";
import { findEvaluations } from "@/lib/evaluations/find-evaluations";
import { idCursor } from "@/lib/paging/page";
import { EvaluationList } from "./evaluation-list";

interface EvaluationsOfProps {
  of: "circuit" | "family";
  id: string;
  viewer: Viewer;
  params: URLSearchParams;
  /** How one is asked for. */
  children: ReactNode;
}

/** The evaluations of a circuit, or over a family, on its page. */
export async function EvaluationsOf({ of, id, viewer, params, children }: EvaluationsOfProps) {
  const cursor = cursorOf(params, "evaluations", idCursor);
  const { items, nextCursor } = await findEvaluations({
    ...{ viewer, cursor, limit: 10 },
    ...(of === "circuit" ? { circuitId: id } : { familyId: id }),
  });
  return (
    <section aria-labelledby="evaluations" className="mt-8">
      <h2 id="evaluations" className="text-base">
        {of === "circuit" ? "Evaluations over prompts" : "Circuits evaluated over it"}
      </h2>
      <p className="mt-1 max-w-prose text-m">{children}</p>
      {items.length > 0 ? (
        <EvaluationList evaluations={items} of={of} />
      ) : (
        <p className="mt-1 text-ink-soft text-m">
          {cursor ? "This list ends before here." : "There is none yet."}
        </p>
      )}
      <ListPager list="evaluations" label="Pages of evaluations" params={params} nextCursor={nextCursor} />
    </section>
  );
}
