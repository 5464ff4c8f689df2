import { db } from "@/lib/db/client";
import { unpackWindow } from "@/lib/features/window-codec";
import { getVocabulary } from "@/lib/models/vocabulary";
import { placeTokens } from "@/lib/tokens/token-text";
import type { Hand } from "./view";

type ShownToken = Hand["texts"][number]["tokens"][number];

/** Tokens shown before and after where a text's peak stands, or would. */
export const shownAround = { before: 28, after: 10 } as const;

interface Place {
  indexId: string;
  window: number;
  position: number;
}

/** The tokens around places of corpora, `after` of them behind each, in their order; none of a window that is not kept any more. */
export async function readTexts(
  model: { name: string; vocabularySize: number },
  places: readonly Place[],
  after: number = shownAround.after,
): Promise<ShownToken[][]> {
  const [vocabulary, windows] = await Promise.all([
    getVocabulary(model.name),
    db().corpusWindow.findMany({
      where: { OR: places.map(({ indexId, window }) => ({ indexId, number: window })) },
      select: { indexId: true, number: true, tokenIds: true },
    }),
  ]);
  const byPlace = new Map(windows.map(({ indexId, number, tokenIds }) => [`${indexId}/${number}`, tokenIds]));
  return places.map(({ indexId, window, position }) => {
    const packed = byPlace.get(`${indexId}/${window}`);
    if (!packed) return [];
    const ids = unpackWindow(packed, model.vocabularySize);
    const placed = placeTokens(
      ids.map((id, at) => ({ position: at, id, ...(vocabulary?.tokens.get(id) ?? { text: "" }) })),
    );
    return placed.filter(
      (token) => token.position >= position - shownAround.before && token.position <= position + after,
    );
  });
}
