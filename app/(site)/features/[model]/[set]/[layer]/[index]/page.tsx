import type { Metadata } from "next";
import { cache, type ReactNode } from "react";
import { CopyLink } from "@/app/_components/copy-link";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { previewMetadata } from "@/app/_previews/preview-metadata";
import { discussionQuery } from "@/app/_queries/discussion";
import { labelsQuery } from "@/app/_queries/labels";
import { known, Prefetched } from "@/app/_queries/prefetched";
import { toParams } from "@/app/(site)/_components/to-params";
import { FeatureDiscussion } from "@/app/(site)/_discussion/feature-discussion";
import { writerOf } from "@/app/(site)/_discussion/writer-of";
import { WatchButton } from "@/app/(site)/_watching/watch-button";
import { formatProbability } from "@/components/ui/format-number";
import { Link, TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { WalkedStrips } from "@/components/ui/walked-strips";
import { getViewer, type Viewer } from "@/lib/auth/viewer";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { featureCircuitCursor, findCircuitsOfFeature } from "@/lib/circuits/find-circuits";
import { findConversations } from "@/lib/discussion/find-conversations";
import { featureSubject } from "@/lib/discussion/subject";
import type { Discussion } from "@/lib/discussion/view";
import { AppError } from "@/lib/errors";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeatureRow } from "@/lib/features/feature-row";
import { readFeature } from "@/lib/features/get-feature";
import type { FeatureView } from "@/lib/features/view";
import { answerMissing } from "@/lib/http/page-in-making";
import { findJudgements } from "@/lib/judgements/find-judgements";
import type { FeatureJudgements } from "@/lib/judgements/view";
import { findLabels } from "@/lib/labels/find-labels";
import type { FeatureLabels as Labels } from "@/lib/labels/view";
import { getModel } from "@/lib/models/get-model";
import { idCursor } from "@/lib/paging/page";
import { findProjectsOfFeature, type ProjectOfFeature } from "@/lib/projects/find-projects";
import { getRun } from "@/lib/runs/get-run";
import { tokenName } from "@/lib/tokens/token-words";
import { besideOf } from "../../../../_components/beside";
import { BesideForm } from "../../../../_components/beside-form";
import { FeatureCircuits } from "../../../../_components/feature-circuits";
import { FeatureColumn } from "../../../../_components/feature-column";
import { InProjects } from "../../../../_components/in-projects";
import { Judgements } from "../../../../_components/judgements/judgements";
import { FeatureLabels } from "../../../../_components/labels/feature-labels";
import { NoFeature } from "../../../../_components/no-feature";
import { PageKeys } from "../../../../_components/page-keys";
import { nameOf, readShown, type ShownFeature, shownQuery } from "../../../../_components/shown-feature";
import { Trial } from "../../../../_components/trial";
import "../../../../_components/features.css";

type Query = Promise<Record<string, string | string[] | undefined>>;

interface FeaturePageProps {
  params: Promise<Record<"model" | "set" | "layer" | "index", string>>;
  searchParams: Query;
}

/** The longer each is, the fewer examples are shown; of two features side by side, half as many of each. */
const examplesShown = { narrow: 20, more: 12, whole: 6 };

const load = cache(async (path: string, query: string) => {
  const [model = "", set = "", layer = "", index = ""] = path.split("/").map(decodeURIComponent);
  const params = featureParams.safeParse({ model, set, layer, index });
  const shown = readShown(new URLSearchParams(query));
  if (!params.success) return { missing: unread, address: null };
  const address = addressOf(params.data);
  try {
    const viewer = await getViewer();
    const read = await getShown(address, shown, viewer, new URLSearchParams(query));
    return { missing: null, address, shown, viewer, ...read };
  } catch (error) {
    if (!(error instanceof AppError && error.code === "not-found")) throw error;
    return { missing: error.message, address };
  }
});

const unread =
  "An address names a model, one of its sets (attn, resid or mlp), a layer and an index, as in /features/storybook-4l/attn/3/697.";

/** A feature, what people call it and the circuits it is in, which are read at the same time. */
async function getShown(
  address: FeatureAddress,
  { band, length, beside }: ShownFeature,
  viewer: Viewer,
  query = new URLSearchParams(),
) {
  const limit = examplesShown[length] / (beside === null ? 1 : 2);
  const row = await getFeatureRow(address);
  const key = { dictionaryId: row.dictionaryId, index: address.index };
  const cursor = cursorOf(query, "conversations", idCursor);
  const [feature, circuits, labels, judgements, discussion, projects] = await Promise.all([
    readFeature(row, address, { band: band ?? undefined, length, limit }),
    circuitsOf(row.featureId, query),
    findLabels(key, viewer),
    findJudgements(key, viewer),
    findConversations({ about: featureSubject(key), viewer, cursor }),
    findProjectsOfFeature(key, viewer),
  ]);
  return {
    about: featureSubject(key),
    feature,
    circuits,
    labels,
    judgements,
    discussion,
    projects,
    isFirstSet: row.isFirstSet,
  };
}

async function loadPage({ params, searchParams }: FeaturePageProps) {
  const { model, set, layer, index } = await params;
  const query = toParams(await searchParams);
  return { query, loaded: await load([model, set, layer, index].join("/"), query.toString()) };
}

export async function generateMetadata(props: FeaturePageProps): Promise<Metadata> {
  const { loaded } = await loadPage(props);
  if (loaded.missing !== null) return { title: "No such feature", robots: { index: false } };
  const { feature, address: of } = loaded;
  const id = formatFeature(feature);
  const title = feature.name === null ? `${id} of ${feature.model.displayName}` : `${feature.name} (${id})`;
  const description = summaryOf(feature);
  const alt = `Texts in which ${id} fires, coloured by how strongly`;
  const address = feature.evidence ? `/api/v1${featurePath(of)}` : null;
  return { title, description, ...previewMetadata({ title, description, address, alt }) };
}

function summaryOf({ evidence, layer, model, kind }: FeatureView): string {
  const where = `A feature of layer ${layer} (${kind}) of ${model.displayName}.`;
  if (!evidence) return `${where} No corpus has been read for it yet.`;
  const said = (evidence.logits?.promoted ?? []).slice(0, 3).map(({ token }) => tokenName(token));
  const fires = `It fires on ${formatProbability(evidence.density)} of tokens`;
  return `${where} ${fires}${said.length > 0 ? ` and promotes ${said.join(", ")}` : ""}.`;
}

export default async function FeaturePage(props: FeaturePageProps) {
  const { loaded, query } = await loadPage(props);
  if (loaded.missing !== null) {
    answerMissing();
    return <NoFeature sentence={loaded.missing} address={loaded.address} />;
  }
  const {
    about,
    address,
    feature,
    circuits,
    labels,
    judgements,
    discussion,
    projects,
    isFirstSet,
    shown,
    viewer,
  } = loaded;
  const [run, { address: besideAddress, sentence }] = await Promise.all([
    shown.run === null ? null : orNull(getRun(shown.run)),
    shown.beside === null
      ? { address: null, sentence: null }
      : besideOf(shown.beside, await getModel(address.model), address),
  ]);
  const other = besideAddress && (await orNull(getShown(besideAddress, shown, viewer)));
  const beside = other?.feature ?? null;
  const fits = run && run.model.name === address.model && readWith(run.kinds, address);
  return (
    <article>
      <Ways address={address} feature={feature} shown={shown}>
        <WatchButton path={featurePath(address)} of={about} viewer={viewer} />
      </Ways>
      {sentence !== null && (
        <Notice title={beside ? undefined : "There is nothing to put beside it."}>{sentence}</Notice>
      )}
      {shown.run !== null && !fits && (
        <Notice title="The text that this address names was not read with this feature's dictionary.">
          Try it again below.
        </Notice>
      )}
      <div className={beside ? "feature-pair" : undefined}>
        <FeatureColumn
          feature={feature}
          shown={shown}
          isBeside={beside !== null}
          heading="h1"
          labels={<LabelsOf of={address} {...{ labels, judgements, projects, viewer }} level={2} />}
          trial={
            <Trial
              feature={feature}
              tried={{
                ...address,
                isFirst: isFirstSet,
                query: shownQuery({ ...shown, run: null }),
              }}
              run={fits ? run : null}
              viewer={viewer}
            />
          }
          circuits={
            <>
              <FeatureCircuits feature={feature} circuits={circuits} params={query} level={2} />
              <DiscussionOf of={address} {...{ labels, discussion, viewer }} params={query} />
            </>
          }
        />
        {other !== null && beside !== null && (
          <FeatureColumn
            feature={beside}
            shown={shown}
            isBeside
            heading="h2"
            labels={
              besideAddress && (
                <LabelsOf
                  of={besideAddress}
                  {...{
                    labels: other.labels,
                    judgements: other.judgements,
                    projects: other.projects,
                    viewer,
                  }}
                  level={3}
                />
              )
            }
            circuits={
              <FeatureCircuits
                feature={beside}
                circuits={other.circuits}
                params={new URLSearchParams()}
                level={3}
              />
            }
          />
        )}
      </div>
    </article>
  );
}

interface LabelsOfProps {
  of: FeatureAddress;
  labels: Labels;
  judgements: FeatureJudgements;
  projects: ProjectOfFeature[];
  viewer: Viewer;
  level: 2 | 3;
}

function LabelsOf({ of, labels, judgements, projects, viewer, level }: LabelsOfProps) {
  const path = featurePath(of);
  const signedIn = viewer.kind === "member";
  return (
    <>
      <Prefetched answers={[known(labelsQuery(path), labels)]}>
        <FeatureLabels path={path} signedIn={signedIn} level={level} />
      </Prefetched>
      <Judgements {...{ of, judgements, signedIn, level }} />
      <InProjects projects={projects} />
    </>
  );
}

interface DiscussionOfProps {
  of: FeatureAddress;
  labels: Labels;
  discussion: Discussion;
  viewer: Viewer;
  params: URLSearchParams;
}

function DiscussionOf({ of, labels, discussion, viewer, params }: DiscussionOfProps) {
  const path = featurePath(of);
  const place = { path, cursor: cursorOf(params, "conversations", idCursor) ?? null };
  return (
    <Prefetched answers={[known(discussionQuery(place), discussion), known(labelsQuery(path), labels)]}>
      <FeatureDiscussion place={place} writer={writerOf(viewer)} />
      <ListPager
        list="conversations"
        label="Pages of conversations"
        params={params}
        nextCursor={discussion.nextCursor}
      />
    </Prefetched>
  );
}

function circuitsOf(featureId: bigint, query: URLSearchParams) {
  const cursor = cursorOf(query, "circuits", featureCircuitCursor);
  return findCircuitsOfFeature({ featureId, limit: 10, ...(cursor && { cursor }) });
}

/** What an address adds to the page; null where it names nothing that is there. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return null;
    throw error;
  }
}

function readWith(kinds: { kind: string; set: { name: string } }[], { kind, set }: FeatureAddress): boolean {
  return kinds.some((each) => each.kind === kind && each.set.name === set);
}

interface WaysProps {
  address: FeatureAddress;
  feature: FeatureView;
  shown: ShownFeature;
  children: ReactNode;
}

/** Where one goes from here: the features before and after, this one alone, or another beside it. */
function Ways({ address, feature, shown, children }: WaysProps) {
  const { index } = address;
  // What is looked at of this one alone stays here.
  const query = shownQuery({ ...shown, band: null, head: null, run: null });
  const at = (to: number) => featurePath({ ...address, index: to }) + (query === "?" ? "" : query);
  const previous = index > 0 ? at(index - 1) : null;
  const next = index + 1 < feature.features ? at(index + 1) : null;
  return (
    <nav aria-label="Other features" className="feature-ways">
      {previous && (
        <Link href={previous} rel="prev" title="Shift and \u2190" className="text-link">
          <span aria-hidden="true">{"\u2190"}</span> {index - 1}
        </Link>
      )}
      {next && (
        <Link href={next} rel="next" title="Shift and \u2192" className="text-link">
          {index + 1} <span aria-hidden="true">{"\u2192"}</span>
        </Link>
      )}
      <PageKeys previous={previous} next={next} />
      <WalkedStrips />
      {shown.beside !== null && (
        <TextLink href={shownQuery({ ...shown, beside: null })}>{nameOf(feature)} alone</TextLink>
      )}
      <BesideForm shown={shown} action={featurePath(address)} />
      {children}
      <CopyLink />
    </nav>
  );
}
