import { build } from "@/lib/build";
import { describeDifference } from "@/lib/circuit-format/comparison";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { toStorable } from "@/lib/db/storable-text";
import { forgetState } from "@/lib/engine/attribution/attribution-state";
import { parseCircuit, verifyCircuit } from "@/lib/engine/attribution/verify-circuit";
import { EngineError } from "@/lib/engine/errors";
import { readWithFields } from "@/lib/runs/read-with";
import { compareRows } from "@/lib/verifications/compare-rows";
import { differencesSchema } from "@/lib/verifications/verification-view";
import type { JobHandler } from "../context";
import { type Findings, largestOf, verifyExpansions } from "../verify-expansions";

/** Of the graph, and as many of the nodes expanded by hand. */
const maxListed = 50;

/**
 * Recomputes a circuit and compares it, node by node and edge by edge, with what is stored, and so each node of it that
 * was expanded by hand. The question is the row's, not the document's: a document that was changed together with its
 * spec must not pass, nor one whose numbers the page shows from columns that say other.
 */
export const verificationHandler: JobHandler = async (verificationId, context) => {
  const { models, report, progressed, signal } = context;
  const { circuit } = await db().verification.findUniqueOrThrow({
    where: { id: verificationId },
    select: {
      circuit: {
        include: { run: { select: { tokenIds: true, ...readWithFields } } },
      },
    },
  });
  const { run, target, mode, threshold, edgeThreshold, maxNodes } = circuit;
  const { tokenIds } = run;
  const { model, identity } = await models.open(run);
  await report(0.1, "Computing the circuit again");
  const graph = await compareGraph();
  const expansions = await verifyExpansions(model, { id: circuit.id, mode, tokenIds }, ({ done, total }) =>
    report(0.6 + (0.35 * done) / total, `Expanding nodes again: ${done} of ${total}`),
  );
  const outcome = {
    passed: graph.differenceCount + expansions.differenceCount === 0,
    largestDifference: largestOf(graph, expansions),
    differences: differencesSchema.parse([
      ...listed(graph, "in the graph"),
      ...listed(expansions, "in nodes expanded by hand"),
    ]),
  };

  return async (tx) => {
    await tx.verification.update({
      where: { id: verificationId },
      data: { ...outcome, computedAt: new Date(), computedBy: `${build} on ${models.provider}` },
    });
  };

  async function compareGraph(): Promise<Findings> {
    let stored: ReturnType<typeof parseCircuit>;
    try {
      stored = parseCircuit(unpackDocument(circuit.graph ?? new Uint8Array()));
    } catch (error) {
      const reason = error instanceof EngineError ? error.message : "The stored graph cannot be read.";
      // The nodes expanded by hand must be computed from the tokens on all the same.
      forgetState(model, tokenIds);
      return { largestDifference: null, differenceCount: 1, differences: [reason] };
    }
    const spec = { ...identity, tokenIds, target, mode, threshold, edgeThreshold, maxNodes };
    const asked = { ...stored, spec };
    const onProgress = ({ done, total }: { done: number; total: number }) =>
      progressed(0.1 + (0.5 * done) / total, "Computing the circuit again");
    signal.throwIfAborted();
    const result = await verifyCircuit(model, identity, asked, { signal, onProgress });
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
};

/** The first differences, and how many more there are. */
function listed({ differences, differenceCount }: Findings, place: string): string[] {
  if (differenceCount <= Math.min(maxListed, differences.length)) return differences.map(toStorable);
  const shown = differences.slice(0, maxListed - 1);
  return [...shown.map(toStorable), `and ${differenceCount - shown.length} more ${place}`];
}

function sorted(record: Record<string, unknown>): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
