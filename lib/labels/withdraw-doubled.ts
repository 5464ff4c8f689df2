import { Prisma, type Transaction } from "@/lib/db/client";

/**
 * Of hidden labels that are about to be shown again, takes those back for good whose words somebody has proposed meanwhile: a side has
 * one of a wording. For who holds their sides.
 */
export async function withdrawDoubled(
  tx: Transaction,
  of: { authorId: string } | { labelId: string },
): Promise<void> {
  const which =
    "authorId" in of
      ? Prisma.sql`l."authorId" = ${of.authorId}::uuid and l."hiddenAt" is null`
      : Prisma.sql`l.id = ${of.labelId}::uuid`;
  const doubled = await tx.$queryRaw<{ id: string; authorId: string | null }[]>`
    update "Label" l set "keptStanding" = false
    where ${which} and l."keptStanding" and exists (
      select 1 from "Label" s where s."dictionaryId" = l."dictionaryId" and s.index = l.index and s.side = l.side
        and s.normal = l.normal and s.id <> l.id
        and (s."withdrawnAt" is null or s."keptStanding" and s."hiddenAt" is null and s.id < l.id))
    returning l.id, l."authorId"`;
  // The log has it as a withdrawal, which its author may not undo while the other stands.
  await tx.labelEvent.createMany({
    data: doubled.map(({ id, authorId }) => ({
      labelId: id,
      actorId: authorId,
      kind: "withdrawn",
      data: {},
    })),
  });
}
