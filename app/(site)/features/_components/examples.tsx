import { Written } from "@/app/_written/written";
import { Explain } from "@/components/ui/explain";
import { formatCount } from "@/components/ui/format-number";
import { HeatLegend } from "@/components/ui/legend";
import { Link } from "@/components/ui/link";
import { formatFeature } from "@/lib/circuit-format/node-id";
import {
  type ExampleView,
  exampleLengths,
  type FeatureEvidenceView,
  type FeatureView,
} from "@/lib/features/view";
import { bandWords } from "./band-words";
import { Example } from "./example";
import { type Level, Part } from "./part";
import { type ShownFeature, shownQuery } from "./shown-feature";

interface ExamplesProps {
  feature: FeatureView;
  evidence: FeatureEvidenceView;
  shown: ShownFeature;
  level: Level;
}

const lengthWords = { narrow: "around it", more: "more", whole: "whole window" } as const;

/** Windows in which a feature fires: the strongest, or those drawn from a band of activations. */
export function Examples({ feature, evidence, shown, level }: ExamplesProps) {
  const { bands, examples, activation, corpora } = evidence;
  if (bands.length === 0) return null;
  const id = formatFeature(feature);
  const at = (change: Partial<ShownFeature>) => shownQuery({ ...shown, ...change });
  const band = bands.find((each) => each.band === evidence.shown);
  const listed = (each: ExampleView) => (
    <Example
      key={`${each.corpus} ${each.window}`}
      example={each}
      feature={feature}
      top={activation.max}
      head={shown.head}
      isWhole={shown.length === "whole"}
      corpus={corpora.length > 1 ? corpora[each.corpus]?.name : undefined}
      href={`${at({ example: { ...each, corpus: corpora[each.corpus]?.index ?? "" } })}#examples`}
    />
  );
  const heads = feature.kind === "attn" && examples.some(({ reads }) => reads !== null);
  return (
    <Part level={level} title="Where it fires" note={<HeatLegend top={activation.max} />} id="examples">
      {shown.example !== null && (level === 2 || evidence.named !== null) && (
        <div className="example-named">
          <p className="feature-note">
            {evidence.named
              ? "The example that was linked to. "
              : "The example that was linked to is not kept of this feature any more. "}
            <Link href={at({ example: null })} scroll={false} className="text-link">
              Leave it
            </Link>
          </p>
          {evidence.named && (
            <Written as="ul" aria-label="The example that was linked to">
              {listed(evidence.named)}
            </Written>
          )}
        </div>
      )}
      <nav aria-label={`Which examples of ${id}`} className="feature-tabs">
        <Link href={at({ band: null })} scroll={false} aria-current={!band || undefined}>
          strongest
        </Link>
        {bands.toReversed().map((each) => (
          <Link
            key={each.band}
            href={at({ band: each.band })}
            scroll={false}
            aria-current={each.band === band?.band || undefined}
          >
            {bandWords(each)} <span>{formatCount(each.windows)}</span>
          </Link>
        ))}
      </nav>
      <div className="feature-choices">
        <nav aria-label={`How much of each of ${id}`}>
          {exampleLengths.map((length) => (
            <Link
              key={length}
              href={at({ length })}
              scroll={false}
              aria-current={length === shown.length || undefined}
            >
              {lengthWords[length]}
            </Link>
          ))}
        </nav>
        {heads && (
          <nav aria-label={`Through which head of ${id}`}>
            <Link href={at({ head: null })} scroll={false} aria-current={shown.head === null || undefined}>
              all heads
            </Link>
            {Array.from({ length: feature.model.heads }, (_, head) => (
              <Link
                // biome-ignore lint/suspicious/noArrayIndexKey: a head is its number
                key={head}
                href={at({ head })}
                scroll={false}
                aria-current={shown.head === head || undefined}
              >
                {feature.layer}.{head}
              </Link>
            ))}
          </nav>
        )}
      </div>
      <p className="mb-2 text-ink-soft text-s">
        {band ? (
          <Explain explanation="A band holds the windows whose strongest activation lies in it. Where there are many, some are drawn by chance, each with the same probability.">
            {formatCount(band.drawn)} drawn of {formatCount(band.windows)} windows that reach{" "}
            {bandWords(band)}
          </Explain>
        ) : (
          "Its strongest windows; of those alike in the five tokens up to the peak only one"
        )}
        {examples.length < (band?.drawn ?? 0) && `, ${examples.length} shown`}
        {heads && ". Underlined is what it reads from the framed token"}.
      </p>
      <Written as="ol">{examples.map(listed)}</Written>
    </Part>
  );
}
