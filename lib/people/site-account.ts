import { db, type Prisma } from "@/lib/db/client";

const purpose = "site";
/** Reserved (lib/auth/handle.ts), so that no member has it who made an account here. */
const handle = "circuit-commons";

/** Which account is the site's own. It has neither a password nor another way in, so that nobody signs in to it. */
export const isSiteAccount = { purpose } satisfies Prisma.UserWhereInput;

/** The id of the site's own account, made once: what the site publishes for itself is by it. */
export async function ensureSiteAccount(): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const standing = await db().user.findUnique({ where: { purpose }, select: { id: true } });
    if (standing) return standing.id;
    // Somebody may have had the handle before it was reserved, or another process makes the account at this moment.
    const free = attempt === 0 ? handle : `${handle}-${attempt + 1}`;
    await db().user.createMany({
      data: { purpose, handle: free, name: "Circuit Commons (this site)" },
      skipDuplicates: true,
    });
  }
}
