import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { whyNoCircuit } from "@/lib/circuit-format/processing";
import { sitesOfKind, siteWidths, streamSite } from "../architectures/sites";
import type { Dictionary } from "../dictionaries/dictionary";
import { openedSite, writtenWidth } from "../dictionaries/sites";
import { EngineError } from "../errors";
import type { ActiveFeatures } from "../features";
import { assertFinite } from "../finite";
import type { LoadedModel } from "../model";
import { float32Of } from "../rows";
import type { Tensor } from "../runtime";
import { assertShape } from "../shapes";
import { BiasTerms } from "./bias-terms";
import { ModelProducts } from "./model-products";
import {
  createSource,
  findFeature,
  gatherRows,
  type RowBlock,
  rowsAt,
  type Source,
  stackLeaves,
} from "./source";

/** Most bytes of decoder rows the states of a model keep; beyond it they are gathered anew each time. */
const keptRowBytes = 2 * 1024 * 1024 * 1024;

/** Texts whose state a model keeps, so that opening a circuit node by node computes each thing once. */
const keptStates = 2;

/** What a model's attribution holds between calls. */
interface ModelAttribution {
  products: ModelProducts;
  biases: BiasTerms;
  /** By token ids, in order of last use, oldest first. */
  states: Map<string, Promise<AttributionState>>;
}

const attributions = new WeakMap<LoadedModel, ModelAttribution>();

function attributionOf(model: LoadedModel): ModelAttribution {
  let attribution = attributions.get(model);
  if (!attribution) {
    attribution = { products: new ModelProducts(model), biases: new BiasTerms(model), states: new Map() };
    attributions.set(model, attribution);
  }
  return attribution;
}

/** Opens and checks what circuits of a model need; about a second a gigabyte of dictionaries. */
export async function warmAttribution(model: LoadedModel): Promise<void> {
  const { products, biases } = attributionOf(model);
  biases.warm();
  await products.warm();
}

/** The state of a text, computed when it is not among the last few asked for. */
export function stateOf(model: LoadedModel, tokenIds: readonly number[]): Promise<AttributionState> {
  const { states } = attributionOf(model);
  const key = tokenIds.join();
  const state = states.get(key) ?? AttributionState.open(model, tokenIds);
  states.delete(key);
  states.set(key, state);
  state.catch(() => states.delete(key));
  for (const oldest of states.keys()) if (states.size > keptStates) states.delete(oldest);
  return state;
}

/** Lets go of what is kept of a text, so that whatever is asked of it next is computed from its tokens on. */
export function forgetState(model: LoadedModel, tokenIds: readonly number[]): void {
  attributionOf(model).states.delete(tokenIds.join());
}

/**
 * One text through one model, as attribution needs it: every site of one forward pass, and the features
 * and decoder rows of each dictionary, taken when first asked for and then kept.
 */
export class AttributionState {
  readonly T: number;
  readonly products: ModelProducts;
  readonly biases: BiasTerms;
  private readonly encoded = new Map<Dictionary, Promise<ActiveFeatures>>();
  private readonly skips = new Map<Dictionary, Promise<Float32Array | undefined>>();
  private readonly sources = new Map<string, Promise<Source>>();
  private readonly rows = new Map<Source, RowBlock[]>();
  private rowBytes = 0;

  private constructor(
    readonly model: LoadedModel,
    readonly tokenIds: readonly number[],
    private readonly sites: ReadonlyMap<string, Tensor>,
  ) {
    this.T = tokenIds.length;
    ({ products: this.products, biases: this.biases } = attributionOf(model));
  }

  /** Throws "unsupported" where a dictionary may stand in no circuit, or nobody says on what model it was trained. */
  static async open(model: LoadedModel, tokenIds: readonly number[]): Promise<AttributionState> {
    const reason = whyNoCircuit(model.dictionaries);
    if (reason !== undefined) throw new EngineError("unsupported", reason, { reason });
    const widths = siteWidths(model.config, tokenIds.length);
    for (const { hookIn, dIn, leavesOnly } of model.dictionaries)
      if (leavesOnly !== null) widths.set(hookIn, dIn);
    const sites = await model.forward(tokenIds, [...widths.keys()]);
    for (const [name, width] of widths)
      assertShape(float32Of(sites.get(name), name), tokenIds.length, width, name);
    // What overflows anywhere before ends here.
    const last = streamSite(model.config, model.config.layers);
    assertFinite(float32Of(sites.get(last), last));
    return new AttributionState(model, [...tokenIds], sites);
  }

  /** A site of the forward pass: (T, width), and (H, T, T) for attention patterns. */
  site(name: string): Float32Array {
    return float32Of(this.sites.get(name), name);
  }

  dictionary(kind: DictionaryKind, layer: number): Dictionary | undefined {
    return this.model.dictionaries.find(
      (dictionary) => dictionary.kind === kind && dictionary.layer === layer,
    );
  }

  /** Whether the residual dictionaries are of the stream between attention and MLP. */
  get opensMiddle(): boolean {
    return this.model.dictionaries.some(({ kind, leavesOnly }) => kind === "resid" && leavesOnly !== null);
  }

  /**
   * Whether what stands at a place of circuits is written already: what attention or the MLP of the layer adds to the stream, or
   * the stream between them, and not what the kind reads elsewhere.
   */
  opens(kind: DictionaryKind, layer: number): boolean {
    const dictionary = this.dictionary(kind, layer);
    if (!dictionary) return kind === "resid" && this.opensMiddle;
    return dictionary.leavesOnly !== null;
  }

  /** The site that a place's dictionary writes; without a dictionary, what stands whole in one node. */
  writtenSite(kind: DictionaryKind, layer: number): string {
    const dictionary = this.dictionary(kind, layer);
    if (dictionary) return dictionary.hookOut;
    return this.opens(kind, layer) ? openedSite(kind, layer) : sitesOfKind(kind, layer).hookOut;
  }

  features(dictionary: Dictionary): Promise<ActiveFeatures> {
    let features = this.encoded.get(dictionary);
    if (!features) {
      const width = dictionary.dIn;
      const x = { data: this.site(dictionary.hookIn), shape: [this.T, width] };
      features = this.model.encode(dictionary, x);
      this.encoded.set(dictionary, features);
      features.catch(() => this.encoded.delete(dictionary));
    }
    return features;
  }

  /** What a skip transcoder's map adds to what its features write, (T, dOut); undefined where it has none. */
  skip(dictionary: Dictionary): Promise<Float32Array | undefined> {
    let skip = this.skips.get(dictionary);
    if (!skip) {
      skip = this.products.skip(dictionary, this.site(dictionary.hookIn));
      this.skips.set(dictionary, skip);
      skip.catch(() => this.skips.delete(dictionary));
    }
    return skip;
  }

  /** The nodes that write at a place; layer 0 for the stream. */
  source(kind: Source["kind"], layer: number): Promise<Source> {
    const name = `${kind} ${layer}`;
    let source = this.sources.get(name);
    if (!source) {
      source = this.createSource(kind, layer);
      this.sources.set(name, source);
      source.catch(() => this.sources.delete(name));
    }
    return source;
  }

  /** What a source's nodes write at the given positions, and perhaps at others: no position twice. */
  async rowsOf(source: Source, wanted: readonly number[]): Promise<RowBlock[]> {
    const kept = this.rows.get(source) ?? [];
    const have = new Set(kept.flatMap(({ positions }) => positions));
    const missing = wanted.filter((s) => !have.has(s));
    if (missing.length === 0) return kept;
    const blocks = [...kept, ...(await this.gather(source, missing))];
    const bytes = blocks.slice(kept.length).reduce((sum, { rows }) => sum + rows.byteLength, 0);
    if (await this.makeRoom(bytes)) {
      this.rows.set(source, blocks);
      this.rowBytes += bytes;
    }
    return blocks;
  }

  /** Whether the rows kept may grow by `bytes`; those of other texts make way. */
  private async makeRoom(bytes: number): Promise<boolean> {
    if (this.rowBytes + bytes > keptRowBytes) return false;
    const others = await Promise.all(attributionOf(this.model).states.values());
    let held = this.rowBytes + bytes;
    for (const other of others) if (other !== this) held += other.rowBytes;
    for (const other of others) {
      if (held <= keptRowBytes) break;
      if (other === this) continue;
      held -= other.rowBytes;
      other.rows.clear();
      other.rowBytes = 0;
    }
    return true;
  }

  /** What one node writes, per unit of its scale: (width). */
  async rowOf(source: Source, node: number): Promise<Float32Array> {
    const position = source.positions[node];
    const rows = rowsAt(source, await this.rowsOf(source, [position]), position);
    const start = (node - source.starts[position]) * source.width;
    return rows.subarray(start, start + source.width);
  }

  /** Activation of a feature that must be active there. */
  async activation(kind: DictionaryKind, layer: number, index: number, position: number): Promise<number> {
    const dictionary = this.dictionary(kind, layer);
    if (!dictionary) throw this.noDictionary(kind, layer);
    if (index >= dictionary.dFeatures) {
      throw new EngineError(
        "invalid-input",
        `There is no feature ${formatFeature({ kind, layer, index })}: the dictionary has ${dictionary.dFeatures} features.`,
      );
    }
    this.checkPosition(position);
    const source = await this.source(kind, layer);
    const node = findFeature(source, index, position);
    if (node >= 0) return source.scales[node];
    const places = Array.from(source.indices.keys())
      .filter((other) => source.indices[other] === index)
      .map((other) => source.positions[other]);
    const where =
      places.length === 0
        ? "nowhere in this text"
        : `at ${places.length === 1 ? "position" : "positions"} ${places.join(", ")}`;
    throw new EngineError(
      "invalid-input",
      `${formatFeature({ kind, layer, index })} is not active at position ${position}. It is active ${where}.`,
    );
  }

  checkPosition(position: number): void {
    if (position < this.T) return;
    throw new EngineError(
      "invalid-input",
      `There is no position ${position}: the text has ${this.T} tokens.`,
    );
  }

  noDictionary(kind: DictionaryKind, layer: number): EngineError {
    const layers = this.model.dictionaries.filter((dictionary) => dictionary.kind === kind);
    const has =
      layers.length === 0
        ? `no ${kind} dictionaries`
        : `${kind} dictionaries at layers ${layers.map((dictionary) => dictionary.layer).join(", ")} only`;
    return new EngineError(
      "invalid-input",
      `There is no ${kind} dictionary at layer ${layer}: the model has ${has}.`,
    );
  }

  private async createSource(kind: Source["kind"], layer: number): Promise<Source> {
    if (kind === "stream") {
      const width = this.model.config.dModel;
      const leaves = this.model.config.rotary ? (["embed"] as const) : (["embed", "pos"] as const);
      return createSource({ kind, layer, dictionary: undefined, leaves, width }, undefined, this.T);
    }
    const dictionary = this.dictionary(kind, layer);
    const width = writtenWidth(this.model, kind, layer);
    const leaf = kind === "mlp" && !dictionary ? "mlp-out" : (`${kind}-error` as const);
    const features = dictionary && (await this.features(dictionary));
    // The error comes last.
    const leaves = dictionary?.skip ? (["mlp-skip", leaf] as const) : ([leaf] as const);
    return createSource({ kind, layer, dictionary, leaves, width }, features, this.T);
  }

  private async gather(source: Source, wanted: readonly number[]): Promise<RowBlock[]> {
    const { kind, layer, dictionary, width } = source;
    if (kind === "stream") {
      const sites = this.model.config.rotary ? ["hook_embed"] : ["hook_embed", "hook_pos_embed"];
      return [
        stackLeaves(
          sites.map((site) => this.site(site)),
          this.T,
          width,
        ),
      ];
    }
    const site = this.site(this.writtenSite(kind, layer));
    if (!dictionary) return [stackLeaves([site], this.T, width)];
    const b_dec = this.biases.decoder(kind, layer);
    return gatherRows(
      this.products,
      source,
      dictionary,
      { site, b_dec, skip: await this.skip(dictionary) },
      wanted,
    );
  }
}
