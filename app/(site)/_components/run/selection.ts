import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { isFeatureKind } from "@/lib/circuit-format/kinds";
import { type Feature, formatFeature, parseFeature } from "@/lib/circuit-format/node-id";
import type { RunView } from "@/lib/runs/view";
import { type FeatureOrder, featureOrders } from "./feature-order";

/** What of a run is looked at. It lives in the address, so that a link or a reload shows the same. */
export interface Selection {
  token: number;
  /** The features of the chosen token, or the strongest of the whole run. */
  scope: "token" | "run";
  kind: DictionaryKind | null;
  layer: number | null;
  feature: Feature | null;
  order: FeatureOrder;
  /** Words, an id or a head that the listed features are to match; "" for all. */
  find: string;
}

/** Most characters of `find` that are looked at: an address of a feature elsewhere. */
export const maxFind = 200;

export type Readable = Pick<RunView, "tokens"> & {
  kinds: Pick<RunView["kinds"][number], "kind" | "layers">[];
};

/** The token looked at when the address names none: the last, whose predictions go on with the text. */
export function defaultToken({ tokens }: Readable): number {
  return Math.max(0, tokens.length - 1);
}

/** Reads a selection from an address; whatever does not fit the run is as if it were not there. */
export function readSelection(params: URLSearchParams, run: Readable): Selection {
  const token = params.get("token") ?? "";
  const layer = params.get("layer") ?? "";
  const kind = params.get("kind") ?? "";
  const inRun = (kind_: DictionaryKind | null, layer_: number) =>
    run.kinds.some((known) => (kind_ === null || known.kind === kind_) && known.layers.includes(layer_));
  const feature = parseFeature(params.get("feature") ?? "");
  return {
    token: /^\d{1,6}$/.test(token) && Number(token) < run.tokens.length ? Number(token) : defaultToken(run),
    scope: params.get("scope") === "run" ? "run" : "token",
    kind: isFeatureKind(kind) && run.kinds.some((known) => known.kind === kind) ? kind : null,
    layer: /^\d{1,4}$/.test(layer) && inRun(null, Number(layer)) ? Number(layer) : null,
    feature: feature && inRun(feature.kind, feature.layer) ? feature : null,
    order: featureOrders.find((order) => order === params.get("sort")) ?? featureOrders[0],
    find: (params.get("find") ?? "").slice(0, maxFind),
  };
}

/** The query of an address that shows this selection; what is as by default is left out. */
export function selectionQuery(selection: Selection, run: Readable): string {
  const { token, scope, kind, layer, feature, order, find } = selection;
  const params = new URLSearchParams();
  if (token !== defaultToken(run)) params.set("token", String(token));
  if (scope === "run") params.set("scope", scope);
  if (kind) params.set("kind", kind);
  if (layer !== null) params.set("layer", String(layer));
  if (feature) params.set("feature", formatFeature(feature));
  if (order !== featureOrders[0]) params.set("sort", order);
  if (find.trim() !== "") params.set("find", find);
  return params.size > 0 ? `?${params}` : "";
}
