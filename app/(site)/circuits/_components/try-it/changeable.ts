import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { type FeatureId, isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { VisibleGraph } from "@/lib/circuit-graph/visible-graph";

export interface Chosen {
  /** What is chosen, for a sentence: "attn.2.17@9", "the group names", "the 3 marked nodes". */
  name: string;
  /** Of that, what can be changed. */
  features: FeatureId[];
  /** Why the others cannot, each reason once. */
  reasons: string[];
}

interface Choice {
  index: GraphIndex;
  visible: Pick<VisibleGraph, "groups" | "folds">;
  selected: string | null;
  marked: ReadonlySet<string>;
}

/** What a press would change: what is marked, else the chosen group's nodes, else the chosen node. Null where nothing is chosen. */
export function chosenToChange({ index, visible, selected, marked }: Choice): Chosen | null {
  if (marked.size > 0) {
    const name = marked.size === 1 ? "the marked node" : `the ${marked.size} marked nodes`;
    return among(index, [...marked], name);
  }
  if (selected === null) return null;
  const group = visible.groups.find(({ id }) => id === selected);
  if (group) return among(index, group.members, `the group ${group.name}`);
  const fold = visible.folds.find(({ id }) => id === selected);
  if (fold) return among(index, fold.members, `the errors of ${fold.row}`);
  return index.nodes.has(selected) ? among(index, [selected], selected) : null;
}

function among(index: GraphIndex, ids: readonly string[], name: string): Chosen {
  const features: FeatureId[] = [];
  const reasons = new Set<string>();
  for (const id of ids) {
    const node = index.nodes.get(id);
    const feature = parseNodeId(id);
    if (!node || !feature) continue;
    if (id !== index.root && isFeature(feature)) features.push(feature);
    else reasons.add(whyNot(node, index.root));
  }
  return { name, features, reasons: [...reasons] };
}

/** Why a node cannot be changed. */
function whyNot({ id, kind }: CircuitNode, root: string): string {
  if (id === root) return "The target is what is measured. Choose something that leads to it.";
  switch (kind) {
    case "embed":
    case "pos":
      return "A token and its position are the text itself. Change the text, and trace that.";
    case "bias":
    case "attn-bias":
    case "mlp-bias":
      return "Biases are the model's own, the same in every text.";
    case "mlp-out":
      return "This MLP was read without a dictionary, so there is no feature of it to change.";
    case "mlp-skip":
      return "What goes past a transcoder's features is a map of what the MLP reads. Change what leads to that.";
    default:
      return "An error is what a dictionary misses. To leave it out, put the dictionary in its site's place, without it.";
  }
}
