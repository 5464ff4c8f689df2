import type { NodeMark } from "@/components/ui/graph/types";
import { kindNames } from "@/components/ui/kind-glyph";
import { tokenName } from "@/components/ui/token-marks";
import type { TokenView } from "@/lib/runs/view";
import type { CircuitNode } from "./circuit-document";

/** What stands where: the texts of the run's tokens and of the tokens that logits are of. */
export interface NodeWords {
  tokens: readonly TokenView[];
  /** By token id. */
  outputs: ReadonlyMap<number, string>;
  /** Names given to features, by `attn.2.17`. */
  labels: ReadonlyMap<string, string>;
}

export function markOf({ kind }: Pick<CircuitNode, "kind">): NodeMark {
  switch (kind) {
    case "attn-error":
    case "resid-error":
    case "mlp-error":
      return "error";
    case "mlp-out":
      return "opaque";
    case "logit":
    case "logit-diff":
      return "target";
    default:
      return kind;
  }
}

function tokenAt({ tokens }: NodeWords, position: number | null): string {
  return position === null ? "" : (tokens[position]?.text ?? "");
}

export function featureOf(node: Pick<CircuitNode, "kind" | "layer" | "index">): string {
  return `${node.kind}.${node.layer}.${node.index}`;
}

/** A node in as few characters as tell it from its neighbours: its row and column say the rest. */
export function chipText(node: CircuitNode, words: NodeWords): string {
  switch (node.kind) {
    case "attn":
    case "resid":
    case "mlp":
      return words.labels.get(featureOf(node)) ?? String(node.index);
    case "embed":
      return tokenAt(words, node.position).replace(/^ /, "\u00b7").replaceAll("\n", "\u21b5");
    case "pos":
      return `pos ${node.position}`;
    case "mlp-out":
      return "MLP";
    case "bias":
      return "biases";
    case "logit":
      return (words.outputs.get(node.index ?? -1) ?? "logit").replace(/^ /, "\u00b7");
    case "logit-diff":
      return differenceTokens(node.id)
        .map((token) => (words.outputs.get(token) ?? String(token)).replace(/^ /, "\u00b7"))
        .join(" \u2212 ");
    default:
      return "error";
  }
}

/** The two tokens of `logit-diff.727-779@9`. */
export function differenceTokens(id: string): number[] {
  const [, first, second] = /^logit-diff\.(\d+)-(\d+)@/.exec(id) ?? [];
  return [first, second].flatMap((text) => (text === undefined ? [] : [Number(text)]));
}

/** A node as a sentence can name it. */
export function nodeName(node: CircuitNode, words: NodeWords): string {
  const at =
    node.position === null ? "" : ` at token ${node.position}, ${tokenName(tokenAt(words, node.position))}`;
  switch (node.kind) {
    case "attn":
    case "resid":
    case "mlp": {
      const label = words.labels.get(featureOf(node));
      return `${kindNames[node.kind].name} feature ${featureOf(node)}${label ? ` (${label})` : ""}${at}`;
    }
    case "attn-error":
      return `error of the attention dictionary, layer ${node.layer}${at}`;
    case "resid-error":
      return `error of the residual dictionary, layer ${node.layer}${at}`;
    case "mlp-error":
      return `error of the transcoder, layer ${node.layer}${at}`;
    case "mlp-out":
      return `what the MLP of layer ${node.layer} writes${at}`;
    case "embed":
      return `the token itself${at}`;
    case "pos":
      return `the position itself${at}`;
    case "bias":
      return "all biases and constants together";
    case "logit":
      return `logit of ${outputName(node.index, words)}${at}`;
    case "logit-diff": {
      const [first, second] = differenceTokens(node.id);
      return `logit of ${outputName(first, words)} less that of ${outputName(second, words)}${at}`;
    }
  }
}

function outputName(token: number | null | undefined, { outputs }: NodeWords): string {
  const text = outputs.get(token ?? -1);
  return text === undefined ? `token number ${token}` : tokenName(text);
}

/** What kind of thing a node is, explained. */
export function kindExplanation(kind: CircuitNode["kind"]): { name: string; explanation: string } {
  switch (kind) {
    case "attn":
    case "resid":
    case "mlp":
      return kindNames[kind];
    case "attn-error":
    case "resid-error":
    case "mlp-error":
      return {
        name: "error",
        explanation:
          "What the dictionary fails to reconstruct here: real, and unnamed. A circuit that leans on it explains less.",
      };
    case "mlp-out":
      return {
        name: "MLP output",
        explanation:
          "All that this layer's MLP writes here. The model has no transcoder that would take it apart.",
      };
    case "embed":
      return {
        name: "token",
        explanation: "What the model knows of the token before it looks at any other.",
      };
    case "pos":
      return {
        name: "position",
        explanation: "What the model knows of the place in the text, whatever stands there.",
      };
    case "bias":
      return {
        name: "biases",
        explanation: "Constants of the model and its dictionaries: they are added whatever the text says.",
      };
    case "logit":
      return {
        name: "logit",
        explanation: "The score that the model gives a next token, before it is made a probability.",
      };
    case "logit-diff":
      return {
        name: "logit difference",
        explanation:
          "How much higher the model scores one next token than another: what decides between the two.",
      };
  }
}
