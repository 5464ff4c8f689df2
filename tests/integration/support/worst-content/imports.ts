import { exportAttributionGraph } from "@/lib/attribution-graphs/export-attribution-graph";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { createImport } from "@/lib/imports/create-import";
import { packReport } from "@/lib/imports/import-report";
import { readImport } from "@/lib/imports/read-import";
import type { Person } from "../people";
import { circuitOf } from "./circuits";

const foreign = { model: "elsewhere", modelChecksum: "0".repeat(64), dictionarySets: [] };
const size = { layers: 12, tokenIds: Array.from({ length: 4_096 }, (_, n) => n) };

/** Files at the bounds of an import: of what it draws, of its texts, of what it says beyond its circuit. */
export function importFiles(): Record<string, unknown> {
  const drawn = circuitOf({ nodes: 20_000, edges: 240_000, ...size }, foreign);
  const small = circuitOf({ nodes: 15_900, edges: 15_900, ...size }, foreign);
  const few = circuitOf({ nodes: 3_000, edges: 3_000, ...size }, foreign);
  const long = size.tokenIds.map((id) => String(id).padEnd(4_800, "\u0301<"));
  const { graph } = exportAttributionGraph(small);
  const extras = {
    ...graph,
    metadata: {
      ...graph.metadata,
      slug: "s".repeat(990_000),
      prompt: "&".repeat(990_000),
      info: {
        ...graph.metadata.info,
        description: "<".repeat(990_000),
        creator_name: "c".repeat(990_000),
        creator_url: "u".repeat(990_000),
      },
    },
    nodes: graph.nodes.map((node, n) => ({ ...node, clerp: `${n} `.padEnd(350, "<") })),
    qParams: {
      ...graph.qParams,
      pinnedIds: graph.nodes.slice(0, 500).map(({ node_id }) => node_id),
      supernodes: Array.from({ length: 100 }, (_, g) => [
        `${g} `.padEnd(80, "g"),
        ...graph.nodes.slice(g * 10, g * 10 + 10).map(({ node_id }) => node_id),
      ]),
    },
  };
  const wrong = {
    ...graph,
    links: [
      ...graph.links,
      ...Array.from({ length: 5_000 }, (_, n) => ({
        source: `${n}`.padEnd(90, "&"),
        target: `${n}`.padEnd(90, "<"),
        weight: 1,
      })),
    ],
  };
  return {
    drawn,
    extras,
    wrong,
    "long tokens": circuitOf({ ...size, nodes: 3_000, edges: 3_000, tokenTexts: long }, foreign),
    few,
  };
}

/** Brings a file in as its route does, and reads it as a worker does. */
export async function bringIn({ viewer }: Person, name: string, value: unknown): Promise<string> {
  const source = Buffer.from(JSON.stringify(value));
  const { id } = await createImport({ viewer, name, source: Buffer.from("{}") });
  if (source.length > 32_000_000) throw new Error(`${name} has ${source.length} bytes`);
  const { circuit, report, identity } = readImport(value);
  await db().importedCircuit.update({
    where: { id },
    data: {
      ...{ graph: packDocument(circuit), report: packReport(report), identity, source: null },
      computedAt: new Date(),
    },
  });
  return id;
}
