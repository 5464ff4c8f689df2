import { db, type Prisma } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { AppError } from "@/lib/errors";

const fields = {
  id: true,
  name: true,
  displayName: true,
  description: true,
  architecture: true,
  licence: true,
  checksum: true,
  layers: true,
  heads: true,
  dModel: true,
  contextLength: true,
  vocabularySize: true,
  parameterCount: true,
  processing: true,
  createdAt: true,
  dictionarySets: {
    orderBy: [{ kind: "asc" }, { rank: "asc" }],
    select: {
      kind: true,
      name: true,
      displayName: true,
      licence: true,
      checksum: true,
      dictionaries: {
        orderBy: { layer: "asc" },
        select: { layer: true, dSae: true, architecture: true, hookIn: true, hookOut: true, checksum: true },
      },
    },
  },
} satisfies Prisma.ModelSelect;

/** A model with its dictionary sets, by its name. */
export async function getModel(name: string) {
  const model = isStorable(name) ? await db().model.findUnique({ where: { name }, select: fields }) : null;
  if (!model) throw new AppError("not-found", `There is no model named ${name.slice(0, 80)} here.`);
  return model;
}

export type ModelView = Awaited<ReturnType<typeof getModel>>;

/** Every model of this installation, oldest first: there are few. */
export async function findModels(): Promise<ModelView[]> {
  return db().model.findMany({ orderBy: { createdAt: "asc" }, select: fields, take: 100 });
}
