import { circuitSchema } from "@/lib/circuit-format/circuit";
import { db, Prisma } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { structureOf } from "./circuit-structure";
import { smallPicture } from "./small-picture";

/** In one go of one worker, each under a second or two of its thread; the next hour does more. */
const most = 50;

/** Draws circuits in small that an earlier release stored, and says how they are made, those first that a published finding is about. */
export async function fillPictures(): Promise<void> {
  const none = { equals: Prisma.DbNull };
  const where = { computedAt: { not: null }, OR: [{ picture: none }, { structure: none }] };
  const published = { ...where, findings: { some: { publishedAt: { not: null } } } };
  const rows = [
    ...(await db().circuit.findMany({ where: published, take: most, select: { id: true } })),
    ...(await db().circuit.findMany({ where, orderBy: { id: "desc" }, take: most, select: { id: true } })),
  ];
  for (const { id } of rows.slice(0, most)) {
    const { graph, target } = await db().circuit.findUniqueOrThrow({
      where: { id },
      select: { graph: true, target: true },
    });
    const data = graph && summariesOf(graph, target);
    if (data) await db().circuit.updateMany({ where: { id, ...where }, data });
  }
}

/** Null of what cannot be read, which its verification tells. */
function summariesOf(packed: Uint8Array, target: string) {
  try {
    const graph = circuitSchema.parse(unpackDocument(packed));
    return { picture: smallPicture(graph, target), structure: structureOf(graph, target) };
  } catch {
    return null;
  }
}
