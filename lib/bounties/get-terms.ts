import type { Viewer } from "@/lib/auth/viewer-type";
import type { BountyTerms } from "@/lib/bounty-format/terms";
import { db } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { notFound } from "@/lib/errors";
import { termsOf } from "./terms-of";

/** What entries of a bounty are judged by: its hash is the one that the bounty and each entry state. Throws "not-found". */
export async function getTerms(slug: string, viewer: Viewer): Promise<BountyTerms> {
  const own = viewer.kind === "member" ? [{ sponsorId: viewer.id }] : [];
  const row = isStorable(slug)
    ? await db().bounty.findFirst({ where: { slug, OR: [{ isShown: true }, ...own] } })
    : null;
  if (!row) throw notFound("bounty");
  return termsOf(row);
}
