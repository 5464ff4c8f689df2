import { circuitComputation } from "@/lib/circuits/circuit-computation";
import { newCircuitSchema } from "@/lib/circuits/new-circuit";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { retry } from "@/lib/computations/retry";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { firstFault } from "@/lib/json/schema-words";
import type { ChosenSets } from "@/lib/models/choose-sets";
import { getVocabulary } from "@/lib/models/vocabulary";
import { createRun } from "@/lib/runs/create-run";
import { runComputation } from "@/lib/runs/run-computation";
import { textOfTokens } from "@/lib/tokens/token-text";
import { questionAfter } from "./follow-run";
import { getImport } from "./get-import";
import { getStanding, type OwnedImport } from "./get-standing";
import type { ImportSummary } from "./view";

/**
 * Asks this site the question of an import: its text as a run, and its circuit, which the worker asks for that finishes
 * the run (./follow-run.ts). What failed or was stopped is begun again. Throws "not-found", "conflict" where there is
 * nothing to ask, "unprocessable" where it cannot be asked here, and "too-many-requests".
 */
export async function computeImport({ importId, viewer }: OwnedImport): Promise<void> {
  const own = { importId, ownerId: viewer.id };
  const { report } = await getImport(own);
  if (!report)
    throw new AppError("conflict", "This file has not been read yet, or could not be. Its page says which.");
  const standing = await getStanding({ importId, viewer }, report.summary);
  if (standing.kind === "foreign")
    throw new AppError("conflict", "This site has other weights or dictionaries than the file, or none.");
  if (standing.kind === "failed" && standing.of?.what === "circuit") {
    await retry(circuitComputation, { id: standing.of.id }, viewer);
    return;
  }
  if (standing.kind !== "unasked" && standing.kind !== "failed") return;
  const { model, tokens, target, mode, threshold, edgeThreshold, maxNodes } = report.summary;
  const asked = { target, mode, threshold, edgeThreshold, maxNodes };
  const bounded = newCircuitSchema.safeParse(asked);
  if (!bounded.success) {
    const fault = firstFault(bounded.error).replace(/\.?$/, ".");
    throw new AppError("unprocessable", `What this file asks cannot be asked here. ${fault}`);
  }
  const vocabulary = await getVocabulary(model);
  const known = vocabulary?.tokens;
  // The first token stands before every text. A file's texts do not say the bytes of parts of characters.
  const joined = textOfTokens(tokens.slice(1).map((token) => known?.get(token.id) ?? token));
  const text = vocabulary?.putsSpaceInFront && joined.startsWith(" ") ? joined.slice(1) : joined;
  const { id: askedRunId } = await createRun({ model, text, sets: await setsOf(report.summary), viewer });
  await retry(runComputation, { id: askedRunId }, viewer);
  const following = await db().$transaction(async (tx) => {
    // Whoever stores the run holds its row until it is stored: either they find this import, or the run is ready here.
    const [run] = await tx.$queryRaw<{ isReady: boolean }[]>`
      select "computedAt" is not null as "isReady" from "Run" where "id" = ${askedRunId}::uuid for share`;
    const [row] = await tx.importedCircuit.updateManyAndReturn({
      where: { id: importId, ownerId: viewer.id },
      data: { askedRunId, asked, refusal: null },
      select: { identity: true },
    });
    return run?.isReady && row ? row : null;
  });
  if (!following) return;
  const question = await questionAfter(db(), askedRunId, { ...following, asked });
  await ask(circuitComputation, question, askerOf(viewer));
}

/** The model's sets that the file was computed with, and none of a kind of which it had none. */
async function setsOf({ model, dictionaryChecksums }: ImportSummary): Promise<ChosenSets> {
  const sets = await db().dictionarySet.findMany({
    where: { model: { name: model }, checksum: { in: dictionaryChecksums } },
    select: { kind: true, name: true },
  });
  const chosen: ChosenSets = { attn: null, mlp: null, resid: null };
  for (const { kind, name } of sets) chosen[kind] = name;
  return chosen;
}
