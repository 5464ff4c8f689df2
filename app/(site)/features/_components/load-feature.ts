import { cache } from "react";
import { cursorOf } from "@/app/_components/list-pager";
import { getViewer, type Viewer } from "@/lib/auth/viewer";
import { featureCircuitCursor, findCircuitsOfFeature } from "@/lib/circuits/find-circuits";
import { featureSubject } from "@/lib/discussion/subject";
import { AppError } from "@/lib/errors";
import { findSaid } from "@/lib/feature-page/find-said";
import type { FeatureAddress } from "@/lib/features/feature-address";
import { addressOf, featureParams } from "@/lib/features/feature-params";
import { getFeatureRow } from "@/lib/features/feature-row";
import { readFeature } from "@/lib/features/get-feature";
import { idCursor } from "@/lib/paging/page";
import { readShown, type ShownFeature } from "./shown-feature";

/** The longer each is, the fewer examples are shown; of two features side by side, half as many of each. */
const examplesShown = { narrow: 20, more: 12, whole: 6 };

/** What a feature's page shows, read once for its head and its body; what is missing where the address names nothing. */
export const loadFeature = cache(async (path: string, query: string) => {
  const [model = "", set = "", layer = "", index = ""] = path.split("/").map(decodeURIComponent);
  const params = featureParams.safeParse({ model, set, layer, index });
  const shown = readShown(new URLSearchParams(query));
  if (!params.success) return { missing: unread, address: null };
  const address = addressOf(params.data);
  try {
    const viewer = await getViewer();
    const read = await getShown(address, shown, viewer, new URLSearchParams(query));
    return { missing: null, address, shown, viewer, ...read };
  } catch (error) {
    if (!(error instanceof AppError && error.code === "not-found")) throw error;
    return { missing: error.message, address };
  }
});

const unread =
  "An address names a model, one of its sets (attn, resid or mlp), a layer and an index, as in /features/storybook-4l/attn/3/697.";

/** A feature, what people call it and the circuits it is in, which are read at the same time. */
export async function getShown(
  address: FeatureAddress,
  { band, length, beside, example }: ShownFeature,
  viewer: Viewer,
  query = new URLSearchParams(),
) {
  const limit = examplesShown[length] / (beside === null ? 1 : 2);
  const row = await getFeatureRow(address);
  const key = { dictionaryId: row.dictionaryId, index: address.index };
  const cursor = cursorOf(query, "conversations", idCursor);
  const [feature, circuits, said] = await Promise.all([
    readFeature(row, address, { band: band ?? undefined, length, limit, named: example ?? undefined }),
    circuitsOf(row.featureId, query),
    findSaid(key, viewer, cursor),
  ]);
  return { about: featureSubject(key), feature, circuits, ...said, isFirstSet: row.isFirstSet };
}

function circuitsOf(featureId: bigint, query: URLSearchParams) {
  const cursor = cursorOf(query, "circuits", featureCircuitCursor);
  return findCircuitsOfFeature({ featureId, limit: 10, ...(cursor && { cursor }) });
}

/** What an address adds to the page; null where it names nothing that is there. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return null;
    throw error;
  }
}
