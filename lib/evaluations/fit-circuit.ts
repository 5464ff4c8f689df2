import type { Viewer } from "@/lib/auth/viewer-type";
import { isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { getFamily } from "@/lib/families/get-family";
import { orUnprocessable } from "@/lib/families/read-source";
import { expandFamily } from "@/lib/family-format/expand-family";
import type { ReadFamily } from "@/lib/family-format/read-family";

/** A finished circuit as far as it says whether it can be evaluated. */
export interface CircuitToEvaluate {
  id: string;
  target: string;
  text: string;
  model: string;
  /** Why it cannot be, over whatever prompts, in a sentence; null where it can. */
  unfit: string | null;
}

/** Throws "not-found", and "conflict" for one that is not ready. */
export async function getCircuitToEvaluate(id: string): Promise<CircuitToEvaluate> {
  const circuit = await db().circuit.findUnique({
    where: { id },
    select: {
      ...{ target: true, threshold: true, computedAt: true },
      run: { select: { text: true, model: { select: { name: true } } } },
    },
  });
  if (!circuit) throw notFound("circuit");
  const { target, threshold, computedAt, run } = circuit;
  if (!computedAt)
    throw new AppError("conflict", "This circuit is not ready yet, so there is nothing to evaluate.");
  const unfit = unfitTarget(target) ?? (await unfitNodes(id, threshold));
  return { id, target, text: run.text, model: run.model.name, unfit };
}

function unfitTarget(target: string): string | null {
  const id = parseNodeId(target);
  return id && isFeature(id)
    ? `Its target is ${target}, a feature. Circuits of predictions are evaluated: of a logit, or of a difference of two, which every prompt has.`
    : null;
}

/** Residual features are no nodes of an evaluation. By the index of features, since unpacking a large graph would hold the thread. */
async function unfitNodes(circuitId: string, threshold: number): Promise<string | null> {
  const dictionary = { set: { kind: { in: ["attn" as const, "mlp" as const] } } };
  const found = await db().circuitFeature.findFirst({
    where: { circuitId, influence: { gte: threshold }, feature: { dictionary } },
    select: { circuitId: true },
  });
  return found
    ? null
    : "It has no feature of an attention or MLP dictionary that reaches its threshold, so there is nothing to keep or to ablate. Trace it with a lower threshold.";
}

/** Why a circuit cannot be evaluated over a family, in a sentence; null where it can. */
export function unfitFamily({ text }: Pick<CircuitToEvaluate, "text">, read: ReadFamily): string | null {
  const { prompts } = orUnprocessable(() => expandFamily(read));
  return prompts.some((prompt) => prompt.text === text)
    ? null
    : "The circuit's text is none of this family's prompts, so it is not known which of its tokens has which role. Trace one of the family's prompts, and evaluate that circuit.";
}

/** Both, for a viewer. Throws "not-found", "conflict", and "unprocessable" with why they do not fit. */
export async function getFitting(
  { circuitId, familyId, version }: { circuitId: string; familyId: string; version: number },
  viewer: Viewer,
) {
  const [circuit, family] = await Promise.all([
    getCircuitToEvaluate(circuitId),
    getFamily({ familyId, version, viewer }),
  ]);
  const unfit = circuit.unfit ?? unfitFamily(circuit, family.read);
  if (unfit) throw new AppError("unprocessable", unfit);
  return { circuit, family };
}
