import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { toParams } from "@/app/(site)/_components/to-params";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { findHeadFeatures, headFeatureCursor } from "@/lib/heads/find-head-features";
import { findHeads } from "@/lib/heads/find-heads";
import { formatHead, headPath, parseHead } from "@/lib/heads/head-name";
import { headMeasures, headWords } from "@/lib/heads/head-words";
import { getModel } from "@/lib/models/get-model";
import { Measure } from "../_components/measure";
import { NoMeasures } from "../_components/no-measures";
import { HeadFeatureTable } from "./_components/head-feature-table";

interface HeadPageProps {
  params: Promise<{ model: string; head: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The model and which of its heads an address names. */
const loadHead = cache(async (name: string, written: string) => {
  const model = await orNotFound(getModel(name));
  const place = parseHead(written);
  if (!place || place.layer >= model.layers || place.head >= model.heads) notFound();
  return { model, place };
});

export async function generateMetadata({ params }: HeadPageProps): Promise<Metadata> {
  const { model: name, head } = await params;
  const { model, place } = await loadHead(name, head);
  const title = `Head ${formatHead(place)} of ${model.displayName}`;
  return { title, alternates: { canonical: headPath(model.name, place) } };
}

/** One head: its figures, and the features that are mostly its own. */
export default async function HeadPage({ params, searchParams }: HeadPageProps) {
  const { model: name, head: written } = await params;
  const { model, place } = await loadHead(name, written);
  const query = toParams(await searchParams);
  const sets = model.dictionarySets.filter(({ kind }) => kind === "attn");
  const set = sets.find((each) => each.name === query.get("set")) ?? sets[0];
  const cursor = cursorOf(query, "features", headFeatureCursor);
  const none = { items: [], nextCursor: null };
  const [heads, { items, nextCursor }] = await Promise.all([
    findHeads(model.id),
    set ? findHeadFeatures(model.id, set.name, place, { cursor }) : none,
  ]);
  const measured = heads.state === "measured" ? heads.measured.heads : [];
  const head = measured.find((each) => formatHead(each) === formatHead(place));
  const modelPath = `/models/${encodeURIComponent(model.name)}`;
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <header>
        <h1>
          Head <span className="mono">{formatHead(place)}</span>
        </h1>
        <p className="mt-1 text-ink-soft">
          of <TextLink href={modelPath}>{model.displayName}</TextLink>, one of{" "}
          <TextLink href={`${modelPath}/heads`}>{model.layers * model.heads} heads</TextLink>.{" "}
          <TextLink
            href={`/search/structure?${new URLSearchParams({ head: `${model.name}/${formatHead(place)}` })}`}
          >
            Published circuits with a feature of it
          </TextLink>
        </p>
      </header>
      <section aria-labelledby="figures">
        <h2 id="figures">Where it looks, and what it does with a token</h2>
        {heads.state !== "measured" && <NoMeasures state={heads.state} />}
        {head && (
          <dl className="mt-2 grid max-w-prose gap-3">
            {headMeasures.map((measure) => (
              <div key={measure}>
                <dt className="flex justify-between gap-4 border-line border-b font-semibold">
                  {headWords[measure].name}
                  <span className="numeric font-normal">
                    <Measure head={head} measure={measure} />
                  </span>
                </dt>
                <dd className="text-ink-soft text-m">{headWords[measure].explanation}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <section aria-labelledby="features">
        <h2 id="features">Features that are mostly its own</h2>
        {set && items.length > 0 && (
          <HeadFeatureTable model={model.name} set={set} layer={place.layer} features={items} />
        )}
        {items.length === 0 && (
          <EmptyState
            title={
              set ? "None that a corpus has shown anything of." : "This model has no attention dictionary."
            }
          >
            {set
              ? "No feature has its largest part in this head, or none was read yet."
              : "So no feature is told by heads."}
          </EmptyState>
        )}
        <ListPager list="features" label="Pages of features" params={query} nextCursor={nextCursor} />
      </section>
    </article>
  );
}
