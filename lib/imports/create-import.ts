import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { formatNodeId } from "@/lib/circuit-format/node-id";
import { targetSchema } from "@/lib/circuits/target";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { storableText } from "@/lib/db/storable-text";
import { AppError } from "@/lib/errors";
import { storedBytes, takeStorage } from "@/lib/limits/storage";
import { importComputation } from "./import-computation";

/** Neuronpedia's own graphs have 1 to 10 MB. */
export const maxImportBytes = 32_000_000;

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
      "This is no circuit. Choose a JSON file: an attribution graph of circuit-tracer or Neuronpedia, or a circuit or a finding of a site like this one.",
    );
  const packed = new Uint8Array(await promisify(gzip)(source));
  const wanted = target ? formatNodeId(target) : null;
  const question = { ownerId: viewer.id, fileName: name, wanted, source: packed };
  const giveBack = await takeStorage(viewer, storedBytes(packed.length));
  try {
    const { id } = await ask(importComputation, question, askerOf(viewer));
    return { id };
  } catch (error) {
    await giveBack();
    throw error;
  }
}

const byteOrderMark = [0xef, 0xbb, 0xbf];

function beginsAsObject(bytes: Uint8Array): boolean {
  const start = byteOrderMark.every((byte, i) => bytes[i] === byte) ? 3 : 0;
  const first = bytes.subarray(start, start + 4_096).find((byte) => byte > 0x20);
  return first === "{".charCodeAt(0);
}
