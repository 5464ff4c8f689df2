import { type HeadColumns, headsWidth, keyHeadOf, layerOf } from "../architectures/architecture";
import type { Dictionary } from "../dictionaries/dictionary";
import type { LoadedModel } from "../model";
import { NamedSessions } from "../named-sessions";
import { float32Of } from "../rows";
import type { Tensor } from "../runtime";
import { mostThreads } from "../threads";
import { checkFinite } from "../weights/safetensors";
import {
  buildContraction,
  buildDecoderRows,
  buildEncoderColumns,
  buildOutRead,
  buildQueryKey,
  buildRows,
  buildSkip,
  buildValueRead,
} from "./graphs";

/** Bytes around a page that Linux maps on the first access to it (fault_around_bytes). */
const mappedAtOnce = 64 * 1024;

/** A model's attribution graphs, each opened when first used and kept until the model closes. */
export class ModelProducts {
  private readonly sessions: NamedSessions;

  constructor(private readonly model: LoadedModel) {
    this.sessions = new NamedSessions(model);
  }

  /** Opens what a circuit needs and checks its weights, so that the first is as fast as the next. */
  async warm(): Promise<void> {
    const { config, dictionaries } = this.model;
    for (const dictionary of dictionaries) {
      const { dFeatures: F, W_enc, W_dec } = dictionary;
      // One number of every stretch that the system maps at once, so that no circuit waits for page faults.
      await this.encoderColumns(
        dictionary,
        spaced(F, (mappedAtOnce * dictionary.dIn * F) / W_enc.byteLength),
      );
      const rows = spaced(F, (mappedAtOnce * F) / W_dec.byteLength);
      const ids = BigInt64Array.from(rows, BigInt);
      await this.decoderRows(dictionary, ids, new Float32Array(rows.length), 1, rows.length);
      await this.skip(dictionary, new Float32Array(dictionary.dIn));
    }
    for (let l = 0; l < config.layers; l++) {
      await this.valueRead(l, new Float32Array(headsWidth(config)));
      await this.outRead(l, new Float32Array(config.dModel));
    }
    await this.unembeddingRows([0]);
    const one = { data: Float32Array.of(0), shape: [1, 1, 1] };
    const two = { data: new Float32Array(2), shape: [2, 1, 1] };
    await this.contract(one, one, one);
    await this.contract(one, two, two);
  }

  /** Columns of W_enc: (N, dIn). */
  async encoderColumns(dictionary: Dictionary, indices: readonly number[]): Promise<Float32Array> {
    const name = `columns ${dictionary.kind} ${dictionary.layer}`;
    const open = () => {
      checkFinite(dictionary.W_enc);
      return buildEncoderColumns(dictionary);
    };
    return this.sessions.run(name, open, { ids: int64(indices) }, "columns");
  }

  /** Rows of W_dec, (S, m, dOut), and f W_dec, (S, dOut), of `ids` (S, m) with activations `f` (S, m). */
  async decoderRows(dictionary: Dictionary, ids: BigInt64Array, f: Float32Array, S: number, m: number) {
    const session = await this.sessions.get(`rows ${dictionary.kind} ${dictionary.layer}`, () => {
      checkFinite(dictionary.W_dec);
      return buildDecoderRows(dictionary);
    });
    const inputs = { ids: { data: ids, shape: [S, m] }, f: { data: f, shape: [S, 1, m] } };
    const { rows, reconstruction } = await session.run(inputs, ["rows", "reconstruction"]);
    return {
      rows: float32Of(rows, "rows"),
      reconstruction: float32Of(reconstruction, "reconstruction"),
    };
  }

  /** What a skip transcoder's map adds, (n, dOut), of rows `x` (n, dIn) of the site that it reads; undefined where it has none. */
  async skip(dictionary: Dictionary, x: Float32Array): Promise<Float32Array | undefined> {
    const { kind, layer, dIn, skip } = dictionary;
    if (!skip) return undefined;
    const open = () => {
      checkFinite(skip.W);
      return buildSkip(dictionary, skip);
    };
    const rows = { data: x, shape: [x.length / dIn, dIn] };
    return this.sessions.run(`skip ${kind} ${layer}`, open, { x: rows }, "skip");
  }

  /** Rows of W_U^T: (N, D). */
  unembeddingRows(ids: readonly number[]): Promise<Float32Array> {
    const open = () => buildRows(this.model.weights.unembedding, this.model.config.dModel);
    return this.sessions.run("unembedding", open, { ids: int64(ids) }, "rows");
  }

  /** C(gamma1 * (W_V^h w_h)), (N, H, D), of encoder columns `w` (N, H K). */
  valueRead(l: number, w: Float32Array): Promise<Float32Array> {
    const { config } = this.model;
    const width = headsWidth(config);
    const open = () => buildValueRead(config, layerOf(this.model.weights, l));
    return this.sessions.run(
      `value ${l}`,
      open,
      { w: { data: w, shape: [w.length / width, width] } },
      "basis",
    );
  }

  /** r W_O^T, (B, H K), of reads `r` (B, D). */
  outRead(l: number, r: Float32Array): Promise<Float32Array> {
    const { config, manifest } = this.model;
    const width = config.dModel;
    const open = () => buildOutRead(config, layerOf(this.model.weights, l), manifest.processing);
    return this.sessions.run(`out ${l}`, open, { r: { data: r, shape: [r.length / width, width] } }, "rz");
  }

  contract(rows: Tensor, basis: Tensor, coefficients: Tensor): Promise<Float32Array> {
    const [targets = 0, nodes = 0] = [basis.shape[0], rows.shape[1]];
    const moreTargets = targets > nodes;
    const open = () => buildContraction(moreTargets);
    return this.sessions.run(`contract ${moreTargets}`, open, { rows, basis, coefficients }, "products");
  }

  /** One head of queries' own queries or the keys it reads, of stream rows (m, D), before they are turned: `parts` (m, K) and what biases add to each, `constant` (K). */
  async queryKey(l: number, which: "q" | "k", head: number, rows: Float32Array, sigma: number) {
    const { config, weights } = this.model;
    const layer = layerOf(weights, l);
    const columns: HeadColumns = layer[which];
    const first = columns.first + (which === "q" ? head : keyHeadOf(config, head)) * columns.stride;
    const ids = Array.from({ length: config.dHead }, (_, i) => first + i);
    const name = layer.q.of === layer.k.of ? `query ${l}` : `${which} ${l}`;
    const open = () => buildQueryKey(config, layer.norm1, columns.of);
    const session = await this.sessions.get(name, open, { maxThreads: mostThreads(config.dHead) });
    const inputs = {
      rows: { data: rows, shape: [rows.length / config.dModel, config.dModel] },
      sigma: { data: Float32Array.of(sigma), shape: [] },
      ids: int64(ids),
    };
    const { parts, constant } = await session.run(inputs, ["parts", "constant"]);
    return { parts: float32Of(parts, "parts"), constant: float32Of(constant, "constant") };
  }
}

function int64(values: readonly number[]): Tensor {
  return { data: BigInt64Array.from(values, BigInt), shape: [values.length] };
}

/** 0, step, 2 step, ... below `count`; the step is at least 1. */
function spaced(count: number, step: number): number[] {
  const whole = Math.max(1, Math.floor(step));
  return Array.from({ length: Math.ceil(count / whole) }, (_, i) => i * whole);
}
