import type { ReactNode } from "react";
import { KindTerm } from "@/app/_components/term/kind-term";
import { TermLink } from "@/app/_components/term/term-link";
import { FeatureName } from "@/app/(site)/_components/feature-card/feature-name";
import { useFeaturePath } from "@/app/(site)/_components/feature-card/features-at";
import { Explain } from "@/components/ui/explain";
import { formatCount, formatProbability } from "@/components/ui/format-number";
import { MarkGlyph } from "@/components/ui/graph/mark-glyph";
import { markOfKind } from "@/components/ui/graph/node-mark";
import { LabelState, type NameState } from "@/components/ui/label-state";
import { TextLink } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { TokenChip } from "@/components/ui/token-text";
import { isOpposite } from "@/lib/causal-checks/largest-measured";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { isFeatureKind, isLayerKind, placeInLayer } from "@/lib/circuit-format/kinds";
import { type Feature, featureOf, formatFeature } from "@/lib/circuit-format/node-id";
import { errorRow } from "@/lib/circuit-graph/fold-errors";
import { flowOf, type GraphIndex, shareOf } from "@/lib/circuit-graph/graph-index";
import type { ChosenRead } from "@/lib/circuit-graph/head-reads";
import type { NodeWords } from "@/lib/circuit-graph/node-words";
import { HeadReads } from "../attention/head-reads";
import { NodeHeads } from "../attention/node-heads";
import { ContributionList } from "../workbench/contribution-list";
import { DictionaryFigures } from "../workbench/dictionary-figures";
import { useShownEffects } from "../workbench/shown-effects";
import { NodeEvidence } from "./node-evidence";

interface NodePanelProps {
  address: string;
  runId: string | null;
  readOnly: boolean;
  /** Nothing is traced behind it: its dictionary opens what no circuit goes behind. */
  isLeaf: boolean;
  node: CircuitNode;
  index: GraphIndex;
  words: NodeWords;
  onSelect: (id: string) => void;
  /** Of an attention feature, the read one looks at. */
  read: ChosenRead | null;
  onRead: (read: ChosenRead | null) => void;
  /** Takes what the node gets into the graph. */
  onOpen: () => void;
  /** What can be done with the node. */
  actions: ReactNode;
}

interface LabelOfProps {
  label: string | undefined;
  /** How it came to be; null of an imported file's own names. */
  named: NameState | null;
  feature: Feature;
}

/** What a feature is called, and how that stands. */
function LabelOf({ label, named, feature }: LabelOfProps) {
  const path = useFeaturePath(feature);
  return (
    <p>
      {label ?? <span className="text-ink-soft">not named yet</span>}{" "}
      {label !== undefined && named === "rule" && (
        <span className="text-ink-soft text-s">{" \u00b7 "}name made by rule</span>
      )}
      {label !== undefined && named && named !== "rule" && <LabelState state={named} />}
      {path && named && (
        <>
          {" \u00b7 "}
          <TextLink href={`${path}#labels`} className="text-s">
            {named === "rule" ? "Propose a label" : "Labels"}
          </TextLink>
        </>
      )}
    </p>
  );
}

/** All that is known of one node. */
export function NodePanel({
  address,
  runId,
  readOnly,
  isLeaf,
  node,
  index,
  words,
  onSelect,
  actions,
  ...reading
}: NodePanelProps) {
  const feature = featureOf(node);
  const name = feature && formatFeature(feature);
  const { scale, missed, unit } = useShownEffects();
  const point = scale?.measured.get(node.id);
  const asks = runId !== null && !readOnly;
  return (
    <>
      <header>
        <div className="flex flex-wrap items-center gap-x-2">
          <MarkGlyph mark={node.id === index.root ? "target" : markOfKind[node.kind]} />
          <h2 className="mono text-m">
            <FeatureName feature={feature}>{node.id}</FeatureName>
          </h2>
          <span className="text-ink-soft text-s">
            <KindTerm kind={node.kind} />
            {node.layer !== null && `, layer ${node.layer}`}
          </span>
        </div>
        {name && (
          <LabelOf
            feature={feature}
            label={words.labels.get(name)}
            named={words.labelled?.get(name) ?? (runId === null ? null : "rule")}
          />
        )}
        {node.position !== null && (
          <p className="mt-1 text-m">
            at token {node.position} <TokenChip token={words.tokens[node.position]} />{" "}
            {runId !== null && (
              <TextLink href={`/runs/${runId}?token=${node.position}${name ? `&feature=${name}` : ""}`}>
                in the run
              </TextLink>
            )}
          </p>
        )}
      </header>
      <dl className="node-numbers">
        {node.activation !== null && (
          <div>
            <dt>
              <TermLink
                to="activation"
                says="How strongly it fires here, in its dictionary's own units; of a logit, the logit."
              >
                activation
              </TermLink>
            </dt>
            <dd>
              <Num value={node.activation} />
            </dd>
          </div>
        )}
        <div>
          <dt>
            <TermLink
              to="influence"
              says="Which part of the target leads back to this node, whatever its sign: the target has 1, and all leaves together have 1."
            >
              influence
            </TermLink>
          </dt>
          <dd>
            <Num value={node.influence} />
          </dd>
        </div>
        <div>
          <dt>
            <TermLink
              to="effect"
              says="What it adds to the target's value or takes from it, over all paths, with attention and normalisation held as they are."
            >
              {point ? "predicted effect" : "effect"}
            </TermLink>
          </dt>
          <dd>
            <Num value={node.effect} />
          </dd>
        </div>
        {point && (
          <div>
            <dt>
              <Explain
                explanation={`What the target lost when this node was taken out of the real model, in ${unit}, as the predicted effect is.`}
              >
                measured
              </Explain>
            </dt>
            <dd>
              <Num value={point.measured} />
            </dd>
          </div>
        )}
      </dl>
      {point && (isOpposite(point) || missed.has(node.id)) && (
        <p className="mt-1 text-s">
          {missed.has(node.id) && <span className="missed-word">missed</span>}
          {isOpposite(point) && " The model does the opposite of what the circuit predicts."}
        </p>
      )}
      {errorRow(node) !== null && isLayerKind(node.kind) && node.layer !== null && (
        <DictionaryFigures kind={placeInLayer(node.kind)} layer={node.layer} />
      )}
      {actions}
      {feature && <NodeEvidence key={name} feature={feature} activation={node.activation} />}
      {node.kind === "attn" && !isLeaf && asks && (
        <HeadReads key={node.id} {...{ address, runId, node, index, words, onSelect, ...reading }} />
      )}
      <NodeHeads {...{ node, index, words, onSelect }} />
      <GetsFrom node={node} isLeaf={isLeaf} index={index} words={words} onSelect={onSelect} />
      <GivesTo node={node} index={index} words={words} onSelect={onSelect} />
    </>
  );
}

type ListProps = Pick<NodePanelProps, "node" | "index" | "words" | "onSelect">;

function GetsFrom({ node, isLeaf, index, words, onSelect }: ListProps & Pick<NodePanelProps, "isLeaf">) {
  const edges = index.incoming.get(node.id) ?? [];
  const rest = index.rest.get(node.id);
  const total = index.totals.get(node.id);
  if (!node.expanded || !total)
    return isFeatureKind(node.kind) ? (
      <p className="mt-4 text-ink-soft text-s">
        {isLeaf
          ? "A leaf: its dictionary takes apart what a layer has written already, and nothing is traced behind that."
          : "Not expanded: what it gets and from whom is not in the graph yet."}
      </p>
    ) : null;
  const rows = edges.flatMap(({ source, contribution }) => {
    const from = index.nodes.get(source);
    return from ? [{ node: from, value: contribution }] : [];
  });
  const residual = node.activation === null ? null : node.activation - total.sum;
  return (
    <section className="mt-4">
      <h3 className="panel-heading">
        Gets from <span className="panel-heading-note">{formatCount(rows.length)}</span>
      </h3>
      <ContributionList label="What it gets, and from whom" rows={rows} words={words} onSelect={onSelect} />
      {rest && (
        <p className="text-ink-soft text-s">
          and <Num value={rest.sum} /> from {formatCount(rest.count)} smaller ones
          {total.absolute > 0 && `, ${formatProbability(rest.absoluteSum / total.absolute)} of all by size`}
        </p>
      )}
      {residual !== null && (
        <p className="mt-1 text-s">
          <Explain explanation="All contributions, biases among them, must add up to the value itself. What is missing is rounding.">
            Adds up to
          </Explain>{" "}
          <Num value={total.sum} /> of <Num value={node.activation ?? 0} />, residual <Num value={residual} />
        </p>
      )}
    </section>
  );
}

function GivesTo({ node, index, words, onSelect }: ListProps) {
  const edges = index.outgoing.get(node.id) ?? [];
  if (edges.length === 0) return null;
  const rows = edges
    .flatMap((edge) => {
      const to = index.nodes.get(edge.target);
      return to ? [{ node: to, value: edge.contribution, weight: flowOf(index, edge).influence }] : [];
    })
    .sort((a, b) => b.weight - a.weight);
  const [strongest] = edges;
  return (
    <section className="mt-4">
      <h3 className="panel-heading">
        Gives to{" "}
        <span className="panel-heading-note">
          {formatCount(rows.length)}, bars by the influence that comes back through each
        </span>
      </h3>
      <ContributionList label="What it gives, and to whom" rows={rows} words={words} onSelect={onSelect} />
      {strongest && (
        <p className="text-ink-soft text-s">
          {rows.length === 1
            ? `${formatProbability(shareOf(index, strongest))} of all that it gets, by size`
            : `at most ${formatProbability(shareOf(index, strongest))} of all that one of them gets, by size`}
        </p>
      )}
    </section>
  );
}
