import { type Circuit, type CircuitNode, circuitFormat } from "@/lib/circuit-format/circuit";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { nodeColumns } from "@/lib/circuit-format/node-id";

interface Size {
  nodes: number;
  edges: number;
  layers: number;
  tokenIds: number[];
  tokenTexts?: string[];
}

interface Question {
  model: string;
  modelChecksum: string;
  dictionarySets: Circuit["spec"]["dictionarySets"];
}

/** Numbers from 0 to 1 with all the digits that a number has, the same in every run. */
export function digits(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.123456789) / 2 ** 32;
  };
}

/** A sound circuit of any size: features of all kinds at all tokens, each edge from a later node to an earlier one. */
export function circuitOf({ nodes, edges, layers, tokenIds, tokenTexts }: Size, question: Question): Circuit {
  const random = digits();
  const last = tokenIds.length - 1;
  const target = nodeColumns({ kind: "logit", index: 11, position: last });
  const list: CircuitNode[] = [];
  for (let n = 0; n < nodes; n++) {
    const id = {
      kind: dictionaryKinds[n % dictionaryKinds.length] ?? "mlp",
      layer: Math.floor(n / dictionaryKinds.length) % layers,
      position: Math.floor(n / (dictionaryKinds.length * layers)) % tokenIds.length,
      index: 1_000 + Math.floor(n / (dictionaryKinds.length * layers * tokenIds.length)),
    };
    list.push({
      ...(n === 0 ? target : nodeColumns(id)),
      ...{ activation: random(), influence: random(), effect: random() - 0.5, expanded: n < nodes / 2 },
    });
  }
  const perNode = Math.ceil(edges / nodes) + 1;
  const drawn: Circuit["edges"] = [];
  for (let from = 1; from < nodes && drawn.length < edges; from++)
    for (let step = 1; step <= Math.min(perNode, from) && drawn.length < edges; step++)
      drawn.push({
        source: list[from]?.id ?? "",
        target: list[from - step]?.id ?? "",
        contribution: random() - 0.5,
      });
  return {
    format: circuitFormat,
    spec: {
      ...question,
      tokenIds,
      ...{ target: target.id, mode: "residual", threshold: 1e-4, edgeThreshold: 0, maxNodes: 5_000 },
    },
    tokens: tokenIds.map((id, position) => ({ position, id, text: tokenTexts?.[position] ?? " a" })),
    nodes: list,
    edges: drawn,
    rest: [],
    scores: { replacement: 0.5, completeness: 0.5 },
    checks: { largestResidual: 1e-6 },
    truncated: false,
  };
}
