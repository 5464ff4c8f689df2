import type { Transaction } from "@/lib/db/client";
import type { SideKey } from "../label-event";

/**
 * Windows ("index/number") that a person was asked about before for the same side of a feature, whatever it was called then and whatever was
 * asked; of what makes it fire, without a label too.
 */
export async function seenBefore(
  tx: Transaction,
  { dictionaryId, index, side }: SideKey,
  raterId: string,
): Promise<string[]> {
  const asked = {
    where: { raterId, label: { dictionaryId, index, side } },
    select: { indexId: true, window: true },
  } as const;
  const rows = [...(await tx.labelCheck.findMany(asked)), ...(await tx.pinpointCheck.findMany(asked))];
  if (side === "input")
    rows.push(
      ...(await tx.intruderText.findMany({
        where: { question: { raterId, dictionaryId, index } },
        select: asked.select,
      })),
    );
  return rows.map(({ indexId, window }) => `${indexId}/${window}`);
}
