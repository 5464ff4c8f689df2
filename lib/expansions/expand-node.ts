import type { Viewer } from "@/lib/auth/viewer-type";
import { type Expansion, expansionSchema } from "@/lib/circuit-format/expansion";
import { isTarget, parseNodeId } from "@/lib/circuit-format/node-id";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { checkTarget } from "@/lib/circuits/target";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { settled } from "@/lib/computations/settled";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { decodeFeatures } from "@/lib/features/feature-codec";
import { kindsOf, runSetFields } from "@/lib/runs/read-with";
import { refuseLeaf } from "@/lib/runs/refuse-leaves";
import { touchCircuit } from "@/lib/unread/touch";
import { expansionComputation } from "./expansion-computation";

interface ExpandedNode {
  circuitId: string;
  nodeId: string;
}

/**
 * One node of a circuit expanded by hand: what it gets and from whom. Computed once for everyone; answers when it
 * is there. Throws "not-found", "unprocessable" (not active there) and "too-many-requests".
 */
export async function expandNode(
  request: ExpandedNode & { viewer: Viewer; signal: AbortSignal },
): Promise<Expansion> {
  const { circuitId, nodeId, viewer, signal } = request;
  const node = { circuitId, nodeId };
  const where = { circuitId_nodeId: node };
  await touchCircuit(circuitId);
  const stored = await db().expansion.findUnique({ where, select: { result: true } });
  if (stored?.result) return expansionSchema.parse(unpackDocument(stored.result));
  if (!stored) await checkNode(node);
  await ask(expansionComputation, node, askerOf(viewer));
  await settled(expansionComputation, node, signal);
  const { result } = await db().expansion.findUniqueOrThrow({ where, select: { result: true } });
  if (!result) throw new AppError("internal", "The expansion was computed but is not there.");
  return expansionSchema.parse(unpackDocument(result));
}

/** Refuses a node that this circuit's run does not have. */
async function checkNode({ circuitId, nodeId }: ExpandedNode): Promise<void> {
  const circuit = await db().circuit.findUnique({
    where: { id: circuitId },
    select: {
      computedAt: true,
      run: {
        select: { features: true, model: { select: { vocabularySize: true } }, sets: runSetFields },
      },
    },
  });
  if (!circuit) throw notFound("circuit");
  const { computedAt, run } = circuit;
  const { features, model } = run;
  const target = parseNodeId(nodeId);
  if (!target || !isTarget(target)) throw notFound("node");
  refuseLeaf(target, kindsOf(run.sets));
  if (!features) {
    if (!computedAt) throw new AppError("conflict", "This circuit is not ready. Its page computes it again.");
    // Its run was let go of, which this circuit does not need: the worker finds what is active.
    return;
  }
  checkTarget(target, { ...decodeFeatures(features), vocabularySize: model.vocabularySize });
}
