import { formatProbability } from "@/components/ui/format-number";
import { HeatStrip } from "@/components/ui/heat-strip";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { Num } from "@/components/ui/num";
import { Skeleton } from "@/components/ui/progress";
import { TokenChip } from "@/components/ui/token-text";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { ExampleView, FeatureEvidenceView, FeatureView } from "@/lib/features/view";
import type { TokenText } from "@/lib/tokens/token-text";

const tokensShown = 5;

/** A feature in a few lines: what it is called, how often it fires and where, what it reads and says. */
export function FeatureCard({ feature }: { feature: FeatureView }) {
  const { kind, name, named, evidence, layer } = feature;
  const id = formatFeature(feature);
  return (
    <>
      <p className="feature-card-name">
        <KindGlyph kind={kind} />
        <span className={name === null ? "mono" : ""}>{name ?? id}</span>
        {name !== null && <span className="mono text-ink-soft text-s">{id}</span>}
      </p>
      {evidence ? <Shown {...{ evidence, layer, named }} /> : <NothingRead feature={feature} />}
    </>
  );
}

/** Why nothing is shown of a feature of which there is no evidence. */
export function NothingRead({ feature: { reading } }: { feature: FeatureView }) {
  return (
    <p className="text-ink-soft text-s">
      {reading
        ? `${reading.corpus} is being read; what it shows of this feature is not known yet.`
        : "No corpus has been read with its dictionary yet."}
    </p>
  );
}

interface ShownProps {
  evidence: FeatureEvidenceView;
  layer: number;
  named: FeatureView["named"];
}

function Shown({ evidence, layer, named }: ShownProps) {
  const { density, activation, examples, logits } = evidence;
  return (
    <>
      <p className="text-ink-soft text-s">
        {examples.length === 0 ? (
          "It never fired in all that was read."
        ) : (
          <>
            fires on {formatProbability(density)} of tokens, at most <Num value={activation.max} />;{" "}
            {named === "rule" ? "name made by rule" : `${named} label`}
          </>
        )}
      </p>
      <StrongestExamples {...{ evidence, layer }} />
      {examples[0] && <Read example={examples[0]} layer={layer} />}
      {logits && <TokenLine says="says" tokens={logits.promoted} />}
    </>
  );
}

/** Where a feature fires most strongly, each in two lines. */
export function StrongestExamples({ evidence, layer }: Pick<ShownProps, "evidence" | "layer">) {
  return evidence.examples.map((example) => (
    <div key={`${example.corpus} ${example.window}`} className="feature-card-example">
      <HeatStrip
        tokens={example.tokens.filter(({ position }) => isNear(example, position))}
        values={new Map([...example.firings, [example.position, example.activation]])}
        top={evidence.activation.max}
        peak={example.position}
        reads={largestRead(example, layer)}
      />
    </div>
  ));
}

/** The first few of some tokens in a line; nothing where there are none. */
export function TokenLine({
  says,
  tokens,
}: {
  says: string;
  tokens: readonly { token: TokenText & { id: number } }[];
}) {
  if (tokens.length === 0) return null;
  return (
    <p className="feature-card-line">
      <span>{says}</span>
      {tokens.slice(0, tokensShown).map(({ token }) => (
        <TokenChip key={token.id} token={token} />
      ))}
    </p>
  );
}

/** Tokens of two lines: around the peak, and where most is read from. */
function isNear({ position: peak, reads }: ExampleView, position: number): boolean {
  const source = reads?.[0]?.source ?? peak;
  return (position >= peak - 7 && position <= peak + 3) || Math.abs(position - source) <= 1;
}

function largestRead({ reads }: ExampleView, layer: number) {
  const [read] = reads ?? [];
  return read && new Map([[read.source, { share: 1, words: `read through ${layer}.${read.head}` }]]);
}

/** What an attention feature reads most at its strongest peak. */
function Read({ example: { reads }, layer }: { example: ExampleView; layer: number }) {
  const [read] = reads ?? [];
  if (!read) return null;
  return (
    <p className="feature-card-line">
      <span>reads</span>
      <TokenChip token={read.token} /> through head {layer}.{read.head}
    </p>
  );
}

/** As high as most cards are, so that little moves when one comes. */
export function FeatureCardSkeleton() {
  return (
    <div className="grid gap-3" aria-busy="true">
      <Skeleton className="h-5 w-56" />
      <Skeleton className="h-4 w-40" />
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} className="h-5 w-full" />
      ))}
    </div>
  );
}
