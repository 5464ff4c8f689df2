import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import type { FindingContent } from "./finding-schemas";
import { renderWriteUp } from "./write-up/render-write-up";

interface NewFinding extends FindingContent {
  circuitId: string;
  authorId: string;
}

/**
 * Begins a finding: a draft that only its author sees. Throws "not-found", "conflict" for a circuit not ready, and what
 * renderWriteUp throws.
 */
export async function createFinding({
  circuitId,
  authorId,
  ...content
}: NewFinding): Promise<{ id: string }> {
  const circuit = await db().circuit.findUnique({ where: { id: circuitId }, select: { computedAt: true } });
  if (!circuit) throw notFound("circuit");
  if (!circuit.computedAt)
    throw new AppError("conflict", "This circuit is not ready yet, so it cannot be written up.");
  const writeUp = await renderWriteUp(content.body, authorId);
  return db().finding.create({
    data: { circuitId, authorId, ...content, revisions: { create: { number: 1, ...content, writeUp } } },
    select: { id: true },
  });
}
