import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { tooLate } from "./refuse-entry";

interface Closing {
  closesAt: Date;
  isOver: boolean;
  /** Whether it may be the same that was entered in time. */
  wasEntered: boolean;
}

/**
 * One's own finding as it is entered, with its circuit. Throws "not-found", and "conflict" after the close, with what became of a circuit
 * that was asked for before, and for one that is not computed.
 */
export async function readOwnFinding(
  findingId: string,
  authorId: string,
  { closesAt, isOver, wasEntered }: Closing,
) {
  const finding = await db().finding.findFirst({
    where: { id: findingId, authorId, deletedAt: null },
    select: {
      ...{ id: true, title: true, body: true, tags: true, state: true, licence: true, revision: true },
      circuit: { select: { id: true, runId: true, graph: true, createdAt: true, computedAt: true } },
    },
  });
  if (!finding) throw notFound("finding of yours");
  const { graph, ...circuit } = finding.circuit;
  if (isOver && !(wasEntered && graph)) throw tooLate(closesAt, circuit);
  if (!graph || !circuit.computedAt)
    throw new AppError(
      "conflict",
      "The circuit of this finding is not computed yet. Its page shows how far it is, or computes it again; enter it once it is ready.",
    );
  return { ...finding, circuit, graph };
}
