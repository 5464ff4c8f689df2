import { packDocument, unpackDocument } from "@/lib/documents/packed-document";
import { type ImportReport, importReportSchema } from "./view";

/** `ImportedCircuit.report`. It is packed rather than a JSON column, which takes no token of a zero byte. */
export function packReport(report: ImportReport): Uint8Array<ArrayBuffer> {
  return packDocument(report);
}

export function unpackReport(packed: Uint8Array): ImportReport {
  return importReportSchema.parse(unpackDocument(packed));
}
