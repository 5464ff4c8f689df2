import type { Dictionary } from "../dictionaries/dictionary";
import { float32Of, int32Of } from "../rows";
import type { GraphSession } from "../runtime";
import { unitRows, type WrittenRows } from "./written-rows";

export interface Near {
  dictionary: Dictionary;
  index: number;
  cosine: number;
}

/** The `k` nearest of each of some features, kept while candidates come by block after block. */
export class NearestKept {
  private readonly cosines: Float32Array; // (queries, k)
  private readonly indices: Int32Array; // (queries, k)
  private readonly dictionaries: Uint8Array; // (queries, k), places in `seen`
  private readonly seen: Dictionary[] = [];
  private readonly units: Float32Array; // (queries, D)

  constructor(
    private readonly session: GraphSession,
    private readonly own: Dictionary,
    private readonly queries: WrittenRows,
    private readonly k: number,
  ) {
    this.units = unitRows(queries);
    this.cosines = new Float32Array(queries.count * k).fill(Number.NEGATIVE_INFINITY);
    this.indices = new Int32Array(queries.count * k).fill(-1);
    this.dictionaries = new Uint8Array(queries.count * k);
  }

  /** Compares with some features of a dictionary; a feature is no neighbour of itself, nor one that writes nothing. */
  async offer(dictionary: Dictionary, candidates: WrittenRows): Promise<void> {
    const D = this.units.length / this.queries.count;
    // One more than wanted, since a feature's own row may be among them.
    const k = Math.min(this.k + 1, candidates.count);
    const inputs = {
      queries: { data: this.units, shape: [this.queries.count, D] },
      candidates: { data: unitRows(candidates), shape: [candidates.count, D] },
      k: { data: BigInt64Array.of(BigInt(k)), shape: [1] },
    };
    const found = await this.session.run(inputs, ["indices", "cosines"]);
    const places = int32Of(found.indices, "indices");
    const cosines = float32Of(found.cosines, "cosines");
    if (this.seen.at(-1) !== dictionary) this.seen.push(dictionary);
    for (let query = 0; query < this.queries.count; query++) {
      const self = dictionary === this.own ? this.queries.from + query : -1;
      for (let i = query * k; i < (query + 1) * k; i++) {
        const index = candidates.from + places[i];
        if (index !== self && candidates.norms[places[i]] > 0) this.insert(query, index, cosines[i]);
      }
    }
  }

  /** Nearest first. Of those equally near, what came first. */
  listOf(query: number): Near[] {
    if (this.queries.norms[query] === 0) return [];
    const nearest: Near[] = [];
    for (let i = query * this.k; i < (query + 1) * this.k; i++) {
      const dictionary = this.seen[this.dictionaries[i]];
      if (this.indices[i] < 0 || !dictionary) break;
      // Of rows that point the same way rounding may leave a little more than 1.
      const cosine = Math.max(-1, Math.min(1, this.cosines[i]));
      nearest.push({ dictionary, index: this.indices[i], cosine });
    }
    return nearest;
  }

  private insert(query: number, index: number, cosine: number): void {
    const { cosines, indices, dictionaries, k } = this;
    const first = query * k;
    let place = first + k - 1;
    if (!(cosine > cosines[place])) return;
    for (; place > first && cosine > cosines[place - 1]; place--) {
      cosines[place] = cosines[place - 1];
      indices[place] = indices[place - 1];
      dictionaries[place] = dictionaries[place - 1];
    }
    cosines[place] = cosine;
    indices[place] = index;
    dictionaries[place] = this.seen.length - 1;
  }
}
