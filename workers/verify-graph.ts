import { describeDifference } from "@/lib/circuit-format/comparison";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import type { Prisma } from "@/lib/db/client";
import { parseCircuit, verifyCircuit } from "@/lib/engine/attribution/verify-circuit";
import { EngineError } from "@/lib/engine/errors";
import type { readWithFields } from "@/lib/runs/read-with";
import { compareRows } from "@/lib/verifications/compare-rows";
import type { JobContext } from "./context";
import type { Findings } from "./verify-expansions";

export type VerifiedCircuit = Prisma.CircuitGetPayload<{
  include: { run: { select: { tokenIds: true } & typeof readWithFields } };
}>;

type Opened = Awaited<ReturnType<JobContext["models"]["open"]>>;

/**
 * Recomputes a circuit and compares it, node by node and edge by edge, with what is stored. The question is the row's,
 * not the document's: a document that was changed together with its spec must not pass, nor one whose numbers the page
 * shows from columns that say other.
 */
export async function verifyGraph(
  { model, identity }: Opened,
  circuit: VerifiedCircuit,
  { progressed, signal }: Pick<JobContext, "progressed" | "signal">,
): Promise<Findings> {
  const { target, mode, threshold, edgeThreshold, maxNodes } = circuit;
  let stored: ReturnType<typeof parseCircuit>;
  try {
    stored = parseCircuit(unpackDocument(circuit.graph ?? new Uint8Array()));
  } catch (error) {
    const reason = error instanceof EngineError ? error.message : "The stored graph cannot be read.";
    return { largestDifference: null, differenceCount: 1, differences: [reason] };
  }
  const spec = {
    ...identity,
    ...{ tokenIds: circuit.run.tokenIds, target, mode, threshold, edgeThreshold, maxNodes },
  };
  const onProgress = ({ done, total }: { done: number; total: number }) =>
    progressed(0.1 + (0.85 * done) / total, "Computing the circuit again");
  signal.throwIfAborted();
  const result = await verifyCircuit(model, identity, { ...stored, spec }, { signal, onProgress });
  const question =
    JSON.stringify(sorted(stored.spec)) === JSON.stringify(sorted(spec))
      ? []
      : ["The stored graph says it answers another question than this circuit's."];
  const rows = await compareRows(circuit, stored);
  return {
    largestDifference: result.largestDifference,
    differenceCount: question.length + result.differenceCount + rows.length,
    // The graph's own numbers first: rows taken from a changed graph differ too, and would fill the list.
    differences: [...question, ...result.differences.map(describeDifference), ...rows],
  };
}

function sorted(record: Record<string, unknown>): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
