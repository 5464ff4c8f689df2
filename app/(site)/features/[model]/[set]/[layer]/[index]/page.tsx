import type { Metadata } from "next";
import { previewMetadata } from "@/app/_previews/preview-metadata";
import { toParams } from "@/app/(site)/_components/to-params";
import { WatchButton } from "@/app/(site)/_watching/watch-button";
import { formatProbability } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import type { FeatureView } from "@/lib/features/view";
import { answerMissing } from "@/lib/http/page-in-making";
import { getModel } from "@/lib/models/get-model";
import { getRun } from "@/lib/runs/get-run";
import { tokenName } from "@/lib/tokens/token-words";
import { besideOf } from "../../../../_components/beside";
import { DiscussionOf } from "../../../../_components/discussion-of";
import { FeatureCircuits } from "../../../../_components/feature-circuits";
import { FeatureColumn } from "../../../../_components/feature-column";
import { FeatureWays } from "../../../../_components/feature-ways";
import { HereNow } from "../../../../_components/here-now";
import { LabelsOf } from "../../../../_components/labels-of";
import { getShown, loadFeature, orNull } from "../../../../_components/load-feature";
import { NoFeature } from "../../../../_components/no-feature";
import { shownQuery } from "../../../../_components/shown-feature";
import { Trial } from "../../../../_components/trial";
import "../../../../_components/features.css";

type Query = Promise<Record<string, string | string[] | undefined>>;

interface FeaturePageProps {
  params: Promise<Record<"model" | "set" | "layer" | "index", string>>;
  searchParams: Query;
}

async function loadPage({ params, searchParams }: FeaturePageProps) {
  const { model, set, layer, index } = await params;
  const query = toParams(await searchParams);
  return { query, loaded: await loadFeature([model, set, layer, index].join("/"), query.toString()) };
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
      <FeatureWays address={address} feature={feature} shown={shown}>
        <WatchButton path={featurePath(address)} of={about} viewer={viewer} />
        <TextLink href={`/bounties/wanted?${new URLSearchParams({ feature: featurePath(address) })}`}>
          Ask for an explanation
        </TextLink>
        <HereNow path={featurePath(address)} />
      </FeatureWays>
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

function readWith(kinds: { kind: string; set: { name: string } }[], { kind, set }: FeatureAddress): boolean {
  return kinds.some((each) => each.kind === kind && each.set.name === set);
}
