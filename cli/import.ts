import { Command } from "commander";
import type { GraphExtras } from "@/lib/attribution-graphs/attribution-graph";
import { exportAttributionGraph } from "@/lib/attribution-graphs/export-attribution-graph";
import { importAttributionGraph } from "@/lib/attribution-graphs/import-attribution-graph";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { print } from "./print";
import { readJsonDocument } from "./read-json-document";

export function importCommand(): Command {
  return new Command("import")
    .description(
      "Read an attribution graph of Neuronpedia or circuit-tracer and print it as a circuit-commons/circuit@1 document. Faults and losses are listed on standard error.",
    )
    .argument("<file>", "an attribution graph as JSON")
    .option("--target <target>", "which of several predicted tokens the circuit is of, as logit.ID@P")
    .exitOverride()
    .action(importFile);
}

async function importFile(file: string, options: { target?: string }): Promise<void> {
  const value = readJsonDocument(file, { fromPython: true });
  const { circuit, extras, problems, lost, tracerScores } = importAttributionGraph(value, options);
  await print(`${JSON.stringify(circuit)}\n`);
  const { replacement, completeness } = circuit.scores;
  const scores = (of: { replacement: number; completeness: number }) =>
    `replacement ${of.replacement.toFixed(3)}, completeness ${of.completeness.toFixed(3)}`;
  // What a site keeps a part of, a document has nothing of.
  const unsaid = new Map(unwritten(circuit, extras).map((line) => [fieldOf(line), line]));
  const lines = [
    ...problems.map((line) => `Problem: ${line}.`),
    ...[...lost.filter((line) => !unsaid.has(fieldOf(line))), ...unsaid.values()].map(
      (line) => `Lost: ${line}.`,
    ),
    ...(tracerScores
      ? [
          `Scores: ${scores({ replacement, completeness })} for ${circuit.spec.target}; as circuit-tracer has them, for all predicted tokens by probability and without what ends in biases or positions: ${scores(tracerScores)}.`,
        ]
      : []),
  ];
  process.stderr.write(lines.map((line) => `${line}\n`).join(""));
}

function fieldOf(line: string): string {
  return line.slice(0, line.indexOf(": "));
}

/** What a graph says beyond its circuit: a site keeps it, and a circuit's document has no place for it. */
function unwritten(circuit: Circuit, extras: GraphExtras): string[] {
  const { labels = [], influences = [], marked, targetProbability } = extras;
  // An export of the document says this much by itself.
  const again = exportAttributionGraph(circuit).graph.metadata;
  const said: [string, number][] = [
    ["nodes[].clerp", labels.length],
    ["nodes[].influence", influences.length],
    ["nodes[].token_prob", targetProbability === undefined ? 0 : 1],
    ["metadata.slug", extras.slug === undefined || extras.slug === again.slug ? 0 : 1],
    ["metadata.prompt", extras.prompt === undefined ? 0 : 1],
    ["metadata.info.description", extras.description === undefined ? 0 : 1],
    ["metadata.info.creator_name", extras.creatorName === undefined ? 0 : 1],
    ["metadata.info.creator_url", extras.creatorUrl === undefined ? 0 : 1],
    [
      "metadata.node_threshold",
      extras.nodeThreshold === undefined || extras.nodeThreshold === again.node_threshold ? 0 : 1,
    ],
    ["qParams.pinnedIds", marked?.pinned.length ?? 0],
    ["qParams.supernodes", marked?.groups.length ?? 0],
    ["qParams.clickedId", marked?.clicked ? 1 : 0],
  ];
  return said.flatMap(([field, count]) =>
    count === 0
      ? []
      : [`${field}: ${count === 1 ? "it is" : `${count} are`} not part of a circuit's document`],
  );
}
