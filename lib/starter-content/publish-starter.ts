import type { Transaction } from "@/lib/db/client";
import { publishWithin } from "@/lib/findings/publish-finding";
import type { WriteUp } from "@/lib/findings/write-up/write-up";
import type { StarterPrompt } from "./starter-prompt";

interface Publication {
  /** The row's. */
  id: string;
  prompt: StarterPrompt;
  /** The site's own account. */
  authorId: string;
  body: string;
  writeUp: WriteUp;
  /** Of its circuit: lib/findings/versions/hash-circuit.ts. */
  graphHash: string;
}

/** Publishes a write-up, unless one of the prompt was published before. */
export async function publishStarter(
  tx: Transaction,
  { id, prompt, authorId, body, writeUp, graphHash }: Publication,
): Promise<void> {
  await tx.$queryRaw`select 1 from "StarterFinding" where id = ${id}::uuid for update`;
  const { circuitId, computedAt } = await tx.starterFinding.findUniqueOrThrow({ where: { id } });
  if (computedAt || !circuitId) return;
  const content = { title: prompt.title, body, tags: [...prompt.tags], state: "" };
  const finding = await tx.finding.create({
    data: { circuitId, authorId, ...content, revisions: { create: { number: 1, ...content, writeUp } } },
    select: { id: true },
  });
  await publishWithin(tx, { findingId: finding.id, authorId, graphHash });
  await tx.starterFinding.update({
    where: { id },
    data: { findingId: finding.id, computedAt: new Date(), refusal: null },
  });
}
