import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";
import { layerOf, type Norm } from "../architectures/architecture";
import { sitesOfKind } from "../architectures/sites";
import { openedSite } from "../dictionaries/sites";
import { encoderInput } from "../encoder-input";
import { openModel } from "../model";
import { float32Of } from "../rows";
import type { Runtime } from "../runtime";
import type { Processing } from "../weights/manifest";
import { writeSafetensors } from "../weights/write-safetensors";
import { normal } from "./random";
import { type RandomModelSpec, writeRandomModel } from "./random-model";

/** The numbers of a dictionary as SAELens' files have them. */
export interface FittingDictionary {
  kind: DictionaryKind;
  layer: number;
  /** Whether it is of what is written already, so that its features are leaves. */
  opens: boolean;
  /** (D, F) */ W_enc: Float32Array;
  /** (F) */ b_enc: Float32Array;
  /** (F, D) */ W_dec: Float32Array;
  /** (D) */ b_dec: Float32Array;
  /** (D, D), of a skip transcoder, stored (dOut, dIn) */ W_skip?: Float32Array;
}

/** Which sorts of dictionaries are made. */
export interface FittingSorts {
  /** SAEs of what attention and MLP add to the stream, and of the stream between both. */
  opens?: boolean;
  /** Transcoders with a map of their input. */
  skips?: boolean;
  /** Principal directions that a dictionary knows of its site; two features each, one for each sign. */
  directions?: number;
  /** By default all. */
  kinds?: readonly DictionaryKind[];
}

/**
 * Writes a random model used under `processing`, with a dictionary at every site of some kinds that fits it there and nowhere else: what it rebuilds
 * are the site's mean and its first principal directions, and of an MLP the best linear map from those of its input.
 */
export async function writeFittingModel(
  runtime: Runtime,
  dir: string,
  spec: Omit<RandomModelSpec, "dictionaries" | "processing">,
  processing: Required<Processing>,
  texts: readonly (readonly number[])[],
  { opens = false, skips = false, directions = 12, kinds = dictionaryKinds }: FittingSorts = {},
): Promise<FittingDictionary[]> {
  writeRandomModel(dir, { ...spec, processing, dictionaries: [] });
  const model = await openModel(dir, { runtime });
  const places = kinds.flatMap((kind) =>
    Array.from({ length: spec.layers }, (_, layer) => ({ kind, layer, ...sitesOf(kind, layer, opens) })),
  );
  const D = model.config.dModel;
  const rows = new Map<string, Float64Array[]>();
  for (const tokens of texts) {
    const sites = await model.forward(tokens, [
      ...new Set(places.flatMap(({ hookIn, hookOut }) => [hookIn, hookOut])),
    ]);
    for (const [name, site] of sites) {
      const values = float32Of(site, name);
      const known = rows.get(name) ?? [];
      for (let s = 1; s < tokens.length; s++)
        known.push(Float64Array.from(values.subarray(s * D, (s + 1) * D)));
      rows.set(name, known);
    }
  }
  const dictionaries = places.map(({ kind, layer, hookIn, hookOut }) => {
    // Of a model whose LayerNorm stands, `hook_normalized` is what it puts out.
    const isTranscoder = hookIn !== hookOut;
    const norm = isTranscoder && !processing.fold_ln ? layerOf(model.weights, layer).norm2 : undefined;
    const input = (rows.get(hookIn) ?? []).map((row) => afterNorm(row, norm));
    const output = rows.get(hookOut) ?? [];
    const place = { kind, layer, opens };
    if (!isTranscoder || !skips) return { ...place, ...fitted(input, output, isTranscoder, directions) };
    // A map that is no part of the MLP's: features stand for what it leaves.
    const W_skip = normal(D * D, 1 / Math.sqrt(D), spec.seed + 7 * layer);
    const left = output.map((row, s) => row.map((value, j) => value - mapped(input[s], W_skip, j)));
    return { ...place, ...fitted(input, left, true, directions), W_skip };
  });
  await model.close();
  return dictionaries;
}

function sitesOf(kind: DictionaryKind, layer: number, opens: boolean) {
  const site = openedSite(kind, layer);
  return opens ? { hookIn: site, hookOut: site } : sitesOfKind(kind, layer);
}

/** Number `j` of `x W^T`, W stored (dOut, dIn). */
function mapped(x: Float64Array | undefined, W: Float32Array, j: number): number {
  if (!x) throw new Error("every output has an input");
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * W[j * x.length + i];
  return sum;
}

function afterNorm(row: Float64Array, norm: Norm | undefined): Float64Array {
  const { data } = encoderInput(
    { readsAfter: norm, inputNorm: undefined },
    { data: Float32Array.from(row), shape: [1, row.length] },
  );
  return Float64Array.from(data, Number);
}

function fitted(
  input: readonly Float64Array[],
  output: readonly Float64Array[],
  isTranscoder: boolean,
  directions: number,
) {
  const D = input[0]?.length ?? 0;
  const F = 2 * directions;
  const [meanIn, meanOut] = [meanOf(input), meanOf(output)];
  const centred = input.map((row) => row.map((value, j) => value - meanIn[j]));
  const U = principal(centred, directions);
  const result = {
    W_enc: new Float32Array(D * F),
    b_enc: new Float32Array(F),
    W_dec: new Float32Array(F * D),
    b_dec: Float32Array.from(isTranscoder ? meanOut : meanIn),
  };
  for (const [i, u] of U.entries()) {
    const scores = centred.map((row) => dot(row, u));
    const power = scores.reduce((sum, score) => sum + score * score, 0);
    const written = isTranscoder
      ? meanOut.map(
          (mean, j) => output.reduce((sum, row, s) => sum + (scores[s] ?? 0) * (row[j] - mean), 0) / power,
        )
      : u;
    for (const [sign, feature] of [
      [1, 2 * i],
      [-1, 2 * i + 1],
    ] as const) {
      // A transcoder subtracts nothing from its input.
      result.b_enc[feature] = isTranscoder ? -sign * dot(meanIn, u) : 0;
      for (let j = 0; j < D; j++) {
        result.W_enc[j * F + feature] = sign * u[j];
        result.W_dec[feature * D + j] = sign * written[j];
      }
    }
  }
  return result;
}

function meanOf(rows: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (let j = 0; j < mean.length; j++) mean[j] += row[j] / rows.length;
  return mean;
}

/** A plain loop: making a model takes a hundred million of its steps. */
function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

/** The first principal directions of centred rows, by power iteration, each orthogonal to those before. */
function principal(rows: readonly Float64Array[], count: number): Float64Array[] {
  const D = rows[0]?.length ?? 0;
  const covariance = Array.from({ length: D }, () => new Float64Array(D));
  for (const row of rows)
    for (const [a, sums] of covariance.entries()) for (let b = 0; b < D; b++) sums[b] += row[a] * row[b];
  const found: Float64Array[] = [];
  for (let n = 0; n < count; n++) {
    let u = Float64Array.from({ length: D }, (_, j) => Math.sin(1 + j * (n + 1)));
    for (let step = 0; step < 200; step++) {
      const image = new Float64Array(D);
      for (const [a, row] of covariance.entries()) image[a] = dot(row, u);
      for (const before of found) {
        const part = dot(image, before);
        for (let j = 0; j < D; j++) image[j] -= part * before[j];
      }
      const length = Math.sqrt(dot(image, image));
      for (let j = 0; j < D; j++) image[j] /= length;
      u = image;
    }
    found.push(u);
  }
  return found;
}

/** Where a dictionary is said to be, and what is said of it; of which sort, where that is not its own. */
export interface StatedPlace {
  numbers: FittingDictionary;
  kind: DictionaryKind;
  layer: number;
  opens?: boolean;
}

/** Puts dictionaries into a model folder, each where it is said to be; their files say the same, and nothing of processing. */
export function placeFitting(
  dir: string,
  places: readonly StatedPlace[],
  stated: Required<Processing>,
): void {
  for (const { numbers, kind, layer, opens = numbers.opens } of places) {
    const folder = path.join(dir, "saes", kind, `layer_${layer}`);
    mkdirSync(folder, { recursive: true });
    const { hookIn, hookOut } = sitesOf(kind, layer, opens);
    const isTranscoder = hookIn !== hookOut;
    const [D, F] = [numbers.b_dec.length, numbers.b_enc.length];
    const cfg = {
      architecture: isTranscoder ? (numbers.W_skip ? "skip_transcoder" : "transcoder") : "standard",
      ...{ d_in: D, d_sae: F, d_out: D },
      ...{ apply_b_dec_to_input: !isTranscoder, hook_name: hookIn, hook_layer: layer },
      ...(isTranscoder && { hook_name_out: hookOut }),
    };
    writeFileSync(path.join(folder, "cfg.json"), JSON.stringify(cfg));
    const tensor = (name: string, values: Float32Array, ...shape: number[]) => ({
      ...{ name, dtype: "F32", shape },
      make: () => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    });
    writeSafetensors(path.join(folder, "sae_weights.safetensors"), [
      tensor("W_enc", numbers.W_enc, D, F),
      tensor("b_enc", numbers.b_enc, F),
      tensor("W_dec", numbers.W_dec, F, D),
      tensor("b_dec", numbers.b_dec, D),
      ...(numbers.W_skip ? [tensor("W_skip", numbers.W_skip, D, D)] : []),
    ]);
  }
  const file = path.join(dir, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  const kinds = [...new Set(places.map(({ kind }) => kind))];
  const dictionarySets = kinds.map((kind) => ({
    ...{ kind, name: kind, processing: stated },
    dictionaries: places
      .filter((place) => place.kind === kind)
      .map(({ layer }) => ({ layer, folder: `saes/${kind}/layer_${layer}` })),
  }));
  writeFileSync(file, JSON.stringify({ ...manifest, processing: stated, dictionarySets }));
}
