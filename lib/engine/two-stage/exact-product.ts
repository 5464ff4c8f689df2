import type { Dictionary } from "../dictionaries/dictionary";
import { dataTypes, OnnxGraph } from "../graph/onnx-graph";
import { float32Of } from "../rows";
import type { GraphSession, Runtime } from "../runtime";
import { mostWhole } from "./bound";
import type { EncoderFile } from "./encoder-file";
import { buildExact } from "./graphs";

/**
 * Rows of inputs at a time. They are the columns of this product, always so many: with 33 to 64 of them MLAS adds up in
 * stretches of 256, as it does where a matrix is packed beforehand, so that each number is the whole product's to the bit
 * (../threads.ts). `givesSameBits` tries it.
 */
export const rowsAtOnce = 64;
/** Features at a time, a few megabytes, in such steps: with as many as columns or more, threads share features. */
const featuresAtOnce = 1024;
const featuresStep = 64;
/** So that no thread gets a single feature, for which there is another kernel. */
const maxThreads = featuresStep / 4;

/** Pre-activations of some features of an encoder. */
export class ExactProduct {
  private columns = new Float32Array(0);

  private constructor(private readonly session: GraphSession) {}

  static async open(runtime: Runtime): Promise<ExactProduct> {
    return new ExactProduct(await runtime.open(buildExact(), { maxThreads }));
  }

  /** Of `features` and the rows of `input` (N, K): (features, rowsAtOnce), of which N are filled. */
  async run(
    { K, readColumns }: Pick<EncoderFile, "K" | "readColumns">,
    features: Int32Array,
    input: Float32Array,
  ): Promise<Float32Array> {
    const width = K + 1;
    const inputs = { data: turnedInput(input, K), shape: [width, rowsAtOnce] };
    const u = new Float32Array(features.length * rowsAtOnce);
    for (let start = 0; start < features.length; start += featuresAtOnce) {
      const some = features.subarray(start, start + featuresAtOnce);
      const count = Math.ceil(some.length / featuresStep) * featuresStep;
      if (this.columns.length < count * width) this.columns = new Float32Array(count * width);
      // What stands behind the last is of an earlier call, and what comes of it is not looked at.
      readColumns(some, this.columns.subarray(0, some.length * width));
      const columns = { data: this.columns.subarray(0, count * width), shape: [count, width] };
      const found = await this.session.run({ columns, inputs }, ["u"]);
      u.set(float32Of(found.u, "u").subarray(0, some.length * rowsAtOnce), start * rowsAtOnce);
    }
    return u;
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

/** Rows as columns with a row of ones beneath, (K + 1, rowsAtOnce): what is not filled is 0. */
function turnedInput(input: Float32Array, K: number): Float32Array {
  const N = input.length / K;
  const turned = new Float32Array((K + 1) * rowsAtOnce);
  for (let i = 0; i < N; i++) for (let k = 0; k < K; k++) turned[k * rowsAtOnce + i] = input[i * K + k];
  turned.fill(1, K * rowsAtOnce, K * rowsAtOnce + N);
  return turned;
}

/**
 * Whether on this machine the products of both stages are what they must be: those of floats the whole product's to the
 * bit, at this width, and those of integers exact where they are largest (without VNNI some processors saturate sums of two).
 */
export async function givesSameBits(
  runtime: Runtime,
  exact: ExactProduct,
  { dIn: K }: Pick<Dictionary, "dIn">,
): Promise<boolean> {
  const F = 2 * featuresStep;
  const width = K + 1;
  const values = (count: number, seed: number) =>
    Float32Array.from({ length: count }, (_, i) => Math.fround(Math.sin(seed + i * 1.7) / (1 + (i % 7))));
  const columns = values(F * width, 1);
  const input = values(rowsAtOnce * K, 2);
  const readColumns = (features: Int32Array, target: Float32Array) => {
    for (const [c, j] of features.entries())
      target.set(columns.subarray(j * width, (j + 1) * width), c * width);
  };
  const u = await exact.run(
    { K, readColumns },
    Int32Array.from({ length: F }, (_, j) => j),
    input,
  );
  const whole = await runtime.open(buildWhole(columns, K, F));
  const { y, largest } = await whole.run(
    {
      x: { data: input, shape: [rowsAtOnce, K] },
      whole: { data: new Uint8Array(K).fill(255), shape: [1, K] },
    },
    ["y", "largest"],
  );
  await whole.close();
  const [floats, sums] = [float32Of(y, "y"), float32Of(largest, "largest")];
  for (let j = 0; j < F; j++) {
    if (sums[j] !== Math.fround((j % 2 === 0 ? mostWhole : -mostWhole) * mostWhole * K)) return false;
    for (let i = 0; i < rowsAtOnce; i++) if (floats[i * F + j] !== u[j * rowsAtOnce + i]) return false;
  }
  return true;
}

function buildWhole(columns: Float32Array, K: number, F: number) {
  const width = K + 1;
  const graph = new OnnxGraph();
  const x = graph.input("x", "F32", ["N", K]);
  const W = new Float32Array(columns.length);
  for (let j = 0; j < F; j++) for (let k = 0; k < width; k++) W[k * F + j] = columns[j * width + k];
  const withOne = graph.op("Pad", [x, graph.ints([0, 0, 0, 1]), graph.float(1)]);
  graph.op("MatMul", [withOne, graph.floats(W, [width, F])], {}, "y");
  graph.output("y", "F32", ["N", F]);
  const ends = Int8Array.from({ length: K * F }, (_, i) => (i % 2 === 0 ? mostWhole : -mostWhole));
  const sums = graph.op("MatMulInteger", [
    graph.input("whole", "U8", ["M", K]),
    graph.int8s(ends, [K, F]),
    graph.uint8(128),
  ]);
  graph.op("Cast", [sums], { to: dataTypes.F32 }, "largest");
  graph.output("largest", "F32", ["M", F]);
  return graph.finish();
}
