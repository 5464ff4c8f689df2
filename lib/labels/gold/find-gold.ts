import { db } from "@/lib/db/client";
import type { GoldView } from "./gold-schemas";

/** The gold items of a wording by their texts ("index/number"), as somebody sees them who has answered a hand of it. */
export async function findGold(
  { labelId, wording }: { labelId: string; wording: number },
  readerId: string,
): Promise<Map<string, GoldView>> {
  const rows = await db().goldItem.findMany({
    where: { labelId, wording, OR: [{ pickerId: null }, { picker: { suspendedAt: null } }] },
    select: {
      ...{ id: true, indexId: true, window: true, says: true, reason: true, pickerId: true, retiredAt: true },
      picker: { select: { handle: true } },
      disputes: { where: { disputerId: readerId }, select: { id: true } },
    },
  });
  return new Map(
    rows.map(({ id, indexId, window, says, reason, pickerId, picker, retiredAt, disputes }) => [
      `${indexId}/${window}`,
      {
        ...{ id, says, reason, picker: picker?.handle ?? null },
        ...{ isMine: pickerId === readerId, isDisputed: disputes.length > 0, isRetired: retiredAt !== null },
      },
    ]),
  );
}
