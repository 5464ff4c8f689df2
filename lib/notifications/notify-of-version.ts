import type { Transaction } from "@/lib/db/client";
import { notify, watchersOf } from "./notify";

interface Published {
  findingId: string;
  number: number;
  title: string;
  authorId: string;
}

/** Tells who watches a finding of its next version, and who watches its author of its first. */
export async function notifyOfVersion(tx: Transaction, published: Published): Promise<void> {
  const { findingId, number, title, authorId } = published;
  const told = {
    ...{ thing: `version:${findingId}:${number}`, title, path: `/findings/${findingId}` },
    ...{ actorId: authorId, findingId },
  };
  await notify(tx, await watchersOf(tx, { kind: "finding", id: findingId }), { ...told, kind: "version" });
  if (number === 1)
    await notify(tx, await watchersOf(tx, { kind: "person", id: authorId }), { ...told, kind: "published" });
}
