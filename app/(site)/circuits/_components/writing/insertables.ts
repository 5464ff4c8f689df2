import { formatNumber, formatProbability } from "@/components/ui/format-number";
import type { AttentionScore, StreamPart } from "@/lib/circuit-format/attention-score";
import type { CircuitEdge, CircuitNode } from "@/lib/circuit-format/circuit";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { targetUnit } from "@/lib/circuit-format/target-unit";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import { type ChosenRead, type HeadRead, readsOf } from "@/lib/circuit-graph/head-reads";
import { plain } from "@/lib/discussion/markdown-text";
import type { TokenView } from "@/lib/runs/view";
import { tokenName } from "@/lib/tokens/token-words";

/** Of the edges of a node, and of the pairs of a score, the largest this many. */
const most = 12;

/** What can be quoted, and how it stands in a write-up: a line of Markdown. */
export interface Insertable {
  label: string;
  text: string;
}

/** What is known of a chosen node, as far as it was asked for. */
export interface Quotable {
  node: CircuitNode;
  index: GraphIndex;
  tokens: readonly TokenView[];
  /** Of an attention feature, what it reads by head and source position, (H, T). */
  table?: readonly (readonly number[])[] | undefined;
  /** The read one looks at. */
  read?: ChosenRead | null | undefined;
  /** Why a head looked at one token, with the names of its features by `resid.3.17`. */
  score?: { of: AttentionScore; names: ReadonlyMap<string, string> } | undefined;
}

/** All that can be quoted of a node: itself, its numbers, what its heads read and why, and its edges. */
export function insertablesOf(quotable: Quotable): Insertable[] {
  const { node, index, score } = quotable;
  const unit = targetUnit(index.root);
  const quoted = `\`${node.id}\``;
  const ofNode = (label: string, value: string) => ({ label, text: `${quoted} (${value})` });
  return [
    { label: `this node, ${node.id}`, text: quoted },
    ...(node.activation === null
      ? []
      : [
          ofNode(
            `activation ${formatNumber(node.activation)}`,
            `activation ${formatNumber(node.activation)}`,
          ),
        ]),
    ofNode(
      `influence ${formatProbability(node.influence)}`,
      `influence ${formatProbability(node.influence)} of the target`,
    ),
    ofNode(`effect ${formatNumber(node.effect)}`, `effect ${formatNumber(node.effect)} ${unit}`),
    ...readsIn(quotable),
    ...(score ? scoreOf(score, quotable.tokens) : []),
    ...edgesOf(index.incoming.get(node.id), ({ source }) => `from ${source}`, index),
    ...edgesOf(index.outgoing.get(node.id), ({ target }) => `to ${target}`, index),
  ];
}

/** The reads that stand in the list beside the graph: the largest, and the chosen one wherever it is. */
function readsIn({ node, tokens, table, read }: Quotable): Insertable[] {
  if (!table || node.layer === null) return [];
  const { strongest, others } = readsOf(table);
  const chosen = others.filter(({ head, position }) => read?.head === head && read.position === position);
  return [...strongest, ...chosen].map(({ head, position, value, share }: HeadRead) => {
    const name = `${node.layer}.${head}`;
    const source = tokenName(tokens[position]);
    return {
      label: `read by head ${name} of token ${position}, ${source}, ${formatNumber(value)}`,
      text: `\`${node.id}\` through head ${name} from token ${position}, ${plain(source)} (${formatNumber(value)} of its pre-activation, ${formatProbability(share)} of all reads by size)`,
    };
  });
}

function scoreOf({ of, names }: NonNullable<Quotable["score"]>, tokens: readonly TokenView[]): Insertable[] {
  const { layer, head, query, key, score, probability, pairs } = of;
  const name = `${layer}.${head}`;
  const at = (position: number) => `token ${position}, ${plain(tokenName(tokens[position]))}`;
  const looks = `head ${name} looks from ${at(query)} at ${at(key)}`;
  const partName = (part: StreamPart) => {
    if (typeof part !== "number") return part;
    const id = formatFeature({ kind: "resid", layer, index: part });
    return names.has(id) ? `${plain(names.get(id) ?? "")} (${id})` : id;
  };
  const partId = (part: StreamPart) =>
    typeof part === "number" ? formatFeature({ kind: "resid", layer, index: part }) : part;
  return [
    {
      label: `score of head ${name} for token ${key}, ${formatNumber(score)}`,
      text: `${looks} (score ${formatNumber(score)}, ${formatProbability(probability)} of its attention)`,
    },
    ...pairs.slice(0, most).map((pair) => ({
      label: `pair ${partId(pair.query)} and ${partId(pair.key)}, ${formatNumber(pair.value)} of the score`,
      text: `${looks}, of which ${partName(pair.query)} in the query and ${partName(pair.key)} in the key make ${formatNumber(pair.value)} of a score of ${formatNumber(score)}`,
    })),
  ];
}

function edgesOf(
  edges: readonly CircuitEdge[] = [],
  end: (edge: CircuitEdge) => string,
  { root }: GraphIndex,
): Insertable[] {
  return edges.slice(0, most).map((edge) => {
    const { source, target, contribution } = edge;
    const unit = target === root ? targetUnit(root) : "of its pre-activation";
    return {
      label: `edge ${end(edge)}, ${formatNumber(contribution)}`,
      text: `\`${source} > ${target}\` (${formatNumber(contribution)} ${unit})`,
    };
  });
}
