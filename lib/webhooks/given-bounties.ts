import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/** The bounties that a webhook is told of alone, each once; throws "unprocessable" with the first that its owner could not be told of. */
export async function readGivenBounties(
  tx: Transaction,
  ownerId: string,
  given: readonly string[],
): Promise<string[]> {
  const slugs = [...new Set(given)];
  const known = await tx.bounty.findMany({
    where: { slug: { in: slugs }, OR: [{ isShown: true }, { sponsorId: ownerId }] },
    select: { slug: true },
  });
  const missing = slugs.find((slug) => !known.some((each) => each.slug === slug));
  if (missing === undefined) return slugs;
  const sentence = `There is no bounty ${missing} that you could be told of.`;
  throw new AppError("unprocessable", sentence, { fields: { bounties: sentence } });
}
