import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import * as ort from "onnxruntime-node";
import { EngineError } from "./errors";
import { OnnxGraph, type OnnxModel } from "./graph/onnx-graph";

export const providers = ["cuda", "webgpu", "cpu"] as const;
export type Provider = (typeof providers)[number];

export interface RuntimeOptions {
  /** `auto` takes the first of CUDA, WebGPU and CPU that works; a name takes that one or fails. */
  provider?: "auto" | Provider;
  /** Threads of one product on the CPU; 0 for one a core. */
  threads?: number;
}

/** Which execution provider is in use, and why those before it in the order are not. */
export interface ProviderReport {
  inUse: Provider;
  asked: "auto" | Provider;
  passedOver: { provider: Provider; reason: string }[];
  version: string;
  threads: number;
}

export type TensorData = Float32Array | Int32Array | BigInt64Array | Uint8Array;

export interface Tensor {
  data: TensorData;
  shape: readonly number[];
}

/**
 * An open graph. `run` computes every output and returns those named; it blocks the event loop. Outputs are written to
 * the tensors of `into` where it names them: large ones that are asked for again and again need no fresh memory then.
 */
export interface GraphSession {
  run(
    inputs: Record<string, Tensor>,
    outputs: readonly string[],
    into?: Readonly<Record<string, Tensor>>,
  ): Promise<Record<string, Tensor>>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /**
   * Leaves float32 weights mapped in their file and keeps no buffers between runs: for graphs that repeat
   * weights another session holds. A product of few rows is then up to twice as slow.
   */
  lean?: boolean;
  /** Most threads of one product here, where more would give other bits (./threads.ts). */
  maxThreads?: number;
}

export interface Runtime {
  report: ProviderReport;
  open(model: OnnxModel, options?: SessionOptions): Promise<GraphSession>;
}

/** Chooses an execution provider by opening and running a small graph on it. */
export async function openRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  const { provider: asked = "auto", threads = 0 } = options;
  // onnxruntime writes to standard error on its own; what matters reaches the caller as an error.
  ort.env.logLevel = "fatal";
  const passedOver: ProviderReport["passedOver"] = [];
  for (const provider of asked === "auto" ? providers : [asked]) {
    const reason =
      (asked === "auto" ? absence(provider) : undefined) ?? (await tryProvider(provider, threads));
    if (reason === undefined) {
      const report = { inUse: provider, asked, passedOver, version: ort.env.versions.node ?? "", threads };
      return { report, open: (model, session) => openSession(model, provider, threads, session) };
    }
    passedOver.push({ provider, reason });
  }
  const [failure] = passedOver;
  throw new EngineError(
    "unavailable",
    `The execution provider ${asked} does not work here (${failure?.reason}). Use another, or auto.`,
    { reason: failure?.reason ?? "" },
  );
}

/**
 * Why a graphics provider cannot work here, where that is plain to see. Trying all the same would make
 * its loader print warnings, and WebGPU could pick a software renderer, slower than the CPU itself.
 */
function absence(provider: Provider): string | undefined {
  if (provider === "cpu" || process.platform !== "linux") return undefined;
  if (provider === "cuda") {
    const bundled = ort.listSupportedBackends?.().some(({ name, bundled }) => name === "cuda" && bundled);
    if (!bundled && !existsSync("/proc/driver/nvidia")) return "there is no NVIDIA driver";
    return undefined;
  }
  const devices = existsSync("/dev/dri") ? readdirSync("/dev/dri") : [];
  return devices.some((name) => name.startsWith("renderD")) ? undefined : "there is no graphics device";
}

async function tryProvider(provider: Provider, threads: number): Promise<string | undefined> {
  const graph = new OnnxGraph();
  graph.output(
    graph.op(
      "MatMul",
      [graph.input("x", "F32", [2, 2]), graph.floats(Float32Array.of(1, 0, 0, 1), [2, 2])],
      {},
      "y",
    ),
    "F32",
    [2, 2],
  );
  try {
    const session = await openSession(graph.finish(), provider, threads);
    const { y } = await session.run({ x: { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] } }, ["y"]);
    await session.close();
    return y && [...y.data].join() === "1,2,3,4" ? undefined : "it gives wrong results";
  } catch (error) {
    return firstSentence(error);
  }
}

async function openSession(
  model: OnnxModel,
  provider: Provider,
  threads: number,
  { lean = false, maxThreads = Number.POSITIVE_INFINITY }: SessionOptions = {},
): Promise<GraphSession> {
  const session = await ort.InferenceSession.create(model.bytes, {
    executionProviders: executionProviders(model, provider),
    logSeverityLevel: 4,
    intraOpNumThreads: atMost(threads, maxThreads),
    // Without an arena every product pays for fresh pages: 38 ms instead of 17 for 64 x 768 x 24,576.
    // What arenas keep is bounded by the callers, who run long texts in pieces.
    enableCpuMemArena: !lean,
    extra: {
      session: {
        // Waiting threads that spin take the cores other processes need.
        intra_op: { allow_spinning: "0" },
        ...(lean && { disable_prepacking: "1" }),
        ...(model.weightsFolder && { model_external_initializers_file_folder_path: model.weightsFolder }),
      },
    },
  });
  return {
    async run(inputs, outputs, into = {}) {
      const feeds = Object.entries(inputs).map(([name, tensor]) => [name, toOrt(tensor)] as const);
      const fetches = outputs.map((name) => [name, into[name] ? toOrt(into[name]) : null] as const);
      const results = await session.run(Object.fromEntries(feeds), Object.fromEntries(fetches));
      return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, fromOrt(name, value)]));
    },
    close: () => session.release(),
  };
}

/** Of threads where 0 means one a core. */
function atMost(threads: number, most: number): number {
  return (threads === 0 ? availableParallelism() : threads) <= most ? threads : most;
}

/**
 * What a provider cannot do is left to the CPU by onnxruntime itself. Looking weights up is left to it by name: the
 * tables then need no room on the device, and half floats no support there.
 */
function executionProviders({ lookUps }: OnnxModel, provider: Provider) {
  if (provider === "webgpu" && lookUps.length > 0)
    return [{ name: provider, forceCpuNodeNames: lookUps }, "cpu"];
  return provider === "cpu" ? ["cpu"] : [provider, "cpu"];
}

function toOrt({ data, shape }: Tensor): ort.Tensor {
  if (data instanceof BigInt64Array) return new ort.Tensor("int64", data, shape);
  if (data instanceof Int32Array) return new ort.Tensor("int32", data, shape);
  if (data instanceof Uint8Array) return new ort.Tensor("uint8", data, shape);
  return new ort.Tensor("float32", data, shape);
}

function fromOrt(name: string, { data, dims }: ort.Tensor): Tensor {
  if (data instanceof Float32Array || data instanceof Int32Array || data instanceof BigInt64Array) {
    return { data, shape: dims };
  }
  throw new Error(`the output ${name} is of a type the engine does not use`);
}

function firstSentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (
    text
      .replaceAll(/\S*\/\S*/g, "")
      .replaceAll(/\s+/g, " ")
      .trim()
      .slice(0, 200) || "it failed without a reason"
  );
}
