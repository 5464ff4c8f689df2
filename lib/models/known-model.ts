import type { Prisma } from "@/lib/db/client";

/** What names a model's files: what a worker compares with those it has before it computes anything. */
export const knownModelFields = {
  name: true,
  checksum: true,
  dictionarySets: { select: { checksum: true } },
} satisfies Prisma.ModelSelect;

export type KnownModel = Prisma.ModelGetPayload<{ select: typeof knownModelFields }>;
