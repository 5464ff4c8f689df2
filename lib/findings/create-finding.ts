import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import type { FindingContent } from "./finding-schemas";

interface NewFinding extends FindingContent {
  circuitId: string;
  authorId: string;
}

/** Begins a finding: a draft that only its author sees. Throws "not-found", and "conflict" for a circuit not ready. */
export async function createFinding({
  circuitId,
  authorId,
  ...content
}: NewFinding): Promise<{ id: string }> {
  const circuit = await db().circuit.findUnique({ where: { id: circuitId }, select: { computedAt: true } });
  if (!circuit) throw notFound("circuit");
  if (!circuit.computedAt)
    throw new AppError("conflict", "This circuit is not ready yet, so it cannot be written up.");
  return db().finding.create({
    data: { circuitId, authorId, ...content, revisions: { create: { number: 1, ...content } } },
    select: { id: true },
  });
}
