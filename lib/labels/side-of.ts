import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import type { SideKey } from "./label-event";

/** Which side of which feature a proposal is for, which never changes. Throws "not-found". */
export async function sideOf(labelId: string): Promise<SideKey> {
  const label = await db().label.findUnique({
    where: { id: labelId },
    select: { dictionaryId: true, index: true, side: true },
  });
  if (!label) throw notFound("label");
  return label;
}
