import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { packDocument } from "@/lib/documents/packed-document";
import { EngineError } from "@/lib/engine/errors";
import { circuitLimits, parseStrictJson } from "@/lib/engine/weights/strict-json";
import { AppError } from "@/lib/errors";
import { maxImportBytes } from "@/lib/imports/create-import";
import { packReport } from "@/lib/imports/import-report";
import { readImport } from "@/lib/imports/read-import";
import type { ThreadWork } from "@/lib/threads/thread-work";

export interface ImportFile {
  /** gzip of the file. */
  source: Uint8Array;
  fileName: string;
  wanted: string | null;
}

const bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array);

/** Reading a file somebody brought: on a thread with a limit of its own, so that no file takes the worker with it. */
export const readingFile: ThreadWork<typeof readFile> = {
  name: "readFile",
  file: "workers/handlers/import-file.ts",
  answer: z.object({ graph: bytes, report: bytes, identity: z.string() }),
  maxMillis: 30_000,
  isLong: true,
  tooMuch:
    "This file takes more time or memory to read than a site has for it. Prune the graph first, or read it with the command line (commons import).",
};

/** What is kept of a file: its circuit, the report on it, and the circuit's identity. Throws "unprocessable". */
export function readFile({ source, fileName, wanted }: ImportFile) {
  try {
    const file = gunzipSync(source, { maxOutputLength: maxImportBytes });
    const { circuit, report, identity } = readImport(
      parseStrictJson(file, fileName, circuitLimits, { fromPython: true }),
      wanted ?? undefined,
    );
    return { graph: packDocument(circuit), report: packReport(report), identity };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new AppError("unprocessable", error.message);
  }
}
