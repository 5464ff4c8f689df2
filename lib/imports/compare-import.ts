import { circuitSchema } from "@/lib/circuit-format/circuit";
import { compareCircuits } from "@/lib/circuit-format/compare-circuits";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import type { OwnImport } from "./get-import";
import type { ImportSummary } from "./view";

/** Whether an imported circuit can be checked here, and what came of it. */
export type ImportStanding =
  /** The site does not have the model, or has other weights or dictionaries under its name. */
  | { kind: "foreign"; reason: "no-model" | "other-weights" }
  /** The site could compute the same question, and nobody has asked it. */
  | { kind: "unasked" }
  /** The site has computed it, and the two are too large to be compared for a page. */
  | { kind: "too-large"; circuitId: string }
  | ({ kind: "computed"; circuitId: string } & Comparison);

interface Comparison {
  agrees: boolean;
  /** Of the numbers that both have, as a part of 1 + the number. */
  largestDifference: number;
  differenceCount: number;
  /** The first of them. */
  places: string[];
}

/** About half a second of work for the process that serves pages. */
const mostEdges = 60_000;
const mostKept = 200;
/** By import and circuit, neither of which ever changes. */
const kept = new Map<string, Comparison>();

/** What this site's own computation of the same question says of an import that has been read. */
export async function compareImport(
  { importId, ownerId }: OwnImport,
  summary: Pick<ImportSummary, "model" | "modelChecksum" | "dictionaryChecksums" | "edgeCount">,
): Promise<ImportStanding> {
  const where = { id: importId, ownerId };
  const row = await db().importedCircuit.findFirst({ where, select: { identity: true } });
  const circuit = row?.identity
    ? await db().circuit.findUnique({
        where: { identity: row.identity },
        select: { id: true, computedAt: true, edgeCount: true },
      })
    : null;
  if (!circuit?.computedAt) return standingOf(summary);
  const circuitId = circuit.id;
  if (Math.max(summary.edgeCount, circuit.edgeCount ?? 0) > mostEdges)
    return { kind: "too-large", circuitId };
  const key = `${importId} ${circuitId}`;
  const comparison = kept.get(key) ?? (await compare(where, circuitId));
  if (!comparison) return { kind: "unasked" };
  kept.set(key, comparison);
  for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
  return { kind: "computed", circuitId, ...comparison };
}

async function compare(
  where: { id: string; ownerId: string },
  circuitId: string,
): Promise<Comparison | undefined> {
  const [file, own] = await Promise.all([
    db().importedCircuit.findFirst({ where, select: { graph: true } }),
    db().circuit.findUnique({ where: { id: circuitId }, select: { graph: true } }),
  ]);
  if (!file?.graph || !own?.graph) return undefined;
  const [imported, computed] = [file.graph, own.graph].map((graph) =>
    circuitSchema.parse(unpackDocument(graph)),
  );
  if (!imported || !computed) return undefined;
  // They answer the same question, whatever order and names its dictionary sets have in the file.
  const result = compareCircuits({ ...imported, spec: computed.spec }, computed);
  return {
    agrees: result.matches,
    largestDifference: result.largestDifference,
    differenceCount: result.differenceCount,
    places: result.differences.map(
      ({ where: place, what, stored, recomputed }) =>
        `${place}: ${what} is ${stored ?? "absent"} in the file and ${recomputed ?? "absent"} here`,
    ),
  };
}

async function standingOf({
  model,
  modelChecksum,
  dictionaryChecksums,
}: Pick<ImportSummary, "model" | "modelChecksum" | "dictionaryChecksums">): Promise<ImportStanding> {
  const here = await db().model.findUnique({
    where: { name: model },
    select: { checksum: true, dictionarySets: { select: { checksum: true } } },
  });
  if (!here) return { kind: "foreign", reason: "no-model" };
  const present = here.dictionarySets.map(({ checksum }) => checksum);
  return here.checksum === modelChecksum && dictionaryChecksums.every((each) => present.includes(each))
    ? { kind: "unasked" }
    : { kind: "foreign", reason: "other-weights" };
}
