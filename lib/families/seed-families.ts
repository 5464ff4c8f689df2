import { db } from "@/lib/db/client";
import { ensureSiteAccount } from "@/lib/people/site-account";
import { bundledFamily, bundledNames } from "./bundled/bundled-families";
import { rowOf } from "./read-source";

/**
 * Publishes the families that come with the site, by its own account, each once; where a release changes one, as its next version, and
 * one that moderators hid stays hidden. Of several processes one does it.
 */
export async function seedFamilies(): Promise<void> {
  const ownerId = await ensureSiteAccount();
  // What is made last stands first.
  for (const name of bundledNames.toReversed()) {
    const read = bundledFamily(name);
    if (!read) continue;
    const { heldOut, document, ...row } = rowOf(read);
    const { hash, prompts } = row;
    await db().$transaction(async (tx) => {
      await tx.family.createMany({
        data: { ...row, bundledName: name, isPublic: true, ownerId },
        skipDuplicates: true,
      });
      await tx.$queryRaw`select 1 from "Family" where "bundledName" = ${name} for no key update`;
      const standing = await tx.family.findUniqueOrThrow({
        where: { bundledName: name },
        select: {
          id: true,
          latest: true,
          versions: { orderBy: { number: "desc" }, take: 1, select: { hash: true } },
        },
      });
      const [last] = standing.versions;
      if (last?.hash === hash) return;
      const number = last ? standing.latest + 1 : 1;
      await tx.familyVersion.create({
        data: { familyId: standing.id, number, document, hash, prompts, heldOut },
      });
      await tx.family.update({ where: { id: standing.id }, data: { ...row, latest: number } });
    });
  }
}
