import { gunzipSync } from "node:zlib";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { EngineError } from "@/lib/engine/errors";
import { circuitLimits, parseStrictJson } from "@/lib/engine/weights/strict-json";
import { AppError } from "@/lib/errors";
import { maxImportBytes } from "@/lib/imports/create-import";
import { packReport } from "@/lib/imports/import-report";
import { type ReadImport, readImport } from "@/lib/imports/read-import";
import type { JobHandler } from "../context";

/** Reads an uploaded file as a circuit. The file itself is let go of, whether it could be read or not. */
export const importHandler: JobHandler = async (importId, { report }) => {
  const row = await db().importedCircuit.findUnique({
    where: { id: importId },
    select: { source: true, fileName: true, wanted: true },
  });
  // Its owner has deleted it meanwhile.
  if (!row) return async () => {};
  const { source, fileName, wanted } = row;
  if (!source) throw new AppError("unprocessable", "This file was read before. Send it again.");
  await report(0.1, "Reading the file");
  const read = await readOrExplain();
  const graph = packDocument(read.circuit);
  const packedReport = packReport(read.report);

  return async (tx) => {
    await tx.importedCircuit.updateMany({
      where: { id: importId },
      data: {
        graph,
        report: packedReport,
        identity: read.identity,
        source: null,
        computedAt: new Date(),
      },
    });
  };

  async function readOrExplain(): Promise<ReadImport> {
    try {
      const bytes = gunzipSync(source ?? new Uint8Array(), { maxOutputLength: maxImportBytes });
      return readImport(parseStrictJson(bytes, fileName, circuitLimits), wanted ?? undefined);
    } catch (error) {
      if (!(error instanceof EngineError || error instanceof AppError)) throw error;
      await db().importedCircuit.updateMany({ where: { id: importId }, data: { source: null } });
      throw new AppError("unprocessable", error.message, {}, { cause: error });
    }
  }
};
