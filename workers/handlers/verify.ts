import { build } from "@/lib/build";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { differencesSchema } from "@/lib/circuits/verification-view";
import { db } from "@/lib/db/client";
import type { CircuitDifference } from "@/lib/engine/attribution/compare-circuits";
import { parseCircuit, verifyCircuit } from "@/lib/engine/attribution/verify-circuit";
import { EngineError } from "@/lib/engine/errors";
import type { JobHandler } from "../context";

/**
 * Recomputes a circuit and compares it, node by node and edge by edge, with what is stored. The question is the
 * row's, not the document's: a document that was changed together with its spec must not pass.
 */
export const verifyHandler: JobHandler<{ verificationId: string }> = async ({ verificationId }, context) => {
  const { models, report, signal } = context;
  const { circuit } = await db().verification.findUniqueOrThrow({
    where: { id: verificationId },
    select: {
      circuit: {
        include: { run: { select: { tokenIds: true, model: { select: { name: true, checksum: true } } } } },
      },
    },
  });
  const { run, target, mode, threshold, edgeThreshold, maxNodes } = circuit;
  const { model, identity } = await models.open(run.model.name, run.model.checksum);
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
    const result = await verifyCircuit(model, identity, asked, { signal });
    const differences = result.differences.map(describe);
    if (JSON.stringify(sorted(stored.spec)) !== JSON.stringify(sorted(spec))) {
      differences.unshift("The stored graph says it answers another question than this circuit's.");
    }
    return {
      passed: differences.length === 0,
      largestDifference: result.largestDifference,
      differences: differencesSchema.parse(differences.slice(0, 100)),
    };
  }
};

function describe({ where, what, stored, recomputed }: CircuitDifference): string {
  return `${where}: ${what} is stored as ${stored ?? "absent"} and recomputed as ${recomputed ?? "absent"}`;
}

function sorted(record: Record<string, unknown>): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
