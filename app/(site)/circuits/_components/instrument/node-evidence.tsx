import { useQuery } from "@tanstack/react-query";
import { useRested } from "@/app/_components/use-rested";
import { featureQuery } from "@/app/_queries/features";
import {
  FeatureCardSkeleton,
  NothingRead,
  StrongestExamples,
  TokenLine,
} from "@/app/(site)/_components/feature-card/feature-card";
import { useFeaturePath } from "@/app/(site)/_components/feature-card/features-at";
import { Button } from "@/components/ui/button";
import { formatProbability } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { featurePath } from "@/lib/features/feature-address";
import type { FeatureEvidenceView, FeatureView } from "@/lib/features/view";
import "@/app/(site)/_components/feature-card/feature-card.css";

interface NodeEvidenceProps {
  feature: Feature;
  /** How strongly it fires here. */
  activation: number | null;
}

/** Who walks by with the arrow keys does not ask for every feature on the way. */
const dwellMillis = 350;
const headsShown = 3;

/** What a corpus shows of the chosen feature: its card, between the small one on hover and its page; nothing where it has none. */
export function NodeEvidence({ feature, activation }: NodeEvidenceProps) {
  const path = useFeaturePath(feature);
  const rested = useRested(path, dwellMillis) === path;
  const { data, error, isFetching, refetch } = useQuery({
    ...featureQuery(path ?? ""),
    enabled: path !== undefined && rested,
  });
  if (path === undefined) return null;
  const failed = error !== null && !isFetching;
  return (
    <section className="mt-4" aria-label="What it fires on" aria-busy={!data && !failed}>
      <h3 className="panel-heading">
        What it fires on
        {data?.evidence && <FiresHow evidence={data.evidence} activation={activation} />}
      </h3>
      {data ? (
        <Evidence of={data} />
      ) : failed ? (
        <div className="grid justify-items-start gap-2">
          <p className="text-ink-soft text-s">{error.message}</p>
          <Button size="s" onClick={() => refetch()}>
            Ask again
          </Button>
        </div>
      ) : (
        <FeatureCardSkeleton />
      )}
    </section>
  );
}

function FiresHow({ evidence, activation }: { evidence: FeatureEvidenceView; activation: number | null }) {
  const { density, activation: known } = evidence;
  if (known.max === 0) return null;
  return (
    <span className="panel-heading-note">
      {formatProbability(density)} of tokens
      {activation !== null && `, here ${formatProbability(activation / known.max)} of its maximum`}
    </span>
  );
}

function Evidence({ of }: { of: FeatureView }) {
  const { evidence, layer, model } = of;
  if (!evidence) return <NothingRead feature={of} />;
  const { logits, tokens, heads, neighbours, examples } = evidence;
  const [nearest] = neighbours;
  return (
    <>
      {examples.length === 0 && <p className="text-ink-soft text-s">It never fired in all that was read.</p>}
      <StrongestExamples evidence={evidence} layer={layer} />
      <TokenLine says="at" tokens={tokens} />
      {logits && <TokenLine says="says" tokens={logits.promoted} />}
      {logits && <TokenLine says="holds back" tokens={logits.suppressed} />}
      {heads && (
        <p className="feature-card-line">
          <span title="The heads in whose outputs its decoder row has its largest parts, each head's share of the row's length.">
            by weight
          </span>
          {strongest(heads.byWeight).map(({ head, share }) => (
            <span key={head}>
              <span className="mono mr-1">
                {layer}.{head}
              </span>{" "}
              {formatProbability(share)}
            </span>
          ))}
        </p>
      )}
      {nearest && <Nearest {...nearest} model={model.name} />}
    </>
  );
}

/** What writes most nearly in the same direction, and the cosine between the two. */
function Nearest({ model, cosine, ...other }: FeatureEvidenceView["neighbours"][number] & { model: string }) {
  const address = featurePath({ ...other, model });
  return (
    <p className="feature-card-line">
      <span>like</span>
      <span>
        <TextLink href={address} data-card={address}>
          {other.name ?? formatFeature(other)}
        </TextLink>{" "}
        <Num value={cosine} />
      </span>
    </p>
  );
}

function strongest(shares: readonly number[]): { head: number; share: number }[] {
  return shares
    .map((share, head) => ({ head, share }))
    .sort((a, b) => b.share - a.share)
    .slice(0, headsShown);
}
