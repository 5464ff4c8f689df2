import type { Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { keeping } from "@/lib/limits/keeping";
import { storedBytes } from "@/lib/limits/storage";
import { maxVersions, type NewVersion } from "./family-schemas";
import { readSource } from "./read-source";
import type { MadeFamily } from "./view";

interface Owned extends NewVersion {
  familyId: string;
  ownerId: string;
}

/**
 * Adds a version to one's own family. Of two that are made at once one is refused, for it does not come after what its author saw. Throws
 * "unprocessable", "not-found", "conflict", also for what is as the latest version is, and what `keeping` throws.
 */
export async function createVersion({ familyId, ownerId, source, after }: Owned): Promise<MadeFamily> {
  const { heldOut, document, ...row } = readSource(source);
  return keeping(ownerId, storedBytes(JSON.stringify(document).length), async (tx) => {
    const { latest, hash } = await holdFamily(tx, { familyId, ownerId });
    if (latest !== after)
      throw new AppError(
        "conflict",
        `Version ${latest} was made meanwhile. Look at it, then save yours as the one after it.`,
      );
    if (hash === row.hash)
      throw new AppError("conflict", `This is what version ${latest} says already, to the last character.`);
    if (latest >= maxVersions)
      throw new AppError(
        "conflict",
        `A family has ${maxVersions} versions at most. Make a new one of it: it is a fork then.`,
      );
    const number = latest + 1;
    const { prompts } = row;
    await tx.familyVersion.create({
      data: { familyId, number, document, hash: row.hash, prompts, heldOut },
    });
    await tx.family.update({ where: { id: familyId }, data: { ...row, latest: number } });
    return { id: familyId, version: number, hash: row.hash, url: `/families/${familyId}` };
  });
}

/** Lets one at a time add a version. */
async function holdFamily(
  tx: Transaction,
  { familyId, ownerId }: { familyId: string; ownerId: string },
): Promise<{ latest: number; hash: string }> {
  const [held] = await tx.$queryRaw<{ latest: number; hash: string }[]>`
    select latest, hash from "Family"
    where id = ${familyId}::uuid and "ownerId" = ${ownerId}::uuid for no key update`;
  if (!held) throw notFound("family of prompts of yours");
  return held;
}
