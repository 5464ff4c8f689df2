import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { dictionaryWords, kindWords } from "@/lib/circuit-format/kind-words";
import { placeInLayer } from "@/lib/circuit-format/kinds";
import type { LabelStanding } from "@/lib/circuit-format/label-standing";
import { featureOf, formatFeature, outputTokens, parseNodeId } from "@/lib/circuit-format/node-id";
import type { TokenView } from "@/lib/runs/view";
import type { TokenText } from "@/lib/tokens/token-text";
import { tokenLabel, tokenName } from "@/lib/tokens/token-words";

/** What stands where: the texts of the run's tokens and of the tokens that logits are of. */
export interface NodeWords {
  tokens: readonly TokenView[];
  /** By token id. */
  outputs: ReadonlyMap<number, TokenText>;
  /** Names given to features, by `attn.2.17`. */
  labels: ReadonlyMap<string, string>;
  /** Which of these names are people's labels, and how each stands; all others are made by rule, or an imported file's own. */
  labelled?: ReadonlyMap<string, LabelStanding>;
}

function tokenAt({ tokens }: NodeWords, position: number | null): TokenView | undefined {
  return position === null ? undefined : tokens[position];
}

/** A feature's name; undefined of what has none. */
export function labelOf(node: CircuitNode, { labels }: NodeWords): string | undefined {
  const feature = featureOf(node);
  return feature && labels.get(formatFeature(feature));
}

/** How the label of a node stands; undefined of what people have not labelled. */
export function standingOfNode(node: CircuitNode, { labelled }: NodeWords): LabelStanding | undefined {
  const feature = featureOf(node);
  return feature && labelled?.get(formatFeature(feature));
}

/** A node in as few characters as tell it from its neighbours: its row and column say the rest. */
export function chipText(node: CircuitNode, words: NodeWords): string {
  const feature = featureOf(node);
  if (feature) return words.labels.get(formatFeature(feature)) ?? String(feature.index);
  switch (node.kind) {
    case "embed":
      return tokenLabel(tokenAt(words, node.position) ?? { text: "" });
    case "pos":
      return `pos ${node.position}`;
    case "mlp-out":
      return "MLP";
    case "mlp-skip":
      return "skip";
    case "bias":
      return "biases";
    case "attn-bias":
    case "mlp-bias":
      return "bias";
    case "logit":
      return tokenLabel(words.outputs.get(node.index ?? -1) ?? { text: "logit" });
    case "logit-diff":
      return outputsOf(node)
        .map((token) => tokenLabel(words.outputs.get(token) ?? { text: String(token) }))
        .join(" \u2212 ");
    default:
      return "error";
  }
}

/** A node as a sentence can name it. */
export function nodeName(node: CircuitNode, words: NodeWords): string {
  const at =
    node.position === null ? "" : ` at token ${node.position}, ${tokenName(tokenAt(words, node.position))}`;
  const feature = featureOf(node);
  if (feature) {
    const name = formatFeature(feature);
    const label = words.labels.get(name);
    const standing = words.labelled?.get(name);
    const named = label ? ` (${label}${standing ? `, label ${standing}` : ""})` : "";
    return `${kindWords[feature.kind].name} feature ${name}${named}${at}`;
  }
  switch (node.kind) {
    case "mlp-out":
      return `what the MLP of layer ${node.layer} writes${at}`;
    case "mlp-skip":
      return `what goes past the features of the MLP of layer ${node.layer}${at}`;
    case "embed":
      return `the token itself${at}`;
    case "pos":
      return `the position itself${at}`;
    case "bias":
      return "all biases and constants together";
    case "attn-bias":
    case "mlp-bias":
      return `biases of the ${node.kind === "attn-bias" ? "attention" : "MLP"} of layer ${node.layer}${at}`;
    case "logit":
      return `logit of ${outputName(node.index, words)}${at}`;
    case "logit-diff": {
      const [first, second] = outputsOf(node);
      return `logit of ${outputName(first, words)} less that of ${outputName(second, words)}${at}`;
    }
    default:
      return `error of the ${dictionaryWords[placeInLayer(node.kind)]}, layer ${node.layer}${at}`;
  }
}

function outputsOf({ id }: CircuitNode): number[] {
  const target = parseNodeId(id);
  return target ? outputTokens(target) : [];
}

function outputName(token: number | null | undefined, { outputs }: NodeWords): string {
  const known = outputs.get(token ?? -1);
  return known ? tokenName(known) : `token number ${token}`;
}
