import { AppError } from "@/lib/errors";
import { keeping } from "@/lib/limits/keeping";
import { storedBytes } from "@/lib/limits/storage";
import type { BountyContent } from "./bounty-schemas";
import { maxBounties } from "./bounty-words";
import { contentColumns, readJudges } from "./content-columns";
import { newSlug } from "./new-slug";

/**
 * Begins a bounty, a draft that its sponsor alone sees. Throws "conflict" for one too many, "unprocessable" with the field that is wrong,
 * and what `keeping` throws.
 */
export async function createBounty({
  sponsorId,
  ...content
}: BountyContent & { sponsorId: string }): Promise<{ slug: string }> {
  const slug = newSlug(content.title);
  const columns = await contentColumns(slug, content, sponsorId);
  const bytes = storedBytes(JSON.stringify([content, columns.writeUp]).length);
  return keeping(sponsorId, bytes, async (tx) => {
    const where = { sponsorId, cancelledAt: null, awardedAt: null };
    if ((await tx.bounty.count({ where })) >= maxBounties)
      throw new AppError("conflict", `You have ${maxBounties} bounties that go on, which is the most.`);
    const judges = await readJudges(tx, content.judges);
    return tx.bounty.create({
      data: {
        ...{ ...columns, slug, sponsorId },
        judges: { create: judges.map((judgeId) => ({ judgeId })) },
      },
      select: { slug: true },
    });
  });
}
