import type { Activation, Gpt2Config } from "../weights/gpt2-config";
import type { Gpt2Layer, Gpt2Weights } from "../weights/gpt2-weights";
import type { Processing } from "../weights/manifest";
import { readTensor } from "../weights/safetensors";
import { layerNorm } from "./layer-norm";
import { type Dimension, OnnxGraph, type OnnxModel } from "./onnx-graph";
import { centreRows, foldedOutBias, zeroedValueBias } from "./processing";

/** Name of the graph's input: token ids, int64, (batch, tokens); every text of a batch has the same length. */
export const tokenInput = "tokens";

/** The graph from tokens to the last residual stream, and the shape of every site it puts out. */
export interface BodyGraph {
  model: OnnxModel;
  /** TransformerLens names in the order of the forward pass. N = batch * tokens; `T` = tokens. */
  sites: ReadonlyMap<string, readonly Dimension[]>;
}

/**
 * GPT-2 up to its last residual stream, in attribution.md's notation (section 1). Every site is an output,
 * so a caller fetches those it names; rows of all texts of a batch stand one after another.
 */
export function buildBody(config: Gpt2Config, weights: Gpt2Weights, processing: Processing): BodyGraph {
  const body = new Body(config, processing);
  const rows = body.embed(weights);
  const last = weights.layers.reduce((x, layer, l) => body.block(layer, l, x), rows);
  body.site(`blocks.${config.layers - 1}.hook_resid_post`, last, ["N", config.dModel]);
  return { model: body.graph.finish(), sites: body.sites };
}

class Body {
  readonly graph = new OnnxGraph();
  readonly sites = new Map<string, readonly Dimension[]>();
  private readonly batchAndTokens: string;
  private readonly tokens: string;
  private readonly positions: string; // (T)
  private readonly mask: string; // (T, T), 0 where a position may look and -Infinity where not

  constructor(
    private readonly config: Gpt2Config,
    private readonly processing: Processing,
  ) {
    const { graph } = this;
    this.tokens = graph.input(tokenInput, "I64", ["batch", "T"]);
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

  /** x_0 = W_E[tokens] + W_pos: (N, D). Rows are looked up as stored, so the tables stay in their file. */
  embed({ tokenEmbedding, positionEmbedding }: Gpt2Weights): string {
    const { graph } = this;
    const D = this.config.dModel;
    const tokens = this.centred(graph.lookUp(tokenEmbedding, this.tokens)); // (batch, T, D)
    const positions = this.centred(graph.lookUp(positionEmbedding, this.positions)); // (T, D)
    const token = this.site("hook_embed", this.flat(tokens), ["N", D]);
    const shape = graph.op("Concat", [this.batchAndTokens, graph.ints([D])], { axis: 0 });
    const position = graph.op("Expand", [positions, shape]);
    return graph.op("Add", [token, this.site("hook_pos_embed", this.flat(position), ["N", D])]);
  }

  /** x_l to x_{l+1}: (N, D) to (N, D). */
  block(layer: Gpt2Layer, l: number, input: string): string {
    const { graph } = this;
    const rows = ["N", this.config.dModel];
    const x = this.site(`blocks.${l}.hook_resid_pre`, input, rows);
    const attention = this.site(`blocks.${l}.hook_attn_out`, this.attention(layer, l, x), rows);
    const middle = this.site(`blocks.${l}.hook_resid_mid`, graph.op("Add", [x, attention]), rows);
    const mlp = this.site(`blocks.${l}.hook_mlp_out`, this.mlp(layer, l, middle), rows);
    return graph.op("Add", [middle, mlp]);
  }

  private attention(layer: Gpt2Layer, l: number, x: string): string {
    const { graph, config } = this;
    const { heads: H, dHead: K } = config;
    const a = this.norm(`blocks.${l}.ln1`, x, graph.weight(layer.ln1Weight), graph.weight(layer.ln1Bias));
    const fold = this.processing.fold_value_biases;
    const bias = fold
      ? graph.floats(zeroedValueBias(readTensor(layer.qkvBias)), [3 * H * K])
      : graph.weight(layer.qkvBias);
    const parts = [graph.fresh(), graph.fresh(), graph.fresh()];
    graph.ops("Split", [graph.op("Gemm", [a, graph.weight(layer.qkvWeight), bias])], parts, {
      axis: 1,
      num_outputs: 3,
    });
    const [q, k, v] = parts.map((part, i) =>
      this.site(`blocks.${l}.attn.hook_${"qkv"[i]}`, part, ["N", H * K]),
    );
    // (N, H K) to (batch, H, T, K), or (batch, H, K, T) for the keys.
    const byHead = (rows = "", perm: readonly number[]) => {
      const shape = graph.op("Concat", [this.batchAndTokens, graph.ints([H, K])], { axis: 0 });
      return graph.op("Transpose", [graph.op("Reshape", [rows, shape])], { perm });
    };
    const products = graph.op("MatMul", [byHead(q, [0, 2, 1, 3]), byHead(k, [0, 2, 3, 1])]);
    const scores = graph.op("Add", [graph.op("Mul", [products, graph.float(1 / Math.sqrt(K))]), this.mask]);
    const A = this.site(`blocks.${l}.attn.hook_pattern`, graph.op("Softmax", [scores], { axis: -1 }), [
      "batch",
      H,
      "T",
      "T",
    ]);
    const mixed = graph.op("Transpose", [graph.op("MatMul", [A, byHead(v, [0, 2, 1, 3])])], {
      perm: [0, 2, 1, 3],
    });
    const z = this.site(`blocks.${l}.attn.hook_z`, graph.op("Reshape", [mixed, graph.ints([-1, H * K])]), [
      "N",
      H * K,
    ]);
    const outBias = fold
      ? graph.floats(
          foldedOutBias(readTensor(layer.qkvBias), readTensor(layer.outWeight), readTensor(layer.outBias)),
          [config.dModel],
        )
      : graph.weight(layer.outBias);
    return this.centred(graph.op("Gemm", [z, graph.weight(layer.outWeight), outBias]));
  }

  private mlp(layer: Gpt2Layer, l: number, x: string): string {
    const { graph } = this;
    const m = this.norm(`blocks.${l}.ln2`, x, graph.weight(layer.ln2Weight), graph.weight(layer.ln2Bias));
    const wide = graph.op("Gemm", [m, graph.weight(layer.mlpInWeight), graph.weight(layer.mlpInBias)]);
    const hidden = activate(graph, this.config.activation, wide);
    return this.centred(
      graph.op("Gemm", [hidden, graph.weight(layer.mlpOutWeight), graph.weight(layer.mlpOutBias)]),
    );
  }

  private norm(site: string, x: string, gamma: string, beta: string): string {
    const { graph, config } = this;
    const { scale, normalized } = layerNorm(graph, x, config.layerNormEpsilon);
    this.site(`${site}.hook_scale`, scale, ["N", 1]);
    const n = this.site(`${site}.hook_normalized`, normalized, ["N", config.dModel]);
    return graph.op("Add", [graph.op("Mul", [n, gamma]), beta]);
  }

  private centred(rows: string): string {
    return this.processing.center_writing_weights ? centreRows(this.graph, rows) : rows;
  }

  /** (batch, T, D) to (N, D). */
  private flat(value: string): string {
    return this.graph.op("Reshape", [value, this.graph.ints([-1, this.config.dModel])]);
  }
}

export function activate(graph: OnnxGraph, activation: Activation, x: string): string {
  if (activation === "relu") return graph.op("Relu", [x]);
  return graph.op("Gelu", [x], { approximate: activation === "gelu" ? "none" : "tanh" });
}
