import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";
import { parseFeature } from "@/lib/circuit-format/node-id";
import { readSetSegment } from "./feature-address";

/** What somebody's text means, in whatever notation: a feature, or what is none. */
export type FeatureReference =
  | {
      means: "feature";
      /** As the text names it; undefined where it names none. */
      model?: string | undefined;
      /** Those the notation can mean. */
      kinds: readonly DictionaryKind[];
      /** The set's name; elsewhere's where `elsewhere` says so. */
      set?: string | undefined;
      /** Whose notation it is, where the number counts in a dictionary of theirs. */
      elsewhere?: "Neuronpedia" | "SAELens" | undefined;
      /** TransformerLens' name of the site, where the text has it. */
      site?: string | undefined;
      layer: number;
      index: number;
    }
  | { means: "head"; layer: number; head: number }
  | { means: "neuron"; model: string; layer: number; index: number };

type Feature = Extract<FeatureReference, { means: "feature" }>;

/** Longest text that is looked at: an address with a query. */
const maxReferenceLength = 400;

/** Reads a feature's id as people write it elsewhere or here; undefined where the text is none. */
export function readFeatureReference(text: string): FeatureReference | undefined {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed.length > maxReferenceLength) return undefined;
  const path = pathOf(trimmed);
  for (const read of [readOwn, readOwnAddress, readHead, readShort, readSite, readNeuronpedia, readScope]) {
    const reference = read(path);
    if (reference) return reference;
  }
  return undefined;
}

/** Of an address the path, without what a program put in front of a feature's; anything else as it is. */
function pathOf(text: string): string {
  const address =
    /^(?:https?:\/\/)?(?:www\.)?(?:[\w-]+\.)+[a-z]+(?::\d+)?\//i.test(text) || /^https?:\/\//i.test(text);
  const path = address ? text.replace(/^https?:\/\//i, "").replace(/^[^/]*\//, "") : text;
  const bare = (address || text.startsWith("/") ? path.replace(/[?#].*$/, "") : path).replace(/^\/|\/$/g, "");
  return bare.replace(/^api\/feature\//, "").replace(/^api\/v1\/features\//, "features/");
}

/** `attn.3.697`, also as a node of a circuit: `attn.3.697@9`. */
function readOwn(text: string): Feature | undefined {
  const feature = parseFeature(text.replace(/@\d+$/, ""));
  return feature && { means: "feature", kinds: [feature.kind], layer: feature.layer, index: feature.index };
}

/** `features/storybook-4l/attn/3/697`. */
function readOwnAddress(path: string): Feature | undefined {
  const [, model, segment, layer, index] = /^features\/([^/]+)\/([^/]+)\/(\d+)\/(\d+)$/.exec(path) ?? [];
  if (model === undefined || segment === undefined) return undefined;
  const set = readSetSegment(decoded(segment));
  return (
    set && {
      ...counted(layer, index),
      means: "feature",
      model: decoded(model),
      kinds: [set.kind],
      set: set.set,
    }
  );
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** `L3H5`, `3H5`, `L3.H5`, `head 3.5`. */
function readHead(text: string): FeatureReference | undefined {
  const match = /^(?:L?(\d+)\.?H(\d+)|head (\d+)\.(\d+))$/i.exec(text);
  if (!match) return undefined;
  const { layer, index } = counted(match[1] ?? match[3], match[2] ?? match[4]);
  return { means: "head", layer, head: index };
}

const letters: Readonly<Record<string, readonly DictionaryKind[]>> = {
  a: ["attn"],
  attn: ["attn"],
  att: ["attn"],
  r: ["resid"],
  resid: ["resid"],
  res: ["resid"],
  m: ["mlp"],
  mlp: ["mlp"],
  t: ["mlp"],
};

/** `3.566`, `L3.697`, `L3F697`, `A3.697`, `M2.12`, `R1/4`, `attn 3 697`, `layer 3 feature 697`. */
function readShort(text: string): Feature | undefined {
  const match =
    /^(l|a|att|attn|r|res|resid|m|mlp|t)?[ ._-]?(\d+)(?:[./:#,]| ?[.,/]? ?f|\s)\s?(\d+)$/i.exec(text) ??
    /^(layer) (\d+),? (?:feature|latent) #?(\d+)$/i.exec(text);
  if (!match) return undefined;
  const kinds = letters[(match[1] ?? "").toLowerCase()] ?? dictionaryKinds;
  return { means: "feature", kinds, ...counted(match[2], match[3]) };
}

/** SAELens' names of sites with an index: `blocks.3.attn.hook_z/697`, `gpt2-small-hook-z-kk/blocks.3.hook_z/697`. */
function readSite(text: string): Feature | undefined {
  const match = /^(?:[\w.-]+\/)*?blocks\.(\d+)\.([a-z0-9_.]*?hook_[a-z_]*[a-z])(?:_\d+)?[^\w]+(\d+)$/i.exec(
    text,
  );
  const [, layer, hook = "", index] = match ?? [];
  if (!match) return undefined;
  const kinds = kindsOf(hook);
  // SAELens calls the sites of attention by a shorter name too.
  const site = `blocks.${layer}.${hook.replace(/^hook_z$/, "attn.hook_z")}`;
  return { means: "feature", kinds, elsewhere: "SAELens", site, ...counted(layer, index) };
}

/** `gpt2-small/3-att-kk/697`, `3-res-jb/12`, `gpt2-small@3-att-kk:697`; a neuron's is `gpt2-small/3/697`. */
function readNeuronpedia(text: string): FeatureReference | undefined {
  const neuron = /^([\w.-]*[a-z][\w.-]*)\/(\d+)\/(\d+)$/i.exec(text);
  if (neuron) return { means: "neuron", model: neuron[1] ?? "", ...counted(neuron[2], neuron[3]) };
  const match = /^(?:([\w.-]+)[/@])?(\d+)-([a-z][\w-]*)[/:\s,]+(\d+)$/i.exec(text);
  const [, model, layer, set = "", index] = match ?? [];
  if (!match) return undefined;
  const kinds = kindsOf(set);
  return {
    ...{ means: "feature", model: model?.toLowerCase(), kinds, set: set.toLowerCase() },
    ...{ elsewhere: "Neuronpedia", ...counted(layer, index) },
  };
}

/** Releases that name layers by folders: `gemma-scope-2b-pt-res-canonical/layer_20/width_16k/canonical/123`. */
function readScope(text: string): Feature | undefined {
  const match = /^([\w.-]+\/(?:[\w.-]+\/)*)?layer_(\d+)(?:[\w./-]*?)[/:\s,](\d+)$/i.exec(text);
  if (!match) return undefined;
  return {
    means: "feature",
    kinds: kindsOf(match[1] ?? ""),
    elsewhere: "SAELens",
    ...counted(match[2], match[3]),
  };
}

/** The kinds a name of a site, a source or a release speaks of; all where it says none. */
function kindsOf(name: string): readonly DictionaryKind[] {
  if (/transcoder|tres|\bclt\b|mlp|ln2/i.test(name)) return ["mlp"];
  if (/att|hook_[zqkv]$|hook-z/i.test(name)) return ["attn"];
  return /res/i.test(name) ? ["resid"] : dictionaryKinds;
}

function counted(layer: string | undefined, index: string | undefined): { layer: number; index: number } {
  return { layer: Number(layer), index: Number(index) };
}
