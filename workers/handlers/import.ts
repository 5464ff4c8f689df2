import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { storedBytes } from "@/lib/limits/storage";
import { onThread } from "@/lib/threads/on-thread";
import type { JobHandler } from "../context";
import { type ImportFile, readingFile } from "./import-file";

/** Reads an uploaded file as a circuit. The file itself is let go of, whether it could be read or not. */
export const importHandler: JobHandler = async (importId, { report }) => {
  const row = await db().importedCircuit.findUnique({
    where: { id: importId },
    select: { source: true, fileName: true, wanted: true },
  });
  // Its owner has deleted it meanwhile.
  if (!row) return { bytes: 0, write: async () => {} };
  const { source, fileName, wanted } = row;
  if (!source) throw new AppError("unprocessable", "This file was read before. Send it again.");
  await report(0.1, "Reading the file");
  const read = await readOrLetGo({ source, fileName, wanted });

  return {
    bytes: storedBytes(read.graph.length + read.report.length),
    write: async (tx) => {
      await tx.importedCircuit.updateMany({
        where: { id: importId },
        data: { ...read, source: null, computedAt: new Date() },
      });
    },
  };

  async function readOrLetGo(file: ImportFile) {
    try {
      return await onThread(readingFile, importId, () => file);
    } catch (error) {
      if (error instanceof AppError && error.code === "unprocessable")
        await db().importedCircuit.updateMany({ where: { id: importId }, data: { source: null } });
      throw error;
    }
  }
};
