import { KindTerm } from "@/app/_components/term/kind-term";
import { Term } from "@/app/_components/term/term";
import { Written } from "@/app/_written/written";
import { Explain } from "@/components/ui/explain";
import { formatCount, formatProbability } from "@/components/ui/format-number";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { LabelState } from "@/components/ui/label-state";
import { TextLink } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { FeatureEvidenceView, FeatureView } from "@/lib/features/view";
import { familyWords } from "./family-words";
import { nameOf } from "./shown-feature";

/** What a feature is called, where it stands, and how often and how strongly it fires. */
export function FeatureHeader({ feature, heading: Heading }: { feature: FeatureView; heading: "h1" | "h2" }) {
  const { kind, layer, model, set, evidence, name, named } = feature;
  return (
    <header>
      <Heading className="flex items-baseline gap-2 text-xl">
        <KindGlyph kind={kind} />
        <span className={name === null ? "mono" : "min-w-0 break-words"}>{nameOf(feature)}</span>
      </Heading>
      <p className="mt-1 text-ink-soft text-m">
        {name !== null && (
          <>
            <span className="mono text-ink">{formatFeature(feature)}</span>,{" "}
          </>
        )}
        <KindTerm kind={kind} /> feature of layer {layer} of{" "}
        <TextLink href={`/models/${encodeURIComponent(model.name)}`}>{model.displayName}</TextLink>
        {set.name !== kind && <>, in {set.displayName}</>}
        {named === "rule" && (
          <>
            ,{" "}
            <Term
              of="stand-in-name"
              says="Nobody has named this feature yet. The name is made by a fixed rule from what was measured: what it fires on, what it reads and what it writes."
            >
              name made by rule
            </Term>
          </>
        )}
        {named !== null && named !== "rule" && (
          <>
            , <LabelState state={named} /> label
          </>
        )}
      </p>
      {evidence && (
        <Written>
          <Facts evidence={evidence} />
        </Written>
      )}
    </header>
  );
}

function Facts({ evidence }: { evidence: FeatureEvidenceView }) {
  const { density, fired, activation, families, duplicates, corpora } = evidence;
  const windows = corpora.reduce((sum, each) => sum + each.windows, 0);
  return (
    <>
      <dl className="feature-facts">
        <div>
          <dt>
            <Term of="density">fires on</Term>
          </dt>
          <dd>
            <data value={density} title={`${formatCount(fired.tokens)} tokens`}>
              {formatProbability(density)}
            </data>{" "}
            of tokens
          </dd>
        </div>
        <div>
          <dt>in</dt>
          <dd>
            <data value={fired.windows}>{formatCount(fired.windows)}</data> of {formatCount(windows)} windows
          </dd>
        </div>
        <div>
          <dt>
            <Explain explanation="The strongest activation in all that was read, in the dictionary's own units, and the mean over the tokens at which it fires.">
              at most, and on average
            </Explain>
          </dt>
          <dd>
            <Num value={activation.max} />, <Num value={activation.mean} />
          </dd>
        </div>
      </dl>
      {families.map((family) => (
        <p key={family} className="mt-1 text-m">
          {familyWords[family]}
          {family === "duplicate" && duplicates.length > 0 && `: ${duplicates.map(formatFeature).join(", ")}`}
          .
        </p>
      ))}
    </>
  );
}
