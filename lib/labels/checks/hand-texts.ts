import { db } from "@/lib/db/client";
import { unpackWindow } from "@/lib/features/window-codec";
import { getVocabulary } from "@/lib/models/vocabulary";
import { placeTokens } from "@/lib/tokens/token-text";
import type { Hand } from "./view";

type ShownToken = Hand["texts"][number]["tokens"][number];

/** Tokens of a window that are shown, from the first to the last. */
interface Shown {
  indexId: string;
  window: number;
  first: number;
  last: number;
}

/** How many are shown before and after where a text's peak stands, or would. */
export const shownAround = { before: 28, after: 10 } as const;

export function around(
  { indexId, window, position }: { indexId: string; window: number; position: number },
  after: number = shownAround.after,
): Shown {
  return { indexId, window, first: position - shownAround.before, last: position + after };
}

/** Texts of corpora, in their order; none of a window that is not kept any more. */
export async function readTexts(
  model: { name: string; vocabularySize: number },
  shown: readonly Shown[],
): Promise<ShownToken[][]> {
  const [vocabulary, windows] = await Promise.all([
    getVocabulary(model.name),
    db().corpusWindow.findMany({
      where: { OR: shown.map(({ indexId, window }) => ({ indexId, number: window })) },
      select: { indexId: true, number: true, tokenIds: true },
    }),
  ]);
  const byPlace = new Map(windows.map(({ indexId, number, tokenIds }) => [`${indexId}/${number}`, tokenIds]));
  return shown.map(({ indexId, window, first, last }) => {
    const packed = byPlace.get(`${indexId}/${window}`);
    if (!packed) return [];
    const ids = unpackWindow(packed, model.vocabularySize);
    const placed = placeTokens(
      ids.map((id, at) => ({ position: at, id, ...(vocabulary?.tokens.get(id) ?? { text: "" }) })),
    );
    return placed.filter(({ position }) => position >= first && position <= last);
  });
}
