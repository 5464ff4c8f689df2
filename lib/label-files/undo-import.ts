import { recordAct } from "@/lib/audit-log/record-act";
import { db, Prisma, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import type { SideKey } from "@/lib/labels/label-event";
import { settleNaming } from "@/lib/labels/naming";

/** An import of the largest dictionary is some ten thousand labels. */
const undoLimits = { maxWait: 15_000, timeout: 600_000 };

interface Undoing {
  importId: string;
  actorId: string;
  reason: string;
}

/**
 * Takes every label of an import back, all or none, with a reason in the audit log: also what others voted on or answered blind by, and where a
 * moderator locked a feature's labels, for it is the file that was wrong. Nothing is deleted. What a moderator hides stays hidden, and does not
 * come back either. Throws "not-found", and "conflict" for a second time.
 */
export async function undoImport({ importId, actorId, reason }: Undoing): Promise<{ takenBack: number }> {
  return db().$transaction(async (tx) => {
    // Waits for proposals of it that are on their way, which hold it too.
    const [held] = await tx.$queryRaw<{ undoneAt: Date | null; importerId: string | null }[]>`
      select "undoneAt", "importerId" from "LabelImport" where id = ${importId}::uuid for update`;
    if (!held) throw notFound("import of labels");
    if (held.undoneAt) throw new AppError("conflict", "This import is undone already.");
    const sides = await holdSides(tx, importId);
    const labels = await tx.$queryRaw<{ id: string; stood: boolean }[]>`
      with standing as (
        select id, "withdrawnAt" is null as stood from "Label"
        where "importId" = ${importId}::uuid and ("withdrawnAt" is null or "keptStanding"))
      update "Label" l set "withdrawnAt" = clock_timestamp(), "keptStanding" = false
      from standing s where l.id = s.id returning l.id, s.stood`;
    const at = new Date();
    await tx.labelEvent.createMany({
      data: labels.map(({ id: labelId }) => ({
        ...{ at, actorId, labelId, kind: "withdrawn", data: { undoes: importId } },
      })),
    });
    for (const side of sides) await settleNaming(tx, side);
    const takenBack = labels.filter(({ stood }) => stood).length;
    await tx.labelImport.update({
      where: { id: importId },
      data: { undoneAt: at, undoReason: reason, takenBack },
    });
    const subject = { kind: "import" as const, id: importId };
    await recordAct(tx, { actorId, kind: "undo", subject, personId: held.importerId, reason });
    return { takenBack };
  }, undoLimits);
}

/** Holds the sides that the import has labels of, in one order for all who hold several. */
async function holdSides(tx: Transaction, importId: string): Promise<SideKey[]> {
  const of = Prisma.sql`(select "dictionaryId", index, side from "Label" where "importId" = ${importId}::uuid)`;
  return tx.$queryRaw<SideKey[]>`
    select "dictionaryId", index, side::text as side from "Naming"
    where ("dictionaryId", index, side) in ${of} order by "dictionaryId", index, side for update`;
}
