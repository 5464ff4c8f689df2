import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { Term } from "@/app/_components/term/term";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { toStorable } from "@/lib/db/storable-text";
import { findExperiments } from "@/lib/experiments/find-experiments";
import { holdings } from "@/lib/experiments/holdings";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../_components/to-params";
import { ExperimentList } from "./_components/experiment-list";
import { ExperimentSearch } from "./_components/experiment-search";

export const metadata: Metadata = {
  title: "Experiments",
  description: "What people asked of models over prompt families, with what they expected before the result.",
};

interface ExperimentsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Everybody's public experiments and one's own: of one person with `?by=`, by words of the title, by what was concluded. */
export default async function ExperimentsPage({ searchParams }: ExperimentsPageProps) {
  const [viewer, params] = await Promise.all([getViewer(), searchParams.then(toParams)]);
  const word = (name: string, most: number) => toStorable((params.get(name) ?? "").slice(0, most));
  const [q, by, model] = [word("q", 200), word("by", 40), word("model", 64)];
  const holds = holdings.find((holding) => holding === params.get("holds"));
  const cursor = cursorOf(params, "experiments", idCursor);
  const { items, nextCursor } = await findExperiments({
    ...{ viewer, q, cursor, holds },
    owner: by || undefined,
    model: model || undefined,
  });
  const isNarrow = q !== "" || by !== "" || model !== "" || holds !== undefined;
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h1>Experiments</h1>
        <ButtonLink href="/experiments/new" size="s">
          Write an experiment
        </ButtonLink>
      </div>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        An <Term of="experiment">experiment</Term> says what it expects, then changes a model from within over
        the prompts of a <Term of="prompt-family">family</Term> and measures what becomes of its answer. The
        hypothesis was here before the result, and a negative result is a result.
      </p>
      <ExperimentSearch q={q} holds={holds} hidden={{ ...(by && { by }), ...(model && { model }) }}>
        {isNarrow && (
          <TextLink href="/experiments" className="text-m">
            Show all
          </TextLink>
        )}
      </ExperimentSearch>
      {(by !== "" || model !== "") && (
        <p className="break-words text-ink-soft text-m">
          {by !== "" && (
            <>
              Of{" "}
              <TextLink href={`/users/${encodeURIComponent(by)}`}>
                <bdi>{by}</bdi>
              </TextLink>
            </>
          )}
          {model !== "" && (
            <>
              {by === "" ? "Of " : ", of "}
              <TextLink href={`/models/${encodeURIComponent(model)}`}>
                <bdi>{model}</bdi>
              </TextLink>
            </>
          )}
        </p>
      )}
      {items.length > 0 ? (
        <ExperimentList experiments={items} />
      ) : cursor ? (
        <p className="text-m">This list ends before here.</p>
      ) : isNarrow ? (
        <EmptyState title="There is no such experiment.">
          Try fewer words, <TextLink href="/experiments">look at all of them</TextLink>, or{" "}
          <TextLink href="/experiments/new">write it</TextLink>.
        </EmptyState>
      ) : (
        <EmptyState title="There is no experiment yet.">
          <TextLink href="/experiments/new">Write one</TextLink>: choose a family of prompts, say what you
          expect, and what is to be changed.
        </EmptyState>
      )}
      <ListPager list="experiments" label="Pages of experiments" params={params} nextCursor={nextCursor} />
    </>
  );
}
