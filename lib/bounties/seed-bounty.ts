import { termsHash } from "@/lib/bounty-format/terms";
import { seededTerms } from "@/lib/bounty-rules/seeded-terms";
import { db } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import { renderWriteUp } from "@/lib/findings/write-up/render-write-up";
import { ensureSiteAccount } from "@/lib/people/site-account";

/** Which one it is, for good: once cancelled it does not come back. */
const seed = "attention-feature-circuit@1";
const openDays = 365;

/** Opens the installation's own bounty, without a prize, if it never was: whichever process is first. */
export async function seedBounty(): Promise<void> {
  if (await db().bounty.findUnique({ where: { seed }, select: { id: true } })) return;
  const { format: _, rules, ...said } = seededTerms;
  const [sponsorId, writeUp, openedAt] = await Promise.all([
    ensureSiteAccount(),
    renderWriteUp(said.brief, "site"),
    databaseTime(),
  ]);
  await db().bounty.createMany({
    data: {
      ...{ ...said, rules: rules.map((rule) => JSON.parse(JSON.stringify(rule))), writeUp, sponsorId, seed },
      ...{ termsHash: termsHash(seededTerms), openedAt, opensAt: openedAt },
      closesAt: new Date(openedAt.getTime() + openDays * 86_400_000),
    },
    skipDuplicates: true,
  });
}
