import type { Prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { expandFamily } from "@/lib/family-format/expand-family";
import { FamilyFault } from "@/lib/family-format/family-fault";
import type { ReadFamily } from "@/lib/family-format/read-family";
import { readFamilyFile } from "@/lib/family-format/read-family-file";
import { familyHash } from "./family-hash";

/** What a version's row has of a family. */
export interface FamilyRow {
  title: string;
  hash: string;
  prompts: number;
  heldOut: number;
  document: Prisma.InputJsonObject;
}

const untitled = "Prompts without a title";

/** A family that somebody sent as a text. Throws "unprocessable" with what is wrong with it, by every rule that it has. */
export function readSource(source: string, title = untitled): FamilyRow {
  return orUnprocessable(() =>
    rowOf(readFamilyFile(new TextEncoder().encode(source), { title: title || untitled })),
  );
}

export function rowOf(read: ReadFamily): FamilyRow {
  const { family } = read;
  const { prompts } = expandFamily(read);
  for (const { name: rule } of family.counterfactuals) expandFamily(read, { rule });
  return {
    ...{ title: family.title, hash: familyHash(family), prompts: prompts.length },
    heldOut: prompts.filter(({ heldOut }) => heldOut).length,
    document: JSON.parse(JSON.stringify(family)),
  };
}

export function orUnprocessable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FamilyFault) throw new AppError("unprocessable", error.message);
    throw error;
  }
}
