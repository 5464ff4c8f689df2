import { readFileSync } from "node:fs";
import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { headTable } from "@/lib/engine/attribution/head-table";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import { readRows, readTensor, type WeightTensor } from "@/lib/engine/weights/safetensors";
import type { Evidence, Example } from "@/lib/evidence-format/evidence";
import { bandOf, binOf } from "@/lib/evidence-format/strata";

/*
 * Evidence of a few of the bundled model's features, counted naively over the first texts of its corpus: for tests of
 * what shows evidence and does not make it (`evidence.ts` stores it).
 */

const folder = "models/storybook-4l";
/** Of a text: as much of each as surely fits. */
const maxCharacters = 360;
const windowCount = 40;
const examplesWithReads = 6;
/** Of the features that fire on a text's last token: as many of each dictionary, the strongest first. */
const perDictionaryOfText = 6;

interface Firing {
  window: number;
  position: number;
  activation: number;
}

interface Seen {
  feature: Feature;
  firings: Firing[];
}

/** What was counted of some features, and in which texts, each its tokens' ids. */
export interface NaiveEvidence {
  windows: number[][];
  vocabularySize: number;
  /** The texts are said to be of no index yet. */
  features: { feature: Feature; evidence: Evidence }[];
}

/**
 * Reads texts and counts evidence of `perDictionary` features of each dictionary and of those that fire strongest on the
 * last token of `text`, as far as they fired in what was read.
 */
export async function countNaively(perDictionary: number, text?: string): Promise<NaiveEvidence> {
  const model = await openModel(folder, { runtime: await openRuntime({ provider: "cpu", threads: 1 }) });
  try {
    const windows = readFileSync(`${folder}/corpus.jsonl`, "utf8")
      .split("\n")
      .slice(0, windowCount)
      .map((line) => model.tokenize(JSON.parse(line).text.slice(0, maxCharacters)).map(({ id }) => id));
    const seen = await countFirings(model, windows);
    const wanted = text === undefined ? new Set() : await firingLast(model, text);
    const some = model.dictionaries.flatMap(({ kind, layer }) =>
      // Those that fire on about one token of a hundred say most in a few texts.
      [...seen.values()]
        .filter(({ feature }) => feature.kind === kind && feature.layer === layer)
        .sort((a, b) => Math.abs(a.firings.length - 40) - Math.abs(b.firings.length - 40))
        .slice(0, perDictionary),
    );
    const more = [...seen.values()].filter(
      (each) => wanted.has(formatFeature(each.feature)) && !some.includes(each),
    );
    const chosen = [...some, ...more];
    const directions = new Map(
      chosen.map(({ feature }) => [formatFeature(feature), directionOf(model, feature)]),
    );
    const features: NaiveEvidence["features"] = [];
    for (const each of chosen)
      features.push({
        feature: each.feature,
        evidence: await evidenceOf(model, windows, each, { chosen, directions }),
      });
    return { windows, vocabularySize: model.config.vocabularySize, features };
  } finally {
    await model.close();
  }
}

/** The names of the features of each dictionary that fire strongest on the last token of a text. */
async function firingLast(model: LoadedModel, text: string): Promise<Set<string>> {
  const ids = model.tokenize(text).map(({ id }) => id);
  const { features } = await model.run(ids);
  return new Set(
    features.flatMap(({ kind, layer, positions, indices, activations }) =>
      sortedBy(
        [...indices].flatMap((index, n) =>
          positions[n] === ids.length - 1 ? { index, activation: activations[n] ?? 0 } : [],
        ),
        ({ activation }) => activation,
      )
        .slice(0, perDictionaryOfText)
        .map(({ index }) => formatFeature({ kind, layer, index })),
    ),
  );
}

async function countFirings(model: LoadedModel, windows: number[][]): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  for (const [window, ids] of windows.entries()) {
    const { features } = await model.run(ids);
    for (const { kind, layer, positions, indices, activations } of features)
      for (const [n, index] of indices.entries()) {
        const position = positions[n] ?? 0;
        if (position === 0) continue;
        const feature = { kind, layer, index };
        const known = seen.get(formatFeature(feature)) ?? { feature, firings: [] };
        known.firings.push({ window, position, activation: activations[n] ?? 0 });
        seen.set(formatFeature(feature), known);
      }
  }
  return seen;
}

/** Of all texts together, without their beginnings. */
export const tokensOf = (windows: number[][]) => windows.reduce((sum, ids) => sum + ids.length - 1, 0);
function groupBy<T, K>(list: readonly T[], keyOf: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const each of list) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const sortedBy = <T>(list: T[], of: (each: T) => number) => list.toSorted((a, b) => of(b) - of(a));

interface Context {
  chosen: Seen[];
  directions: Map<string, Float32Array>;
}

async function evidenceOf(
  model: LoadedModel,
  windows: number[][],
  { feature, firings }: Seen,
  { chosen, directions }: Context,
): Promise<Evidence> {
  const values = firings.map(({ activation }) => activation);
  const byWindow = groupBy(firings, ({ window }) => window);
  const examples: Example[] = [];
  for (const [window, inside] of byWindow) {
    const [peak] = sortedBy(inside, ({ activation }) => activation);
    if (!peak) continue;
    examples.push({
      ...{ corpus: 0, window, position: peak.position, activation: peak.activation, probability: null },
      firings: inside.map(({ position, activation }) => [position, Number(activation.toPrecision(3))]),
      fired: inside.length,
    });
  }
  const top = sortedBy(examples, ({ activation }) => activation).slice(0, 20);
  if (feature.kind === "attn")
    for (const example of top.slice(0, examplesWithReads))
      Object.assign(example, await readsOf(model, windows[example.window] ?? [], feature, example.position));
  const bins = values.map((value) => binOf(value));
  const first = Math.min(...bins);
  const counts = Array.from({ length: Math.max(...bins) - first + 1 }, () => 0);
  for (const bin of bins) counts[bin - first] = (counts[bin - first] ?? 0) + 1;
  const tokenOf = ({ window, position }: Firing) => windows[window]?.[position] ?? -1;
  const logits = logitsOf(model, directions.get(formatFeature(feature)) ?? new Float32Array());
  const ranked = sortedBy(
    [...logits].map((value, token) => ({ token, value })),
    ({ value }) => value,
  );
  return {
    format: "circuit-commons/evidence@1",
    corpora: [{ indexId: "", tokens: tokensOf(windows), windows: windows.length }],
    fired: { tokens: firings.length, windows: byWindow.size },
    activation: { max: Math.max(...values), mean: sum(values) / values.length },
    histogram: { first, counts },
    top,
    bands: [...groupBy(examples, ({ activation }) => bandOf(activation))]
      .sort(([a], [b]) => a - b)
      .map(([band, drawn]) => ({
        ...{ band, windows: drawn.length },
        drawn: drawn.map((example) => ({ ...example, probability: 1 })),
      })),
    tokens: sortedBy(
      [...groupBy(firings, tokenOf)].map(([token, on]) => {
        const sampled = sum(windows.map((ids) => ids.slice(1).filter((id) => id === token).length));
        const share = sum(on.map(({ activation }) => activation)) / sum(values);
        return { token, share, firesOn: on.length / sampled, sampled };
      }),
      ({ share }) => share,
    ).slice(0, 12),
    logits: { promoted: ranked.slice(0, 10), suppressed: ranked.slice(-10).toReversed() },
    heads: feature.kind === "attn" ? headsOf(model, feature, top) : null,
    neighbours: likeIt(feature, chosen, directions),
    together: firesWith(feature, firings, chosen),
    families: [],
    duplicates: [],
    negatives: missesOf(windows, byWindow, likeIt(feature, chosen, directions), chosen),
  };
}

/** Windows without a firing: every other one as drawn at random, the rest where a near neighbour fires, as far as one does. */
function missesOf(
  windows: number[][],
  fired: ReadonlyMap<number, unknown>,
  near: readonly Feature[],
  chosen: readonly Seen[],
): Evidence["negatives"] {
  return windows.flatMap((_, window): Evidence["negatives"] => {
    if (fired.has(window)) return [];
    const miss = { corpus: 0, window, probability: 1 };
    for (const { kind, layer, index } of window % 2 === 0 ? [] : near) {
      const name = formatFeature({ kind, layer, index });
      const seen = chosen.find(({ feature }) => formatFeature(feature) === name);
      const firing = seen?.firings.find((each) => each.window === window);
      if (firing) return [{ ...miss, position: firing.position, neighbour: { kind, layer, index } }];
    }
    return [{ ...miss, position: 10, neighbour: null }];
  });
}

async function readsOf(model: LoadedModel, ids: number[], feature: Feature, position: number) {
  // What comes after is not read.
  const { table } = await headTable(model, ids.slice(0, position + 1), { ...feature, position });
  const all = table.flatMap((row, head) => row.map((value, source) => ({ head, source, value })));
  return {
    reads: sortedBy(all, ({ value }) => Math.abs(value)).slice(0, 8),
    readsTotal: sum(all.map(({ value }) => value)),
  };
}

const rowOf = (tensor: WeightTensor, row: number) => readRows(tensor, row, row + 1);

/** Read from their files once for all features. */
const keptTensors = new WeakMap<WeightTensor, Float32Array>();

function valuesOf(tensor: WeightTensor): Float32Array {
  const values = keptTensors.get(tensor) ?? readTensor(tensor);
  keptTensors.set(tensor, values);
  return values;
}

/** What one unit of a feature writes to the residual stream. (D) */
function directionOf(model: LoadedModel, { kind, layer, index }: Feature): Float32Array {
  const dictionary = model.dictionaries.find((each) => each.kind === kind && each.layer === layer);
  if (!dictionary) throw new Error("there is no such dictionary");
  const row = rowOf(dictionary.W_dec, index);
  if (kind !== "attn") return row;
  const { weight, transposed } = model.weights.layers[layer]?.out ?? {};
  if (!weight) throw new Error("there is no such layer");
  const [W, D] = [valuesOf(weight), model.config.dModel];
  return Float32Array.from({ length: D }, (_, d) =>
    sum([...row].map((value, i) => value * (W[transposed ? d * row.length + i : i * D + d] ?? 0))),
  );
}

function logitsOf({ weights, config }: LoadedModel, direction: Float32Array): number[] {
  const [gamma, U] = [valuesOf(weights.finalNorm.gamma), valuesOf(weights.unembedding)];
  const D = direction.length;
  const scaled = Float64Array.from(direction, (value, d) => value * (gamma[d] ?? 0));
  const logits = Array.from({ length: config.vocabularySize }, (_, token) => {
    let logit = 0;
    // Millions of products for each feature: a loop that allocates nothing takes a tenth of the time.
    for (let d = 0; d < D; d++) logit += (scaled[d] ?? 0) * (U[token * D + d] ?? 0);
    return logit;
  });
  const mean = sum(logits) / logits.length;
  return logits.map((logit) => logit - mean);
}

function headsOf(model: LoadedModel, { kind, layer, index }: Feature, top: Example[]): Evidence["heads"] {
  const dictionary = model.dictionaries.find((each) => each.kind === kind && each.layer === layer);
  const { heads: H, dHead: K } = model.config;
  const row = dictionary ? rowOf(dictionary.W_dec, index) : new Float32Array();
  const norms = Array.from({ length: H }, (_, h) => Math.hypot(...row.subarray(h * K, (h + 1) * K)));
  const read = top.filter(({ reads }) => reads);
  const shares = read.map(({ reads = [] }) => {
    const all = sum(reads.map(({ value }) => Math.abs(value)));
    return norms.map(
      (_, h) => sum(reads.filter(({ head }) => head === h).map(({ value }) => Math.abs(value))) / all,
    );
  });
  return {
    byWeight: norms.map((norm) => norm / sum(norms)),
    byDfa: norms.map((_, h) => sum(shares.map((share) => share[h] ?? 0)) / shares.length),
    examples: read.length,
  };
}

function likeIt(feature: Feature, chosen: Seen[], directions: Context["directions"]) {
  const own = directions.get(formatFeature(feature)) ?? new Float32Array();
  const others = chosen.filter((each) => each.feature !== feature);
  const cosines = others.map(({ feature: other }) => {
    const direction = directions.get(formatFeature(other)) ?? new Float32Array();
    const dot = sum([...own].map((value, d) => value * (direction[d] ?? 0)));
    return { ...other, cosine: dot / (Math.hypot(...own) * Math.hypot(...direction)) };
  });
  return sortedBy(cosines, ({ cosine }) => cosine).slice(0, 8);
}

function firesWith(feature: Feature, firings: Firing[], chosen: Seen[]) {
  const places = new Set(firings.map(({ window, position }) => `${window}/${position}`));
  const others = chosen.filter((each) => each.feature !== feature);
  const counted = others.map((other) => {
    const both = other.firings.filter(({ window, position }) => places.has(`${window}/${position}`)).length;
    return { ...other.feature, both, overlap: both / Math.sqrt(firings.length * other.firings.length) };
  });
  return sortedBy(counted, ({ overlap }) => overlap)
    .filter(({ both }) => both > 0)
    .slice(0, 8);
}
