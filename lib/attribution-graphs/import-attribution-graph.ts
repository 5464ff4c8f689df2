import type { Circuit } from "@/lib/circuit-format/circuit";
import type { GraphExtras } from "./attribution-graph";
import { checkCircuit } from "./check-circuit";
import { type ConvertedGraph, fromAttributionGraph } from "./from-attribution-graph";
import { type Differences, findDifferences, isRecord } from "./losses";
import { toAttributionGraph } from "./to-attribution-graph";

export interface ImportedGraph {
  circuit: Circuit;
  /** What the file says beyond the circuit; exporting the circuit with these writes it again. */
  extras: GraphExtras;
  /** What was wrong, each with its place and what was done about it. */
  problems: string[];
  /** What the file says and neither circuit nor extras keep, by field. */
  lost: string[];
  /** The predicted tokens of the file, of which the circuit is of one. */
  outputs: ConvertedGraph["outputs"];
  /** The graph's scores as circuit-tracer has them; null where the file tells too little, or has this project's own. */
  tracerScores: ConvertedGraph["tracerScores"];
}

/**
 * Reads an attribution graph as circuit-tracer and Neuronpedia write it (docs/formats.md). `value` may be
 * anything that JSON can hold. `target` picks among several predicted tokens. Throws `AppError`
 * "unprocessable" where no circuit can be made of it, and nothing else.
 */
export function importAttributionGraph(value: unknown, options: { target?: string } = {}): ImportedGraph {
  const converted = fromAttributionGraph(value, options.target);
  const checked = checkCircuit(converted.circuit);
  const { extras, problems, outputs, tracerScores } = converted;
  return {
    circuit: checked.circuit,
    extras,
    ...{ outputs, tracerScores },
    problems: problems.list(),
    lost: lostIn(value, converted, toAttributionGraph(checked, extras)),
  };
}

/** Writes the circuit again and names every field of the file that does not come back. */
function lostIn(value: unknown, converted: ConvertedGraph, again: unknown): string[] {
  if (!isRecord(value) || !isRecord(again)) return [];
  const { nodesAt, linksAt, annexUsed, shownOnly, bunched, outputs, circuit } = converted;
  const nodes = Array.isArray(value.nodes) ? value.nodes : [];
  const links = Array.isArray(value.links) ? value.links : [];
  const { circuit_commons: annex, ...metadata } = isRecord(value.metadata) ? value.metadata : {};
  const found = findDifferences(
    { ...value, metadata, nodes: nodesAt.map((at) => nodes[at]), links: linksAt.map((at) => links[at]) },
    again,
  );
  if (annex !== undefined && !annexUsed) found.set("metadata.circuit_commons", "absent");
  const leftOut = (list: string, all: number, kept: number) =>
    all === kept ? [] : [`${list}: ${all - kept} of ${all} are left out; the problems say which`];
  const others = outputs.filter(({ target }) => target !== circuit.spec.target).length;
  return [
    ...leftOut("nodes", nodes.length - shownOnly - bunched.nodes.length, nodesAt.length),
    ...leftOut("links", links.length - bunched.links.length, linksAt.length),
    ...(bunched.nodes.length > 0
      ? [
          `nodes: ${bunched.nodes.length} bias nodes are one with others of the same layer and token, and what a target gets from them is added up`,
        ]
      : []),
    ...(others > 0 && !annexUsed
      ? [
          `nodes: a circuit has one target; ${others === 1 ? "the file's other predicted token stays" : `the file's ${others} other predicted tokens stay`} without influence on it, until another is chosen`,
        ]
      : []),
    ...describeLosses(found),
  ];
}

const reasons = new Map([
  ["metadata.scan", "a model's name here is short and in lower case"],
  ["metadata.transcoder_list", "a circuit names its dictionaries by checksum, which the file does not tell"],
  ["metadata.feature_details", "a circuit names its dictionaries by checksum, which the file does not tell"],
  ["metadata.info.generator.name", "an export names its own"],
  ["metadata.generation_settings", "what was asked of another program is no part of a circuit"],
  ["metadata.pruning_settings", "what was asked of another program is no part of a circuit"],
  ["nodes[].node_id", "ids are re-keyed"],
  ["nodes[].jsNodeId", "ids are re-keyed"],
  ["nodes[].feature", "it is written anew from layer and index"],
  ["nodes[].layer", "it is written as text; logits stand in the row after the next of the last layer"],
  ["nodes[].token_prob", "only the target's probability is kept"],
  ["nodes[].is_target_logit", "a circuit has one target"],
  ["nodes[].activation", "only features and predicted tokens have one"],
]);

function describeLosses(found: Differences): string[] {
  return [...found].map(([path, what]) => {
    const reason =
      reasons.get(path) ??
      (what === "absent" ? "a circuit has no place for it" : "it would be written otherwise");
    return `${path === "" ? "the file" : path}: ${reason}`;
  });
}
