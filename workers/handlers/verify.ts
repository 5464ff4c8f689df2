import { build } from "@/lib/build";
import { compareRows } from "@/lib/circuits/compare-rows";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { differencesSchema } from "@/lib/circuits/verification-view";
import { db } from "@/lib/db/client";
import type { CircuitDifference } from "@/lib/engine/attribution/compare-circuits";
import { parseCircuit, verifyCircuit } from "@/lib/engine/attribution/verify-circuit";
import { EngineError } from "@/lib/engine/errors";
import { knownModelFields } from "@/lib/models/known-model";
import type { JobHandler } from "../context";

const mostListed = 99;

/**
 * Recomputes a circuit and compares it, node by node and edge by edge, with what is stored. The question is the
 * row's, not the document's: a document that was changed together with its spec must not
 * pass, nor one whose numbers the page shows from columns that say other.
 */
export const verifyHandler: JobHandler<{ verificationId: string }> = async ({ verificationId }, context) => {
  const { models, report, progressed, signal } = context;
  const { circuit } = await db().verification.findUniqueOrThrow({
    where: { id: verificationId },
    select: {
      circuit: {
        include: { run: { select: { tokenIds: true, model: { select: knownModelFields } } } },
      },
    },
  });
  const { run, target, mode, threshold, edgeThreshold, maxNodes } = circuit;
  const { model, identity } = await models.open(run.model);
  await report(0.1, "Computing the circuit again");
  const outcome = await compare();

  return async (tx) => {
    await tx.verification.update({
      where: { id: verificationId },
      data: { ...outcome, computedAt: new Date(), computedBy: `${build} on ${models.provider}` },
    });
  };

  async function compare() {
    let stored: ReturnType<typeof parseCircuit>;
    try {
      stored = parseCircuit(unpackDocument(circuit.graph ?? new Uint8Array()));
    } catch (error) {
      const reason = error instanceof EngineError ? error.message : "The stored graph cannot be read.";
      return { passed: false, largestDifference: null, differences: [reason] };
    }
    const spec = { ...identity, tokenIds: run.tokenIds, target, mode, threshold, edgeThreshold, maxNodes };
    const asked = { ...stored, spec };
    const onProgress = ({ done, total }: { done: number; total: number }) =>
      progressed(0.1 + (0.8 * done) / total, "Computing the circuit again");
    const result = await verifyCircuit(model, identity, asked, { signal, onProgress });
    const unlisted = result.differenceCount - result.differences.length;
    const differences = [
      ...(JSON.stringify(sorted(stored.spec)) === JSON.stringify(sorted(spec))
        ? []
        : ["The stored graph says it answers another question than this circuit's."]),
      ...(await compareRows(circuit, stored)),
      ...result.differences.map(describe),
    ];
    const listed = differences.slice(0, mostListed);
    const more = unlisted + differences.length - listed.length;
    return {
      passed: differences.length === 0,
      largestDifference: result.largestDifference,
      differences: differencesSchema.parse(more > 0 ? [...listed, `and ${more} more`] : listed),
    };
  }
};

function describe({ where, what, stored, recomputed }: CircuitDifference): string {
  return `${where}: ${what} is stored as ${stored ?? "absent"} and recomputed as ${recomputed ?? "absent"}`;
}

function sorted(record: Record<string, unknown>): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
