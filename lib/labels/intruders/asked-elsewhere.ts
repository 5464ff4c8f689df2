import type { Transaction } from "@/lib/db/client";
import type { SideKey } from "../label-event";

type Feature = Pick<SideKey, "dictionaryId" | "index">;

/** Whether somebody, or a program of theirs, is asked by a label of a feature about texts and has not answered all. */
export async function isAskedByLabel(tx: Transaction, of: Feature, raterId: string): Promise<boolean> {
  const open = { raterId, answeredAt: null, label: featureOf(of) };
  return (
    (await tx.labelCheck.count({ where: open })) > 0 || (await tx.pinpointCheck.count({ where: open })) > 0
  );
}

/** Whether somebody has proposed a label of a feature, or they or a program of theirs were asked by one. */
export async function knowsLabel(tx: Transaction, of: Feature, raterId: string): Promise<boolean> {
  const label = featureOf(of);
  return (
    (await tx.label.count({ where: { ...label, authorId: raterId } })) > 0 ||
    (await tx.labelCheck.count({ where: { raterId, label } })) > 0 ||
    (await tx.pinpointCheck.count({ where: { raterId, label } })) > 0
  );
}

const featureOf = ({ dictionaryId, index }: Feature) => ({ dictionaryId, index });
