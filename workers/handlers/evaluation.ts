import { build } from "@/lib/build";
import { packDocument, readCircuitGraph, unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { circuitByRole } from "@/lib/engine/evaluation/circuit-nodes";
import { combineEvaluation } from "@/lib/engine/evaluation/evaluate-circuit";
import { type EvaluatedPrompt, evaluatePrompt } from "@/lib/engine/evaluation/evaluate-prompt";
import { defaultKinds, planEvaluation } from "@/lib/engine/evaluation/evaluation-plan";
import { familyPrompts, rolesInFamily } from "@/lib/engine/evaluation/family-prompts";
import { AppError } from "@/lib/errors";
import { askedFields, readAsked } from "@/lib/evaluations/asked-evaluation";
import { evaluatedPromptSchema } from "@/lib/evaluations/evaluated-prompt";
import { factsToStore } from "@/lib/evaluations/stored-facts";
import { type Evaluation, evaluationFormat, evaluationSchema } from "@/lib/evidence-format/evaluation";
import { choosePrompts } from "@/lib/family-format/choose-prompts";
import { FamilyFault } from "@/lib/family-format/family-fault";
import { readFamily } from "@/lib/family-format/read-family";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { storedBytes } from "@/lib/limits/storage";
import { readWithFields } from "@/lib/runs/read-with";
import type { JobContext, PartsHandler } from "../context";
import { keptPlan, type PlannedEvaluation, planIdentity } from "../evaluation-plans";
import { orReaderError } from "../reader-error";

/** Evaluates a circuit over prompts, a prompt a part. What is wrong with any of the prompts is said before the first. */
export const evaluationHandler: PartsHandler = {
  divide: async (evaluationId, context) => {
    await context.report(0, "Running every prompt once");
    const { prompts } = await planned(evaluationId, context);
    return prompts.length;
  },

  part: async (evaluationId, part, context) => {
    const evaluation = await planned(evaluationId, context);
    const result = packDocument(await evaluated(evaluation, part, context));
    return {
      // Gone with the last of them.
      bytes: 0,
      write: async (tx) => {
        await tx.evaluationPart.create({ data: { evaluationId, part, plan: evaluation.identity, result } });
      },
    };
  },

  finish: async (evaluationId, context) => {
    const evaluation = await planned(evaluationId, context);
    const { asked, wordings, familyHash, circuitHash } = evaluation;
    const parts = await db().evaluationPart.findMany({
      where: { evaluationId },
      orderBy: { part: "asc" },
    });
    const rows: EvaluatedPrompt[] = [];
    for (const { part, plan, result } of parts)
      rows.push(
        plan === evaluation.identity
          ? evaluatedPromptSchema.parse(unpackDocument(result))
          : // Of another machine, on which other features fire.
            await evaluated(evaluation, part, context),
      );
    const found = combineEvaluation(evaluation.plan, rows);
    const document = evaluationSchema.parse({
      format: evaluationFormat,
      ...evaluation.model,
      circuits: [circuitHash],
      family: { hash: familyHash, rule: asked.rule, only: asked.only },
      kinds: [...defaultKinds],
      ...found,
    } satisfies Evaluation);
    const shares = found.byAblation.map(({ ablation, sufficiency, necessity }) => ({
      ...{ ablation, sufficiency: sufficiency.share, necessity: necessity.share },
      percentile: sufficiency.random?.percentile ?? null,
    }));
    const told = factsToStore(document, { only: asked.only, wordings });
    const result = packDocument(document);
    const computedBy = `${build} on ${context.models.provider}`;
    return {
      bytes: storedBytes(result.length + JSON.stringify(told).length),
      write: async (tx) => {
        await tx.evaluation.update({
          where: { id: evaluationId },
          data: { result, shares, ...told, computedBy, computedAt: new Date() },
        });
        await tx.evaluationPart.deleteMany({ where: { evaluationId } });
      },
    };
  },
};

async function evaluated(
  { plan, prompts, run }: PlannedEvaluation,
  part: number,
  { models, progressed, signal }: JobContext,
): Promise<EvaluatedPrompt> {
  const prompt = prompts[part];
  if (!prompt) throw new Error(`there is no prompt ${part}`);
  progressed(0, `Running prompt ${part + 1} with the circuit kept, ablated, and beside random ones`);
  const { model } = await models.open(run);
  return orReaderError(() => evaluatePrompt(model, plan, prompt, `Prompt ${part + 1}`, signal));
}

/** Reads what is asked, and runs every prompt once. */
function planned(evaluationId: string, context: JobContext): Promise<PlannedEvaluation> {
  return keptPlan(evaluationId, () => plan(evaluationId, context));
}

async function plan(evaluationId: string, { models, signal }: JobContext): Promise<PlannedEvaluation> {
  const { circuitId, version, circuit, ...row } = await db().evaluation.findUniqueOrThrow({
    where: { id: evaluationId },
    select: {
      ...askedFields,
      ...{ circuitId: true, version: { select: { document: true, hash: true } } },
      circuit: { select: { run: { select: readWithFields } } },
    },
  });
  const asked = readAsked(row);
  const { rule, only, prompts: most, metric, ablations, randomCircuits, seed } = asked;
  const { run } = circuit;
  const { model, identity } = await models.open(run);
  const document = await readCircuitGraph(circuitId);
  const read = readFamily(version.document);
  return orReaderError(() =>
    orFamilyError(async () => {
      const chosen = { rule: rule ?? undefined, only: only ?? undefined, prompts: most };
      const prompts = familyPrompts(model, read, chosen);
      const wordings = choosePrompts(read, chosen).map(({ template }) => template);
      const roles = rolesInFamily(model, read, document.spec.tokenIds);
      if (!roles) throw new AppError("unprocessable", "The circuit's text is none of the family's prompts.");
      const request = { metric, ablations, randomCircuits, seed, kinds: defaultKinds };
      const plan = await planEvaluation(
        model,
        prompts,
        { circuit: circuitByRole(document, roles, defaultKinds), ...request },
        { signal },
      );
      return {
        ...{ asked, plan, prompts, wordings, run, model: identity, identity: planIdentity(plan) },
        ...{ familyHash: version.hash, circuitHash: canonicalHash(document) },
      };
    }),
  );
}

/** Turns what is wrong with a family on this model into words for the reader. */
async function orFamilyError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FamilyFault) throw new AppError("unprocessable", error.message);
    throw error;
  }
}
