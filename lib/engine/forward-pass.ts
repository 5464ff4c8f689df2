import type { TokenText } from "@/lib/tokens/token-text";
import { listTensors, type ModelConfig, type ModelWeights } from "./architectures/architecture";
import { rotationAt } from "./architectures/rotary";
import { streamSite } from "./architectures/sites";
import { EngineError } from "./errors";
import { type BodyGraph, buildBody, tokenInput } from "./graph/body";
import { buildHead } from "./graph/head";
import { listPredictions, type Prediction } from "./predictions";
import { sliceRows } from "./rows";
import type { GraphSession, Runtime, Tensor } from "./runtime";
import type { Processing } from "./weights/manifest";
import { checkFinite } from "./weights/safetensors";

const headSites = ["ln_final.hook_scale", "ln_final.hook_normalized", "logits"];

/** Bytes one tensor of logits may take; longer texts go through the head in pieces. */
const logitBytes = 16 * 1024 * 1024;

/** The model's two sessions: tokens to the last residual stream, and from there to logits. */
export class ForwardPass {
  readonly siteNames: readonly string[];
  readonly lastSite: string;
  /** Float32 bytes both sessions hold; the embedding tables stay in their file and are not counted. */
  readonly weightBytes: number;

  private constructor(
    private readonly config: ModelConfig,
    graph: BodyGraph,
    private readonly body: GraphSession,
    private readonly head: GraphSession,
    weights: ModelWeights,
  ) {
    this.siteNames = [...graph.sites.keys(), ...headSites];
    this.lastSite = streamSite(config, config.layers);
    const held = new Set(listTensors(weights));
    if (weights.positionEmbedding) held.delete(weights.positionEmbedding);
    if (!config.tiedEmbeddings) held.delete(weights.tokenEmbedding);
    this.weightBytes = [...held].reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0);
  }

  static async open(runtime: Runtime, config: ModelConfig, weights: ModelWeights, processing: Processing) {
    for (const tensor of listTensors(weights)) checkFinite(tensor);
    const graph = buildBody(config, weights, processing);
    const body = await runtime.open(graph.model);
    const head = await runtime.open(buildHead(config, weights));
    return new ForwardPass(config, graph, body, head, weights);
  }

  /** The named sites of one text. Attention patterns are (H, T, T), everything else (T, width). */
  async forward(tokenIds: readonly number[], sites: readonly string[]): Promise<Map<string, Tensor>> {
    this.checkTokens(tokenIds);
    const unknown = sites.find((site) => !this.siteNames.includes(site));
    if (unknown !== undefined) throw new EngineError("invalid-input", `The model has no site ${unknown}.`);
    const fromHead = sites.filter((site) => headSites.includes(site));
    const fromBody = sites.filter((site) => !headSites.includes(site));
    const wanted = new Set(fromHead.length > 0 ? [...fromBody, this.lastSite] : fromBody);
    const tokens = { data: BigInt64Array.from(tokenIds, BigInt), shape: [1, tokenIds.length] };
    const { rotary } = this.config;
    const inputs = { [tokenInput]: tokens, ...(rotary && rotationAt(rotary, 0, tokenIds.length)) };
    const results = await this.body.run(inputs, [...wanted]);
    const last = results[this.lastSite];
    if (fromHead.length > 0 && last) Object.assign(results, await this.head.run({ x: last }, fromHead));
    return new Map(sites.map((site) => [site, withoutBatch(results[site])]));
  }

  /** The best next tokens after every row of `x` (T, D), the last residual stream. */
  async predict(x: Tensor, tokenOf: (id: number) => TokenText): Promise<Prediction[][]> {
    const rowsAtOnce = Math.max(1, Math.floor(logitBytes / (4 * this.config.vocabularySize)));
    const predictions: Prediction[][] = [];
    for (const piece of sliceRows(x, rowsAtOnce)) {
      predictions.push(
        ...listPredictions(await this.head.run({ x: piece }, ["ids", "values", "probabilities"]), tokenOf),
      );
    }
    return predictions;
  }

  async close(): Promise<void> {
    await this.body.close();
    await this.head.close();
  }

  private checkTokens(tokenIds: readonly number[]): void {
    const { contextLength, vocabularySize } = this.config;
    if (tokenIds.length === 0) throw new EngineError("empty-text", "There are no tokens to run.");
    if (tokenIds.length > contextLength) {
      const counts = { tokens: tokenIds.length, limit: contextLength };
      throw new EngineError(
        "text-too-long",
        `There are ${counts.tokens} tokens, and ${counts.limit} fit.`,
        counts,
      );
    }
    const bad = tokenIds.find((id) => !Number.isInteger(id) || id < 0 || id >= vocabularySize);
    if (bad !== undefined)
      throw new EngineError("invalid-input", `There is no token ${bad} in the vocabulary.`);
  }
}

function withoutBatch(tensor: Tensor | undefined): Tensor {
  if (!tensor) throw new Error("a site that was asked for is missing");
  return tensor.shape.length === 4 ? { data: tensor.data, shape: tensor.shape.slice(1) } : tensor;
}
