import type { Viewer } from "@/lib/auth/viewer-type";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { kindsOf, runSetFields } from "@/lib/runs/read-with";
import { refuseHeads } from "@/lib/runs/refuse-leaves";
import { touchRun } from "@/lib/unread/touch";
import { type AttentionScoreQuestion, attentionScoreComputation } from "./attention-score-computation";
import { getAttentionScore } from "./get-attention-score";

/**
 * Asks for a head's attention score, computed once for everyone: the stored one, the one under way, or a new one; one that
 * failed, was cancelled or let go of is begun again. Throws "not-found", "conflict" (the run is not ready), "unprocessable" (the
 * run has no such place, or was read without residual features there) and "too-many-requests".
 */
export async function requestAttentionScore({
  viewer,
  ...question
}: AttentionScoreQuestion & { viewer: Viewer }) {
  const { runId: id } = question;
  await touchRun(id);
  const run = await db().run.findUnique({
    where: { id },
    select: {
      computedAt: true,
      tokenIds: true,
      model: { select: { layers: true, heads: true } },
      sets: runSetFields,
    },
  });
  if (!run) throw notFound("run");
  if (!run.computedAt)
    throw new AppError(
      "conflict",
      "This run is not ready. Its page shows how far it is, or computes it again.",
    );
  checkPlace(question, { ...run.model, tokens: run.tokenIds.length });
  const resid = run.sets.find(({ set }) => set.kind === "resid")?.set;
  const layers = resid?.dictionaries.map(({ layer }) => layer) ?? [];
  if (!layers.includes(question.layer)) refuse(missingDictionary(question.layer, layers));
  refuseHeads(kindsOf(run.sets).filter(({ kind }) => kind === "resid"));
  const { id: scoreId } = await ask(attentionScoreComputation, question, askerOf(viewer));
  return getAttentionScore({ id, scoreId }, viewer);
}

function checkPlace(
  { layer, head, query, key }: AttentionScoreQuestion,
  { layers, heads, tokens }: { layers: number; heads: number; tokens: number },
): void {
  if (layer >= layers) refuse(`The model has the layers 0 to ${layers - 1}.`, "layer");
  if (head >= heads) refuse(`Each layer of the model has the heads 0 to ${heads - 1}.`, "head");
  if (query >= tokens) refuse(`The text has the token positions 0 to ${tokens - 1}.`, "query");
  if (key > query) refuse(`Position ${query} cannot look at position ${key}, which comes later.`, "key");
}

function missingDictionary(layer: number, layers: readonly number[]): string {
  return layers.length === 0
    ? "This run was read without residual features, which is what a score is split into. Run the text with a residual dictionary set, and ask there."
    : `Of the residual features that a score is split into, this run was read with those of the layers ${layers.join(", ")}, not of layer ${layer}. Run the text with a residual dictionary set that has this layer, or ask about a head of those layers.`;
}

function refuse(message: string, field?: "layer" | "head" | "query" | "key"): never {
  throw new AppError("unprocessable", message, field ? { fields: { [field]: message } } : {});
}
