import { z } from "zod";
import { retarget } from "@/lib/attribution-graphs/retarget";
import { circuitSchema } from "@/lib/circuit-format/circuit";
import { packDocument, unpackDocument } from "@/lib/documents/packed-document";
import { packReport, unpackReport } from "./import-report";
import { identityOf } from "./read-import";

const bytes = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array);
export const retargetedSchema = z.object({ graph: bytes, report: bytes, identity: z.string() });

/**
 * An import, packed, as the circuit of another predicted token of its file. It runs on a thread. Throws "unprocessable" where the file has no
 * such token, or is the circuit of one alone.
 */
export function retargetImport({
  packed,
  report: packedReport,
  target,
}: Record<"packed" | "report", Uint8Array> & { target: string }): z.infer<typeof retargetedSchema> {
  const { extras, ...report } = unpackReport(packedReport);
  const { targetProbability: _, ...others } = extras;
  const circuit = retarget(circuitSchema.parse(unpackDocument(packed)), target);
  const probability = report.summary.targets.find((each) => each.target === target)?.probability;
  return {
    graph: packDocument(circuit),
    report: packReport({
      ...report,
      summary: {
        ...report.summary,
        target,
        value: circuit.nodes.find(({ id }) => id === target)?.activation ?? null,
        scores: circuit.scores,
      },
      // Writers put 0 where they do not know it.
      extras: { ...others, ...(probability && { targetProbability: probability }) },
    }),
    identity: identityOf(circuit),
  };
}
