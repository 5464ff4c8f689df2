import { db } from "@/lib/db/client";
import { revisionBytes } from "@/lib/findings/revision-bytes";
import { hashCircuit } from "@/lib/findings/versions/hash-circuit";
import { renderWriteUp } from "@/lib/findings/write-up/render-write-up";
import { ensureSiteAccount } from "@/lib/people/site-account";
import { composeWriteUp } from "@/lib/starter-content/compose-write-up";
import { findPrompt } from "@/lib/starter-content/prompts";
import { publishStarter } from "@/lib/starter-content/publish-starter";
import { readStarterFacts } from "@/lib/starter-content/starter-facts";
import type { JobHandler, Store } from "../context";

/** Writes one of the site's own prompts up from what was computed, and publishes it if all of that is so. */
export const starterFindingHandler: JobHandler = async (id, { log, report }) => {
  const { name, circuitId } = await db().starterFinding.findUniqueOrThrow({
    where: { id },
    select: { name: true, circuitId: true },
  });
  const prompt = findPrompt(name);
  if (!prompt) return refuse(id, "This release has no such prompt.");
  await report(0.1, "Writing it up");
  const { body, failures } = composeWriteUp(prompt, await readStarterFacts(id));
  if (failures.length > 0) {
    log.warn(
      { prompt: name, failures },
      "a finding of the site's own is not published: what it would say is not so",
    );
    return refuse(id, failures.join(" "));
  }
  if (!circuitId) return refuse(id, "Its circuit is not there.");
  const authorId = await ensureSiteAccount();
  const graphHash = await hashCircuit({ circuitId, asker: authorId });
  const writeUp = await renderWriteUp(body, authorId);
  return {
    bytes: revisionBytes({ body, state: "", writeUp }),
    write: (tx) => publishStarter(tx, { id, prompt, authorId, body, writeUp, graphHash }),
  };
};

function refuse(id: string, refusal: string): Store {
  return {
    bytes: 0,
    write: async (tx) => {
      await tx.starterFinding.updateMany({
        where: { id, findingId: null },
        data: { refusal, computedAt: new Date() },
      });
    },
  };
}
