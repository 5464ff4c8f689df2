import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { encodeFeatures, type SparseFeatures } from "@/lib/features/feature-codec";
import { packTokenizer } from "@/lib/models/vocabulary";
import { type TokenizerJson, tokenizerJsonSchema } from "@/lib/tokens/tokenizer-json";
import { digits } from "./circuits";

/** As large as GPT-2 is: what the bundled model does not come near. */
export const wide = { name: "wide", layers: 12, heads: 12, tokens: 1_024, dSae: 24_576, perToken: 40 };
const vocabularySize = 50_257;
const kinds = ["attn", "mlp", "resid"] as const;
const checksum = (n: number) => n.toString(16).padStart(64, "0");

/** A model of that size with as many dictionary sets as one has here, and the bundled model's tokenizer. */
export async function createWideModel() {
  const { tokenizer } = await db().vocabulary.findFirstOrThrow();
  const wider = packTokenizer(
    widened(tokenizerJsonSchema.parse(unpackDocument(tokenizer ?? new Uint8Array()))),
  );
  const { id } = await db().model.create({
    data: {
      ...{ name: wide.name, displayName: "W".repeat(200), description: "Wide. ".repeat(100) },
      ...{ architecture: "gpt2", licence: "MIT", checksum: checksum(1), layers: wide.layers },
      ...{ heads: wide.heads, dModel: 768, contextLength: wide.tokens, vocabularySize },
      ...{ parameterCount: 124_000_000n, processing: {}, vocabulary: { create: { tokenizer: wider } } },
    },
  });
  const sets: { id: string; kind: (typeof kinds)[number]; name: string; checksum: string }[] = [];
  for (let n = 0; n < 60; n++) {
    const kind = kinds[n % 3] ?? "mlp";
    const name = n < 3 ? kind : `${kind}-${n}`;
    const set = await db().dictionarySet.create({
      data: {
        ...{ modelId: id, kind, name, displayName: "S".repeat(200), licence: "MIT", rank: n },
        checksum: checksum(100 + n),
        dictionaries: {
          create: Array.from({ length: wide.layers }, (_, layer) => ({
            ...{ layer, dSae: wide.dSae, architecture: "jumprelu", hookIn: "in", hookOut: "out" },
            checksum: checksum(10_000 + n * 100 + layer),
          })),
        },
      },
      select: { id: true, kind: true, name: true, checksum: true },
    });
    if (n < 3) sets.push(set);
  }
  return { id, checksum: checksum(1), sets };
}

/** The same tokenizer with as many tokens as GPT-2's has, each of two of its words. */
function widened({ model, ...rest }: TokenizerJson): TokenizerJson {
  const vocab = { ...model.vocab };
  const merges: TokenizerJson["model"]["merges"] = [];
  // A file writes all of them in one way.
  const inOneText = typeof model.merges[0] === "string";
  const words = Object.keys(vocab).filter((word) => /^[a-z]+$/.test(word));
  let next = Object.keys(vocab).length;
  for (const first of words)
    for (const second of words) {
      if (next >= vocabularySize)
        return { ...rest, model: { ...model, vocab, merges: [...model.merges, ...merges] } };
      if (Object.hasOwn(vocab, first + second)) continue;
      vocab[first + second] = next++;
      merges.push(inOneText ? `${first} ${second}` : [first, second]);
    }
  throw new Error("There are too few words.");
}

/** As many features at each token as dictionaries of that size have there, some of them at every token. */
export function wideFeatures(): { packed: Uint8Array<ArrayBuffer>; count: number } {
  const random = digits();
  const dictionaries = kinds.flatMap((kind) =>
    Array.from({ length: wide.layers }, (_, layer): SparseFeatures => {
      const size = wide.tokens * wide.perToken;
      const [positions, indices] = [new Uint32Array(size), new Uint32Array(size)];
      for (let n = 0; n < size; n++) {
        const rank = n % wide.perToken;
        const [from, spread] = rank < 10 ? [rank, 1] : [10 + (rank - 10) * 800, 800];
        positions[n] = Math.floor(n / wide.perToken);
        indices[n] = from + Math.floor(random() * spread);
      }
      return { kind, layer, positions, indices, activations: Float32Array.from(positions, random) };
    }),
  );
  const count = dictionaries.length * wide.tokens * wide.perToken;
  return { packed: encodeFeatures(wide.tokens, dictionaries), count };
}
