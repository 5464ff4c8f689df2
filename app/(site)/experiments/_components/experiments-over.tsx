import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { TextLink } from "@/components/ui/link";
import type { Viewer } from "@/lib/auth/viewer";
import { findExperiments } from "@/lib/experiments/find-experiments";
import { idCursor } from "@/lib/paging/page";
import { ExperimentList } from "./experiment-list";

interface ExperimentsOverProps {
  family: { id: string; version: number };
  viewer: Viewer;
  params: URLSearchParams;
}

/** The experiments over a family, of whichever version, on its page. */
export async function ExperimentsOver({ family: { id, version }, viewer, params }: ExperimentsOverProps) {
  const cursor = cursorOf(params, "experiments", idCursor);
  const { items, nextCursor } = await findExperiments({ viewer, familyId: id, cursor, limit: 10 });
  return (
    <section aria-labelledby="experiments" className="mt-2">
      <h2 id="experiments" className="text-base">
        Experiments over it
      </h2>
      {items.length > 0 ? (
        <ExperimentList experiments={items} />
      ) : (
        <p className="mt-1 text-ink-soft text-m">
          {cursor ? "This list ends before here." : "There is none yet."}
        </p>
      )}
      <p className="mt-2 text-m">
        <TextLink href={`/experiments/new?family=${id}&version=${version}`}>Write an experiment</TextLink>{" "}
        over these prompts.
      </p>
      <ListPager list="experiments" label="Pages of experiments" params={params} nextCursor={nextCursor} />
    </section>
  );
}
