import type { GraphExtras } from "@/lib/attribution-graphs/attribution-graph";
import { checkCircuit } from "@/lib/attribution-graphs/check-circuit";
import {
  type ImportedGraph,
  importAttributionGraph,
} from "@/lib/attribution-graphs/import-attribution-graph";
import { isRecord } from "@/lib/attribution-graphs/losses";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { circuitIdentity } from "@/lib/circuits/circuit-identity";
import { AppError } from "@/lib/errors";
import { isFindingFile } from "@/lib/finding-format/finding-file";
import { marksOfFile } from "./marks-of-file";
import { outputText } from "./output-words";
import { readImportedFinding } from "./read-finding-file";
import type { ImportedFinding, ImportReport, ImportSummary } from "./view";

/** What a page can draw and a browser hold; the command line reads larger ones. */
const most = { tokens: 4_096, nodes: 20_000, edges: 400_000, layers: 256, targets: 100 } as const;
/** Characters that labels and the rest of what a file says beyond its circuit may take, packed with the report. */
const maxExtras = 16_000_000;
const maxLabelLength = 200;
const ownFormat = /^circuit-commons\/circuit@/;

export interface ReadImport {
  circuit: Circuit;
  report: ImportReport;
  /** `Circuit.identity` of the same question. */
  identity: string;
}

/**
 * Reads a file's JSON as a circuit: this project's own document, a finding's whole file, or an attribution graph of
 * circuit-tracer or Neuronpedia. `wanted` picks among several predicted tokens. Throws `AppError` "unprocessable" for what is no
 * circuit, in a sentence with the place.
 */
export function readImport(value: unknown, wanted?: string): ReadImport {
  const read = readAny(value, wanted);
  const { circuit, extras, problems, lost, finding = null } = read;
  refuseLarge("tokens", circuit.tokens.length);
  refuseLarge("nodes", circuit.nodes.length);
  refuseLarge("edges", circuit.edges.length);
  refuseLarge("layers", highestLayer(circuit) + 1);
  const marks = marksOfFile(extras.marked);
  const kept = fitting({
    ...extras,
    ...(extras.marked && {
      marked: {
        ...extras.marked,
        pinned: marks.pinned,
        groups: marks.groups.map(({ name, members }) => ({ name, nodes: members })),
      },
    }),
  });
  return {
    circuit,
    report: {
      summary: summaryOf({ ...read, extras: kept.extras }, marks),
      finding,
      problems,
      lost: [...lost, ...marks.lost, ...kept.lost],
      extras: kept.extras,
    },
    identity: identityOf(circuit),
  };
}

/** `Circuit.identity` of the question that a circuit answers. */
export function identityOf({ spec }: Circuit): string {
  return circuitIdentity({
    modelChecksum: spec.modelChecksum,
    dictionarySetChecksums: spec.dictionarySets.map(({ checksum }) => checksum),
    tokenIds: spec.tokenIds,
    spec,
  });
}

interface Read {
  circuit: Circuit;
  extras: GraphExtras;
  problems: string[];
  lost: string[];
  finding?: ImportedFinding;
  /** Of an attribution graph, its predicted tokens. */
  outputs?: ImportedGraph["outputs"];
  tracerScores?: ImportedGraph["tracerScores"];
}

function readAny(value: unknown, wanted: string | undefined): Read {
  if (isRecord(value) && isFindingFile(value)) {
    refuseLargeLists(value.circuit, true);
    const { circuit, finding, lost } = readImportedFinding(value);
    refuseOtherTarget(circuit, wanted);
    return { circuit, extras: {}, problems: [], lost, finding };
  }
  const isOwn = isRecord(value) && typeof value.format === "string" && ownFormat.test(value.format);
  refuseLargeLists(value, isOwn);
  return isOwn
    ? readOwn(value, wanted)
    : importAttributionGraph(value, wanted === undefined ? {} : { target: wanted });
}

function readOwn(value: unknown, wanted: string | undefined): Read {
  const { circuit } = checkCircuit(value);
  refuseOtherTarget(circuit, wanted);
  return { circuit, extras: {}, problems: [], lost: [] };
}

function refuseOtherTarget({ spec }: Circuit, wanted: string | undefined): void {
  if (wanted === undefined || wanted === spec.target) return;
  throw new AppError(
    "unprocessable",
    `This file is the circuit of ${spec.target}, and not of ${wanted}. Leave the target empty.`,
  );
}

/** From their lengths alone, before anything looks into them. */
function refuseLargeLists(value: unknown, isOwn: boolean): void {
  if (!isRecord(value)) return;
  const inside = (key: string) => (isRecord(value[key]) ? value[key] : {});
  const annex = inside("metadata").circuit_commons;
  const lists: [Parameters<typeof refuseLarge>[0], unknown][] = [
    ["nodes", value.nodes],
    ["edges", isOwn ? value.edges : value.links],
    ["nodes", value.rest],
    ["tokens", isOwn ? value.tokens : inside("metadata").prompt_tokens],
    ["tokens", inside("spec").tokenIds],
    ...(isRecord(annex)
      ? ([
          ["nodes", annex.nodes],
          ["nodes", annex.rest],
        ] satisfies [Parameters<typeof refuseLarge>[0], unknown][])
      : []),
  ];
  for (const [what, list] of lists) if (Array.isArray(list)) refuseLarge(what, list.length);
}

function highestLayer({ nodes }: Circuit): number {
  return nodes.reduce((top, { layer }) => Math.max(top, layer ?? 0), 0);
}

/** Without the labels where a file says more than is kept with it. */
function fitting(extras: GraphExtras): { extras: GraphExtras; lost: string[] } {
  if (JSON.stringify(extras).length <= maxExtras) return { extras, lost: [] };
  const { labels, tokenTexts: _, description: __, ...rest } = extras;
  return {
    extras: rest,
    lost: [`nodes[].clerp: ${labels?.length ?? 0} labels are too long to be kept together`],
  };
}

function refuseLarge(what: Exclude<keyof typeof most, "targets">, count: number): void {
  if (count <= most[what]) return;
  const [found, limit] = [count, most[what]].map((number) => number.toLocaleString("en"));
  throw new AppError(
    "unprocessable",
    `This circuit has ${found} ${what}, and ${limit} are the most that a page shows. Read it with the command line (commons import), or prune it first.`,
  );
}

function summaryOf(
  { circuit, extras, outputs = [], tracerScores = null }: Read,
  { pinned, groups }: Pick<ImportSummary, "pinned" | "groups">,
): ImportSummary {
  const { spec, tokens, nodes, edges, scores } = circuit;
  const { model, target, mode, threshold, edgeThreshold, maxNodes } = spec;
  const featureName = (id: string) => id.replace(/@\d+$/, "");
  const said = new Map(extras.labels?.map(({ node, text }) => [node, text]));
  const labels = (extras.labels ?? []).map(({ node, text }): [string, string] => [
    featureName(node),
    text.slice(0, maxLabelLength),
  ]);
  const highest = highestLayer(circuit);
  return {
    ...{ model, target, mode, threshold, edgeThreshold, maxNodes, tokens, scores },
    prompt: extras.prompt ?? null,
    description: extras.description ?? null,
    creator: extras.creatorName ?? null,
    // A file may claim any number of layers; a page has a row for each.
    layers: Math.max(highest + 1, Math.min(extras.layers ?? 0, most.layers)),
    value: nodes.find(({ id }) => id === target)?.activation ?? null,
    truncated: circuit.truncated,
    fromLinks: /^0+$/.test(spec.modelChecksum),
    modelChecksum: spec.modelChecksum,
    dictionaryChecksums: spec.dictionarySets.map(({ checksum }) => checksum),
    nodeCount: nodes.length,
    edgeCount: edges.length,
    labels: [...new Map(labels)],
    outputs: nodes.flatMap(({ id, kind, index }): [number, string][] => {
      const text = outputText(said.get(id) ?? "");
      return kind === "logit" && index !== null && text !== null ? [[index, text]] : [];
    }),
    targets: outputs.slice(0, most.targets).map(({ target: id, words, probability }) => ({
      ...{ target: id, words: words.slice(0, maxLabelLength), probability },
    })),
    tracerScores,
    pinned,
    groups,
  };
}
