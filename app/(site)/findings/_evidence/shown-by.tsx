import { TextLink } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { RelativeDate } from "@/components/ui/relative-date";
import { replicationThresholds, tierThresholds } from "@/lib/evidence-format/tier-thresholds";
import type { FindingTier, FindingTierStep } from "@/lib/tiers/view";

interface ShownByProps {
  step: FindingTierStep;
  evidence: FindingTier;
}

/** What shows a tier that holds, in a sentence. */
export function ShownBy({
  step: { tier, evaluation },
  evidence: { verification, check, foundAgain },
}: ShownByProps) {
  switch (tier) {
    case "traced":
      return (
        verification && (
          <>
            Traced again <RelativeDate date={verification.at} />, it came to the same numbers.
          </>
        )
      );
    case "causal":
      return check && <Checked check={check} />;
    case "whole":
    case "general":
      return (
        evaluation && (
          <>
            <TextLink href={`/evaluations/${evaluation.id}`}>
              Evaluated over {evaluation.prompts} {tier === "general" && "held-out "}prompts
            </TextLink>{" "}
            of <bdi>{evaluation.family.title}</bdi>: kept, it gives back what the model does, and ablated, it
            takes that away, under {tierThresholds.ablations} ablations
            {tier === "whole"
              ? ` and more than ${tierThresholds.percentile} of a hundred random circuits.`
              : ", in each wording."}
          </>
        )
      );
    case "replicated":
      return foundAgain && <FoundAgain findings={foundAgain} />;
  }
}

/** By what of the two the tier holds, which is said first. */
function Checked({ check }: { check: NonNullable<FindingTier["check"]> }) {
  const { at, features, correlationFrom, disagreement } = check;
  const byCorrelation = correlationFrom !== null && correlationFrom >= tierThresholds.effectCorrelation;
  return (
    <>
      Ablated <RelativeDate date={at} /> in the real model, {features} of its features{" "}
      {byCorrelation ? (
        <>
          do what it predicts: the 95% interval of the correlation begins at <Num value={correlationFrom} />.
        </>
      ) : (
        disagreement !== null && (
          <>
            do most of what it predicts: of what was measured, a share of <Num value={disagreement} /> was
            predicted otherwise.
          </>
        )
      )}
    </>
  );
}

/** As many as a sentence holds, the most alike first; the rest is counted. */
const mostNamed = 3;

function FoundAgain({ findings }: { findings: NonNullable<FindingTier["foundAgain"]> }) {
  const more = findings.length - mostNamed;
  return (
    <>
      Found again in{" "}
      {findings.slice(0, mostNamed).map(({ id, title, author, likeness, isOtherText }, n) => (
        <span key={id}>
          {n > 0 && "; "}
          <TextLink href={`/findings/${id}`}>
            <bdi>{title || "Untitled"}</bdi>
          </TextLink>{" "}
          by <bdi>{author.name ?? author.handle}</bdi>,{" "}
          {isOtherText ? "of another text" : "with other dictionaries"}, whose circuit is{" "}
          <Num value={likeness} /> alike
        </span>
      ))}
      {more > 0 && `; and in ${more} more`}. Of 1, {replicationThresholds.likeness} counts as the same.
    </>
  );
}
