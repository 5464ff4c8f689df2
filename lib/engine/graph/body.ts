import {
  type LayerWeights,
  type ModelConfig,
  type ModelWeights,
  type Norm,
  scoreScale,
} from "../architectures/architecture";
import { scoredSite, streamSite } from "../architectures/sites";
import type { Processing } from "../weights/manifest";
import {
  attentionOut,
  attentionPattern,
  mixValues,
  projectHeads,
  type Rotation,
  rotate,
  rotationInputs,
} from "./attention";
import { linear } from "./linear";
import { mlp } from "./mlp";
import { normalize, scaleAndShift } from "./norm";
import { type Dimension, OnnxGraph, type OnnxModel } from "./onnx-graph";
import { written } from "./processing";

/**
 * Name of the graph's input: token ids, int64, (batch, tokens); every text of a batch has the same length. With rotary
 * positions `cos` and `sin` stand beside it.
 */
export const tokenInput = "tokens";

/** The graph from tokens to the last residual stream, and the shape of every site it puts out. */
export interface BodyGraph {
  model: OnnxModel;
  /** TransformerLens names in the order of the forward pass. N = batch * tokens; `T` = tokens. */
  sites: ReadonlyMap<string, readonly Dimension[]>;
}

/**
 * A model up to its last residual stream, in attribution.md's notation (section 1). Every site is an output,
 * so a caller fetches those it names; rows of all texts of a batch stand one after another.
 */
export function buildBody(config: ModelConfig, weights: ModelWeights, processing: Processing): BodyGraph {
  const body = new Body(config, processing);
  const rows = body.embed(weights);
  const last = weights.layers.reduce((x, layer, l) => body.block(layer, l, x), rows);
  body.site(streamSite(config, config.layers), last, ["N", config.dModel]);
  return { model: body.graph.finish(), sites: body.sites };
}

class Body {
  readonly graph = new OnnxGraph();
  readonly sites = new Map<string, readonly Dimension[]>();
  private readonly batchAndTokens: string;
  private readonly tokens: string;
  private readonly positions: string; // (T)
  private readonly rotation: Rotation | undefined;
  private readonly mask: string; // (T, T), 0 where a position may look and -Infinity where not

  constructor(
    private readonly config: ModelConfig,
    private readonly processing: Processing,
  ) {
    const { graph } = this;
    this.tokens = graph.input(tokenInput, "I64", ["batch", "T"]);
    this.rotation = rotationInputs(graph, config, "T");
    this.batchAndTokens = graph.op("Shape", [this.tokens]);
    const count = graph.op("Gather", [this.batchAndTokens, graph.ints(1)]);
    this.positions = graph.op("Range", [graph.ints(0), count, graph.ints(1)]);
    const destination = graph.op("Unsqueeze", [this.positions, graph.ints([1])]);
    const source = graph.op("Unsqueeze", [this.positions, graph.ints([0])]);
    const visible = graph.op("LessOrEqual", [source, destination]);
    this.mask = graph.op("Where", [visible, graph.float(0), graph.float(Number.NEGATIVE_INFINITY)]);
  }

  /** Makes a value known by its TransformerLens name. The one place where an edit of a site can enter. */
  site(name: string, value: string, shape: readonly Dimension[]): string {
    this.sites.set(name, shape);
    return this.graph.outputAs(name, value, "F32", shape);
  }

  /** x_0 = W_E[tokens] + W_pos, where positions are embedded: (N, D). Rows are looked up as stored, so the tables stay in their file. */
  embed({ tokenEmbedding, positionEmbedding }: ModelWeights): string {
    const { graph } = this;
    const D = this.config.dModel;
    const tokens = written(graph, graph.lookUp(tokenEmbedding, this.tokens), this.processing); // (batch, T, D)
    const token = this.site("hook_embed", this.flat(tokens), ["N", D]);
    if (!positionEmbedding) return token;
    const positions = written(graph, graph.lookUp(positionEmbedding, this.positions), this.processing); // (T, D)
    const shape = graph.op("Concat", [this.batchAndTokens, graph.ints([D])], { axis: 0 });
    const position = graph.op("Expand", [positions, shape]);
    return graph.op("Add", [token, this.site("hook_pos_embed", this.flat(position), ["N", D])]);
  }

  /** x_l to x_{l+1}: (N, D) to (N, D). */
  block(layer: LayerWeights, l: number, input: string): string {
    const { graph } = this;
    const rows = ["N", this.config.dModel];
    const x = this.site(streamSite(this.config, l), input, rows);
    const attention = this.site(`blocks.${l}.hook_attn_out`, this.attention(layer, l, x), rows);
    const middle = this.site(`blocks.${l}.hook_resid_mid`, graph.op("Add", [x, attention]), rows);
    const read = this.config.parallel ? x : middle;
    const mlp = this.site(`blocks.${l}.hook_mlp_out`, this.mlp(layer, l, read), rows);
    return graph.op("Add", [middle, mlp]);
  }

  private attention(layer: LayerWeights, l: number, x: string): string {
    const { graph, config, processing } = this;
    const { heads: H, keyHeads: G, dHead: K } = config;
    const a = this.norm(`blocks.${l}.ln1`, x, layer.norm1);
    const found = projectHeads(graph, a, layer, config, processing, { product: linear, axis: 1 });
    const part = (name: "q" | "k" | "v", heads: number) =>
      this.site(`blocks.${l}.attn.hook_${name}`, found[name], ["N", heads * K]);
    const v = part("v", G);
    const [q, k] = [this.turned("q", l, part("q", H), H), this.turned("k", l, part("k", G), G)];
    const { split } = this;
    const A = attentionPattern(
      graph,
      { q, k },
      split,
      { mask: this.mask, scale: scoreScale(config, l) },
      config,
    );
    this.site(`blocks.${l}.attn.hook_pattern`, A, ["batch", H, "T", "T"]);
    const z = mixValues(graph, A, v, { split, joined: graph.ints([-1, H * K]) }, config);
    this.site(`blocks.${l}.attn.hook_z`, z, ["N", H * K]);
    return attentionOut(graph, z, layer, config, processing);
  }

  private readonly split = (heads: number) =>
    this.graph.op("Concat", [this.batchAndTokens, this.graph.ints([heads, this.config.dHead])], { axis: 0 });

  private turned(which: "q" | "k", l: number, rows: string, heads: number): string {
    const { graph, config, rotation, split } = this;
    if (!rotation) return rows;
    const width = heads * config.dHead;
    const turned = rotate(graph, rows, rotation, { split, joined: graph.ints([-1, width]), heads }, config);
    return this.site(scoredSite(config, l, which), turned, ["N", width]);
  }

  private mlp(layer: LayerWeights, l: number, x: string): string {
    const m = this.norm(`blocks.${l}.ln2`, x, layer.norm2);
    return mlp(this.graph, m, layer, this.config, this.processing);
  }

  private norm(site: string, x: string, weights: Norm): string {
    const { graph, config } = this;
    const { scale, normalized } = normalize(graph, x, config.norm);
    this.site(`${site}.hook_scale`, scale, ["N", 1]);
    return scaleAndShift(
      graph,
      this.site(`${site}.hook_normalized`, normalized, ["N", config.dModel]),
      weights,
    );
  }

  /** (batch, T, D) to (N, D). */
  private flat(value: string): string {
    return this.graph.op("Reshape", [value, this.graph.ints([-1, this.config.dModel])]);
  }
}
