import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { type BundleView, manifestSchema } from "./manifest";

const fields = { id: true, day: true, manifest: true, computedAt: true } as const;

/** The bundles that are there, the latest first: one a day, of a week or so. */
export async function findBundles(): Promise<BundleView[]> {
  const rows = await db().bundle.findMany({
    ...{ where: { computedAt: { not: null } }, orderBy: { day: "desc" }, take: 10, select: fields },
  });
  return rows.map(viewOf);
}

/** One bundle. Throws "not-found", also of one that is not made yet. */
export async function getBundle(id: string): Promise<BundleView> {
  const row = await db().bundle.findFirst({ where: { id, computedAt: { not: null } }, select: fields });
  if (!row) throw notFound("bundle");
  return viewOf(row);
}

function viewOf({
  id,
  day,
  manifest,
  computedAt,
}: {
  id: string;
  day: Date;
  manifest: unknown;
  computedAt: Date | null;
}): BundleView {
  const { format, build, files } = manifestSchema.parse(manifest);
  if (!computedAt) throw new Error("a bundle that is shown was made");
  return { id, day: day.toISOString().slice(0, 10), computedAt, format, build, files };
}

/** A file of a bundle, read a piece at a time. Throws "not-found". */
export async function getBundleFile(id: string, name: string) {
  const { files } = await getBundle(id);
  const file = files.find((each) => each.name === name);
  if (!file) throw notFound("file");
  return { ...file, pieces: piecesOf(id, name) };
}

async function* piecesOf(bundleId: string, file: string): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number++) {
    const where = { bundleId_file_number: { bundleId, file, number } };
    const piece = await db().bundlePiece.findUnique({ where, select: { bytes: true } });
    if (!piece) return;
    yield piece.bytes;
  }
}
