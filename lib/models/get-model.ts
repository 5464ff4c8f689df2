import { db, type Prisma } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { AppError } from "@/lib/errors";
import { cutPage, type Page } from "@/lib/paging/page";

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
      release: true,
      repository: true,
      sourceFile: true,
      checksum: true,
      dictionaries: {
        orderBy: { layer: "asc" },
        select: {
          layer: true,
          dSae: true,
          architecture: true,
          hookIn: true,
          hookOut: true,
          training: true,
          checksum: true,
        },
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

/** The models of this installation, oldest first, a page at a time. */
export async function findModels({
  cursor,
  limit = 100,
}: {
  cursor?: string;
  limit?: number;
} = {}): Promise<Page<ModelView>> {
  const models = await db().model.findMany({
    where: cursor === undefined ? {} : { id: { gt: cursor } },
    orderBy: { id: "asc" },
    take: limit + 1,
    select: fields,
  });
  return cutPage(models, limit);
}
