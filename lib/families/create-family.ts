import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { keeping } from "@/lib/limits/keeping";
import { storedBytes } from "@/lib/limits/storage";
import { maxFamilies, type NewFamily } from "./family-schemas";
import { readSource } from "./read-source";
import type { MadeFamily } from "./view";
import { visibleFamilies } from "./visible-families";

interface Owned extends NewFamily {
  ownerId: string;
}

/**
 * Makes a family of a file, or of a fork of another one. Throws "unprocessable" for what is no sound family, "not-found" of the version
 * that it is said to have begun as, "conflict" for one too many, and what `keeping` throws.
 */
export async function createFamily({ source, title, isPublic, forkOf, ownerId }: Owned): Promise<MadeFamily> {
  const { heldOut, document, ...row } = readSource(source, title);
  if (forkOf) await checkFork(forkOf, ownerId);
  const forked = forkOf ? { forkedFromId: forkOf.id, forkedFromVersion: forkOf.version } : {};
  return keeping(ownerId, storedBytes(JSON.stringify(document).length), async (tx) => {
    if ((await tx.family.count({ where: { ownerId } })) >= maxFamilies)
      throw new AppError("conflict", `You have ${maxFamilies} families of prompts, which is the most.`);
    const { hash, prompts } = row;
    const version = { number: 1, document, hash, prompts, heldOut };
    const { id } = await tx.family.create({
      data: { ...row, ...forked, isPublic, ownerId, versions: { create: version } },
      select: { id: true },
    });
    return { id, version: 1, hash, url: `/families/${id}` };
  });
}

async function checkFork({ id, version }: { id: string; version: number }, viewerId: string): Promise<void> {
  const seen = visibleFamilies({ kind: "member", id: viewerId });
  const there = await db().familyVersion.count({ where: { familyId: id, number: version, family: seen } });
  if (there === 0) throw notFound("family of prompts that this one could be a fork of");
}
