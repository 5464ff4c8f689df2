import type { Circuit } from "@/lib/circuit-format/circuit";
import { isLogit, isTarget, parseNodeId } from "@/lib/circuit-format/node-id";
import { AppError } from "@/lib/errors";
import { checkCircuit } from "./check-circuit";
import { unknownChecksum } from "./from-links";
import { recomputeNumbers } from "./recompute-numbers";

/**
 * The circuit of another predicted token of the graph that a circuit was read from: its nodes and edges, with influence, effect and scores
 * computed anew from the edges. Throws "unprocessable" where the circuit has no such node, or was not read from a graph's links.
 */
export function retarget(circuit: Circuit, target: string): Circuit {
  const { ids, nodeOf } = checkCircuit(circuit);
  const root = nodeOf.get(target);
  const wanted = parseNodeId(target);
  if (circuit.spec.modelChecksum !== unknownChecksum)
    throw new AppError(
      "unprocessable",
      `This file is the circuit of ${circuit.spec.target}: what it says of others is not enough for a circuit of theirs.`,
    );
  if (root === undefined || !wanted || !isLogit(wanted))
    throw new AppError("unprocessable", "The file has no such predicted token.");
  const at = (id: string) => nodeOf.get(id) ?? 0;
  const computed = recomputeNumbers({
    ids,
    activations: circuit.nodes.map(({ activation }) => activation),
    sources: circuit.edges.map(({ source }) => at(source)),
    targets: circuit.edges.map(({ target: into }) => at(into)),
    weights: circuit.edges.map(({ contribution }) => contribution),
    root,
  });
  const { influence, effect, expanded, replacement, completeness, largestResidual } = computed;
  return {
    ...circuit,
    spec: { ...circuit.spec, target },
    nodes: circuit.nodes.map((node, i) => ({
      ...node,
      activation: isTarget(ids[i] ?? wanted) ? node.activation : null,
      influence: influence[i] ?? 0,
      effect: effect[i] ?? 0,
      expanded: expanded[i] ?? false,
    })),
    scores: { replacement, completeness },
    checks: { largestResidual },
  };
}
