import { TermLink } from "@/app/_components/term/term-link";
import { Written } from "@/app/_written/written";
import { Explain } from "@/components/ui/explain";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { TextLink } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { featurePath } from "@/lib/features/feature-address";
import type { FeatureEvidenceView, FeatureView, OtherFeature } from "@/lib/features/view";
import { type Level, Part } from "./part";
import { type ShownFeature, shownQuery } from "./shown-feature";

interface RelatedProps {
  feature: FeatureView;
  evidence: FeatureEvidenceView;
  shown: ShownFeature;
  level: Level;
}

/** What writes in the same direction, and what fires at the same tokens. */
export function RelatedFeatures({ feature, evidence, shown, level }: RelatedProps) {
  const { neighbours, together } = evidence;
  return (
    <>
      {neighbours.length > 0 && (
        <Part
          level={level}
          title="What is like it"
          note={
            <TermLink
              to="direction"
              says="The cosine between what each writes to the residual stream, in its own dictionary and the neighbouring ones: 1 is the same direction."
            >
              cosine
            </TermLink>
          }
        >
          <OtherFeatures
            label="Features that write in the same direction"
            {...{ feature, shown }}
            rows={neighbours.map(({ cosine, ...other }) => ({ other, value: cosine }))}
          />
        </Part>
      )}
      {together.length > 0 && (
        <Part
          level={level}
          title="What fires with it"
          note={
            <Explain explanation="Tokens at which both fire, over the geometric mean of the tokens at which each does: 1 means always together.">
              overlap
            </Explain>
          }
        >
          <OtherFeatures
            label="Features that fire at the same tokens"
            {...{ feature, shown }}
            rows={together.map(({ overlap, both: _, ...other }) => ({ other, value: overlap }))}
          />
        </Part>
      )}
    </>
  );
}

interface OtherFeaturesProps {
  label: string;
  feature: FeatureView;
  shown: ShownFeature;
  rows: readonly { other: OtherFeature; value: number }[];
}

function OtherFeatures({ label, feature, shown, rows }: OtherFeaturesProps) {
  return (
    <Written as="ul" aria-label={label}>
      {rows.map(({ other, value }) => {
        const id = formatFeature(other);
        const path = featurePath({ ...other, model: feature.model.name });
        return (
          <li key={id} className="other-feature">
            <KindGlyph kind={other.kind} />
            <TextLink href={path} data-card={path} className="truncate">
              {other.name ?? <span className="mono">{id}</span>}
            </TextLink>
            <span className="mono text-ink-soft text-s">{other.name !== null && id}</span>
            <TextLink
              href={shownQuery({ ...shown, beside: id })}
              className="text-s"
              aria-label={`Put ${id} beside it`}
            >
              beside
            </TextLink>
            <Num value={value} className="text-end" />
          </li>
        );
      })}
    </Written>
  );
}
