import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { targetSchema } from "@/lib/circuits/target";
import { db } from "@/lib/db/client";
import { storableText } from "@/lib/db/storable-text";
import { AppError } from "@/lib/errors";
import { takeCircuitAllowance } from "@/lib/jobs/circuit-allowance";
import { importJob } from "@/lib/jobs/definitions";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { storeLimits } from "@/lib/jobs/finish-job";

/** Neuronpedia's own graphs have 1 to 10 MB. */
export const maxImportBytes = 32_000_000;
export const mostImports = 50;

export const newImportSchema = z.object({
  name: storableText.trim().min(1, "Name the file.").max(160, "Use at most 160 characters."),
  target: targetSchema.optional(),
});

interface CreateImport extends z.infer<typeof newImportSchema> {
  viewer: Extract<Viewer, { kind: "member" }>;
  source: Uint8Array;
}

/**
 * Keeps a file and queues its reading. Throws "unprocessable" for what is no JSON object at first sight,
 * "conflict" for one who keeps too many, and "too-many-requests".
 */
export async function createImport({ viewer, name, target, source }: CreateImport): Promise<{ id: string }> {
  if (!beginsAsObject(source))
    throw new AppError(
      "unprocessable",
      "This is no circuit. Choose a JSON file: an attribution graph of circuit-tracer or Neuronpedia, or a circuit of this site.",
    );
  const payBack = await takeCircuitAllowance(viewer);
  try {
    const packed = new Uint8Array(await promisify(gzip)(source));
    return await db().$transaction(async (tx) => {
      // One at a time for each person, so that the limit holds however many are sent at once.
      await tx.$queryRaw`select 1 from "User" where "id" = ${viewer.id}::uuid for no key update`;
      if ((await tx.importedCircuit.count({ where: { ownerId: viewer.id } })) >= mostImports)
        throw new AppError(
          "conflict",
          `You keep ${mostImports} imported circuits, which is the most. Delete one first.`,
        );
      const { id } = await tx.importedCircuit.create({
        data: {
          ownerId: viewer.id,
          fileName: name,
          wanted: target ? formatNodeId(target) : null,
          source: packed,
        },
        select: { id: true },
      });
      const jobId = await enqueueJob(tx, importJob, { importId: id }, { requesterId: viewer.id });
      await tx.importedCircuit.update({ where: { id }, data: { jobId } });
      return { id };
    }, storeLimits);
  } catch (error) {
    await payBack();
    throw error;
  }
}

const byteOrderMark = [0xef, 0xbb, 0xbf];

function beginsAsObject(bytes: Uint8Array): boolean {
  const start = byteOrderMark.every((byte, i) => bytes[i] === byte) ? 3 : 0;
  const first = bytes.subarray(start, start + 4_096).find((byte) => byte > 0x20);
  return first === "{".charCodeAt(0);
}
