import { isFeatureKind } from "@/lib/circuit-format/kinds";
import { formatFeature } from "@/lib/circuit-format/node-id";
import type { Transaction } from "@/lib/db/client";
import { featurePath } from "@/lib/features/feature-address";
import { notify, watchersOf } from "@/lib/notifications/notify";
import type { SideKey } from "./label-event";

type FeatureKey = Omit<SideKey, "side">;

/** Who watches a feature, with its name and its page; null where nobody does. */
async function watchedFeature(tx: Transaction, { dictionaryId, index }: FeatureKey) {
  const people = await watchersOf(tx, { kind: "feature", id: `${dictionaryId}.${index}` });
  if (people.length === 0) return null;
  const { layer, set } = await tx.dictionary.findUniqueOrThrow({
    where: { id: dictionaryId },
    select: { layer: true, set: { select: { kind: true, name: true, model: { select: { name: true } } } } },
  });
  if (!isFeatureKind(set.kind)) return null;
  const feature = { kind: set.kind, layer, index };
  const path = featurePath({ model: set.model.name, set: set.name, ...feature });
  return { people, name: formatFeature(feature), path: `${path}#labels` };
}

/** Tells who watches a feature of a new proposal for it. */
export async function notifyOfProposal(
  tx: Transaction,
  { of, labelId, authorId, text }: { of: FeatureKey; labelId: string; authorId: string; text: string },
): Promise<void> {
  const watched = await watchedFeature(tx, of);
  if (!watched) return;
  const { people, name, path } = watched;
  const title = `\u201c${text}\u201d for ${name}`;
  await notify(tx, people, {
    kind: "proposal",
    thing: `label:${labelId}`,
    title,
    path,
    actorId: authorId,
    labelId,
  });
}

interface Stood {
  leaderId: string | null;
  text: string | null;
  state: string;
}

interface Change {
  key: SideKey;
  before: Stood;
  after: Stood;
  /** Counts the changes of the side. */
  version: number;
  actorId: string | null;
  /** The proposal that was just made, of which is told already. */
  proposed: string | null;
}

/** Tells who watches a feature that another label leads, or that the one that leads stands otherwise. */
export async function notifyOfNaming(tx: Transaction, change: Change): Promise<void> {
  const { key, before, after, version, actorId, proposed } = change;
  if (after.leaderId === null || after.leaderId === proposed) return;
  const isOther = before.leaderId !== after.leaderId || before.text !== after.text;
  if (!isOther && before.state === after.state) return;
  const watched = await watchedFeature(tx, key);
  if (!watched) return;
  const { people, name, path } = watched;
  const said = `\u201c${after.text}\u201d`;
  await notify(tx, people, {
    ...{ thing: `naming:${key.dictionaryId}.${key.index}.${key.side}:${version}`, path, actorId },
    ...(isOther
      ? { kind: "naming", title: `${name} is called ${said}` }
      : { kind: "standing", title: `${said} of ${name} is ${after.state}` }),
    labelId: after.leaderId,
  });
}
