import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { type Circuit, circuitSchema } from "@/lib/engine/attribution/circuit-format";
import { compareCircuits } from "@/lib/engine/attribution/compare-circuits";
import type { OwnImport } from "./get-import";

/** Whether an imported circuit can be checked here, and what came of it. */
export type ImportStanding =
  /** The site does not have the model, or has other weights or dictionaries under its name. */
  | { kind: "foreign"; reason: "no-model" | "other-weights" }
  /** The site could compute the same question, and nobody has asked it. */
  | { kind: "unasked" }
  | { kind: "computed"; circuitId: string; agrees: boolean; largestDifference: number; places: string[] };

const mostPlaces = 20;

/** What this site's own computation of the same question says of an import. Null until the file has been read. */
export async function compareImport({ importId, ownerId }: OwnImport): Promise<ImportStanding | null> {
  const row = await db().importedCircuit.findFirst({
    where: { id: importId, ownerId },
    select: { graph: true, identity: true },
  });
  if (!row?.graph || row.identity === null) return null;
  const imported = circuitSchema.parse(unpackDocument(row.graph));
  const circuit = await db().circuit.findUnique({
    where: { identity: row.identity },
    select: { id: true, graph: true },
  });
  if (!circuit?.graph) return standingOf(imported.spec);
  const { matches, largestDifference, differences } = compareCircuits(
    imported,
    circuitSchema.parse(unpackDocument(circuit.graph)),
  );
  return {
    kind: "computed",
    circuitId: circuit.id,
    agrees: matches,
    largestDifference,
    places: differences
      .slice(0, mostPlaces)
      .map(
        ({ where, what, stored, recomputed }) =>
          `${where}: ${what} is ${stored ?? "absent"} in the file and ${recomputed ?? "absent"} here`,
      ),
  };
}

async function standingOf({
  model,
  modelChecksum,
  dictionarySets,
}: Circuit["spec"]): Promise<ImportStanding> {
  const here = await db().model.findUnique({
    where: { name: model },
    select: { checksum: true, dictionarySets: { select: { checksum: true } } },
  });
  if (!here) return { kind: "foreign", reason: "no-model" };
  const [asked, present] = [dictionarySets, here.dictionarySets].map((sets) =>
    sets
      .map(({ checksum }) => checksum)
      .sort()
      .join(),
  );
  return here.checksum === modelChecksum && asked === present
    ? { kind: "unasked" }
    : { kind: "foreign", reason: "other-weights" };
}
