import { build } from "@/lib/build";
import { db } from "@/lib/db/client";
import { encodeFeatures } from "@/lib/features/feature-codec";
import { followRun } from "@/lib/imports/follow-run";
import { storedBytes } from "@/lib/limits/storage";
import { followRetraces } from "@/lib/retraces/follow-retraces";
import type { StoredPredictions } from "@/lib/runs/predictions";
import { readWithFields } from "@/lib/runs/read-with";
import { followStarters } from "@/lib/starter-content/follow-starters";
import type { JobHandler } from "../context";
import { orReaderError } from "../reader-error";

/** Tokenises a run's text, runs the model, and stores what fires and what is predicted. */
export const runHandler: JobHandler = async (runId, { models, report, signal }) => {
  const run = await db().run.findUniqueOrThrow({
    where: { id: runId },
    select: { text: true, asWritten: true, ...readWithFields },
  });
  await report(0.02, `Opening ${run.model.name}`);
  const { model } = await models.open(run);
  const started = performance.now();
  const tokens = await orReaderError(() => model.tokenize(run.text, run));
  await report(0.05, `Running ${tokens.length} tokens through ${model.manifest.displayName}`);
  const ids = tokens.map(({ id }) => id);
  const { features, predictions } = await model.run(ids, () => signal.throwIfAborted());
  const computeMillis = Math.round(performance.now() - started);
  await report(0.95, "Storing the features");
  const packed = encodeFeatures(tokens.length, features);
  const featureCount = features.reduce((sum, { indices }) => sum + indices.length, 0);
  const storedPredictions: StoredPredictions = {
    ids: predictions.map((best) => best.map(({ id }) => id)),
    logits: predictions.map((best) => best.map(({ logit }) => logit)),
    probabilities: predictions.map((best) => best.map(({ probability }) => probability)),
  };

  return {
    // Texts and ids of tokens, some 20 bytes each, beside what is packed.
    bytes: storedBytes(
      packed.length + JSON.stringify(storedPredictions).length + 20 * tokens.length + run.text.length,
    ),
    write: async (tx) => {
      await tx.run.update({
        where: { id: runId },
        data: {
          tokenIds: tokens.map(({ id }) => id),
          tokenTexts: tokens.map(({ text }) => text),
          features: packed,
          featureCount,
          predictions: storedPredictions,
          computedAt: new Date(),
          readAt: new Date(),
          computedBy: `${build} on ${models.provider}`,
          computeMillis,
        },
      });
      await followRun(tx, runId);
      await followRetraces(tx, runId);
      await followStarters(tx, { runId });
    },
  };
};
