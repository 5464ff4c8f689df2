import { roleIncludes, type Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { isSiteAccount } from "@/lib/people/site-account";

/**
 * As whose author a member takes a finding back: their own, and administrators what the site has published for itself,
 * whose account nobody signs in to.
 */
export async function actedFor(
  findingId: string,
  viewer: Extract<Viewer, { kind: "member" }>,
): Promise<string> {
  if (!roleIncludes(viewer.role, "administrator")) return viewer.id;
  const site = await db().finding.findFirst({
    where: { id: findingId, author: isSiteAccount },
    select: { authorId: true },
  });
  return site?.authorId ?? viewer.id;
}
