import { circuitSchema } from "@/lib/circuit-format/circuit";
import { db, Prisma } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { type SmallPicture, smallPicture } from "./small-picture";

/** In one go of one worker, each under a second or two of its thread; the next hour does more. */
const most = 50;

/** Draws circuits in small that an earlier release stored, those first that a published finding is about. */
export async function fillPictures(): Promise<void> {
  const where = { computedAt: { not: null }, picture: { equals: Prisma.DbNull } };
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
    const picture = graph && pictureOf(graph, target);
    if (picture) await db().circuit.updateMany({ where: { id, ...where }, data: { picture } });
  }
}

/** Null of what cannot be read, which its verification tells. */
function pictureOf(graph: Uint8Array, target: string): SmallPicture | null {
  try {
    return smallPicture(circuitSchema.parse(unpackDocument(graph)), target);
  } catch {
    return null;
  }
}
