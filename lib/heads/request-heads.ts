import { type Asked, ask } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { headsComputation } from "./heads-computation";

/** Asks for the heads of a model to be measured, unless they are; what failed is begun again. Throws "not-found". */
export async function requestHeads(modelName: string): Promise<Asked> {
  const model = await db().model.findUnique({ where: { name: modelName }, select: { id: true } });
  if (!model) throw notFound("model");
  return ask(headsComputation, { modelId: model.id }, theSite);
}
