import { db } from "@/lib/db/client";
import { readWindow } from "@/lib/features/window-codec";

/** The windows of some indices: two bytes or four a token of their corpora. */
export async function openWindows(indexIds: readonly string[], vocabularySize: number) {
  const windows = new Map<string, Map<number, Uint16Array | Uint32Array>>();
  for (const indexId of indexIds) {
    const rows = await db().corpusWindow.findMany({
      where: { indexId },
      select: { number: true, tokenIds: true },
    });
    windows.set(
      indexId,
      new Map(rows.map(({ number, tokenIds }) => [number, readWindow(tokenIds, vocabularySize)])),
    );
  }
  return {
    /** Token ids of a window, the beginning-of-text token in front. */
    tokensOf(indexId: string, number: number): Uint16Array | Uint32Array {
      const tokenIds = windows.get(indexId)?.get(number);
      if (!tokenIds) throw new Error(`index ${indexId} has no window ${number}`);
      return tokenIds;
    },
  };
}
