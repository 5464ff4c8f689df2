import { formatFeature } from "@/lib/circuit-format/node-id";
import { bandCount } from "@/lib/evidence-format/strata";
import { exampleReference, type NamedExample, readExampleReference } from "@/lib/features/example-reference";
import { type ExampleLength, exampleLengths, type FeatureView } from "@/lib/features/view";

/** What of a feature is looked at. It lives in the address, so that links change it without a script. */
export interface ShownFeature {
  band: number | null;
  length: ExampleLength;
  /** Of which head alone the reading is shown. */
  head: number | null;
  /** What stands in the second column, as it was written. */
  beside: string | null;
  /** The run of a text that it is tried on. */
  run: string | null;
  /** An example that the address names. */
  example: NamedExample | null;
}

const count = (text: string | null, below: number) =>
  text !== null && /^\d{1,4}$/.test(text) && Number(text) < below ? Number(text) : null;

/** Reads what is looked at from an address; what makes no sense is as if it were not there. */
export function readShown(params: URLSearchParams): ShownFeature {
  const length = params.get("length");
  return {
    band: count(params.get("band"), bandCount),
    length: exampleLengths.find((each) => each === length) ?? "narrow",
    head: count(params.get("head"), 1_000),
    beside: params.get("beside")?.slice(0, 200) || null,
    run: params.get("run"),
    example: readExampleReference(params.get("example") ?? ""),
  };
}

/** The query of an address that shows this; what is as by default is left out. */
export function shownQuery(shown: ShownFeature): string {
  const params = new URLSearchParams();
  if (shown.band !== null) params.set("band", String(shown.band));
  if (shown.length !== "narrow") params.set("length", shown.length);
  if (shown.head !== null) params.set("head", String(shown.head));
  if (shown.beside !== null) params.set("beside", shown.beside);
  if (shown.run !== null) params.set("run", shown.run);
  if (shown.example !== null) params.set("example", exampleReference(shown.example));
  return params.size > 0 ? `?${params}` : "?";
}

/** What one calls a feature that has no name yet. */
export function nameOf(feature: Pick<FeatureView, "kind" | "layer" | "index" | "name">): string {
  return feature.name ?? formatFeature(feature);
}
