import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { keeping } from "@/lib/limits/keeping";
import { touchCircuit } from "@/lib/unread/touch";
import type { FindingContent } from "./finding-schemas";
import { revisionBytes } from "./revision-bytes";
import { renderWriteUp } from "./write-up/render-write-up";

interface NewFinding extends FindingContent {
  circuitId: string;
  authorId: string;
}

/**
 * Begins a finding: a draft that only its author sees. Throws "not-found", "conflict" for a circuit not ready, and what
 * renderWriteUp and keeping throw.
 */
export async function createFinding({
  circuitId,
  authorId,
  ...content
}: NewFinding): Promise<{ id: string }> {
  await touchCircuit(circuitId);
  const circuit = await db().circuit.findUnique({ where: { id: circuitId }, select: { computedAt: true } });
  if (!circuit) throw notFound("circuit");
  if (!circuit.computedAt)
    throw new AppError("conflict", "This circuit is not ready yet, so it cannot be written up.");
  const writeUp = await renderWriteUp(content.body, authorId);
  return keeping(authorId, revisionBytes({ ...content, writeUp }), (tx) =>
    tx.finding.create({
      data: { circuitId, authorId, ...content, revisions: { create: { number: 1, ...content, writeUp } } },
      select: { id: true },
    }),
  );
}
