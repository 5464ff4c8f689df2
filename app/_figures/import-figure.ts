import type { Viewer } from "@/lib/auth/viewer-type";
import { askerOf } from "@/lib/computations/asker";
import { siteUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { getImport, readPackedImport } from "@/lib/imports/get-import";
import { onThread } from "@/lib/threads/on-thread";
import { placeTokens } from "@/lib/tokens/token-text";
import { targetTitle } from "../(site)/circuits/_components/target-words";
import { drawingFigure } from "./drawing-figure";
import { type FigureQuery, viewOf } from "./figure-query";

/** An imported circuit of one's own as a figure. Throws as `getCircuitFigure` does. */
export async function getImportFigure(
  importId: string,
  { look, width, titled, ...query }: FigureQuery,
  viewer: Extract<Viewer, { kind: "member" }>,
): Promise<string> {
  const own = { importId, ownerId: viewer.id };
  const [{ report, fileName }, view] = await Promise.all([getImport(own), viewOf(query)]);
  if (!report) throw new AppError("conflict", "This file has not been read yet, or could not be.");
  const { summary } = report;
  const { target, labels, layers, model } = summary;
  const tokens = placeTokens(summary.tokens);
  const outputs = summary.outputs.map(([id, text]) => [id, { text }] as const);
  const address = `${siteUrl()}/imports/${importId}`;
  return onThread(drawingFigure, askerOf(viewer).key, async () => ({
    packed: await readPackedImport(own),
    expansions: [],
    view,
    words: { tokens, outputs: new Map(outputs), labels: new Map(labels) },
    layers,
    title: titled ? fileName : null,
    question: targetTitle({ target, tokens, outputs }),
    readBy: `Imported from a file, which says that it is of ${model}; not computed by this site.`,
    ...{ verified: null, check: null },
    link: { shown: address, whole: address },
    ...{ look, width },
  }));
}
