import { circuitIdentity } from "@/lib/circuits/circuit-spec";
import type { GraphExtras } from "@/lib/circuits/interchange/attribution-graph";
import { checkCircuit } from "@/lib/circuits/interchange/check-circuit";
import { importAttributionGraph } from "@/lib/circuits/interchange/import-attribution-graph";
import { isRecord } from "@/lib/circuits/interchange/losses";
import type { Circuit } from "@/lib/engine/attribution/circuit-format";
import { AppError } from "@/lib/errors";
import type { ImportReport, ImportSummary } from "./import-report";

/** What a page can draw and a browser hold; the command line reads larger ones. */
const most = { tokens: 4_096, nodes: 20_000, edges: 400_000 } as const;
/** Sentences of each list that are kept; a file can be wrong in a million places. */
const mostSentences = 500;
const ownFormat = /^circuit-commons\/circuit@/;

export interface ReadImport {
  circuit: Circuit;
  report: ImportReport;
  /** `Circuit.identity` of the same question. */
  identity: string;
}

/**
 * Reads a file's JSON as a circuit: this project's own document, or an attribution graph of circuit-tracer or
 * Neuronpedia. `wanted` picks among several predicted tokens. Throws `AppError` "unprocessable" for what is no
 * circuit, in a sentence with the place.
 */
export function readImport(value: unknown, wanted?: string): ReadImport {
  const isOwn = isRecord(value) && typeof value.format === "string" && ownFormat.test(value.format);
  const { circuit, extras, problems, lost } = isOwn
    ? { circuit: checkCircuit(value).circuit, extras: {}, problems: [], lost: [] }
    : importAttributionGraph(value, wanted === undefined ? {} : { target: wanted });
  refuseLarge("tokens", circuit.tokens.length);
  refuseLarge("nodes", circuit.nodes.length);
  refuseLarge("edges", circuit.edges.length);
  const { spec } = circuit;
  return {
    circuit,
    report: {
      summary: summaryOf(circuit, extras),
      problems: shortened(problems),
      lost: shortened(lost),
      extras,
    },
    identity: circuitIdentity({
      modelChecksum: spec.modelChecksum,
      dictionarySetChecksums: spec.dictionarySets.map(({ checksum }) => checksum),
      tokenIds: spec.tokenIds,
      spec,
    }),
  };
}

function refuseLarge(what: keyof typeof most, count: number): void {
  if (count <= most[what]) return;
  const [found, limit] = [count, most[what]].map((number) => number.toLocaleString("en"));
  throw new AppError(
    "unprocessable",
    `This circuit has ${found} ${what}, and ${limit} are the most that a page shows. Read it with the command line (commons import), or prune it first.`,
  );
}

function shortened(sentences: readonly string[]): string[] {
  const over = sentences.length - mostSentences;
  return over > 0 ? [...sentences.slice(0, mostSentences), `and ${over} more`] : [...sentences];
}

function summaryOf(circuit: Circuit, extras: GraphExtras): ImportSummary {
  const { spec, tokens, nodes, edges, scores } = circuit;
  const { model, target, mode, threshold, edgeThreshold, maxNodes } = spec;
  const featureName = (id: string) => id.replace(/@\d+$/, "");
  const said = new Map(extras.labels?.map(({ node, text }) => [node, text]));
  const labels = (extras.labels ?? []).map(({ node, text }): [string, string] => [featureName(node), text]);
  const highest = nodes.reduce((top, { layer }) => Math.max(top, layer ?? 0), 0);
  return {
    ...{ model, target, mode, threshold, edgeThreshold, maxNodes, tokens, scores },
    prompt: extras.prompt ?? null,
    description: extras.description ?? null,
    creator: extras.creatorName ?? null,
    // A file may claim any number of layers; a page has a row for each.
    layers: Math.max(highest + 1, Math.min(extras.layers ?? 0, highest + 100)),
    value: nodes.find(({ id }) => id === target)?.activation ?? null,
    nodeCount: nodes.length,
    edgeCount: edges.length,
    labels: [...new Map(labels)],
    outputs: nodes.flatMap(({ id, kind, index }): [number, string][] => {
      // As circuit-tracer names a predicted token.
      const [, text] = /^Output "([\s\S]*)" \(p=[\d.]+\)$/.exec(said.get(id) ?? "") ?? [];
      return kind === "logit" && index !== null && text !== undefined ? [[index, text]] : [];
    }),
    pinned: extras.marked?.pinned ?? [],
    groups: (extras.marked?.groups ?? []).map(({ name, nodes: members }) => ({ name, members })),
  };
}
