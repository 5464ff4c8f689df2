import fc from "fast-check";
import type { Evidence } from "@/lib/evidence-format/evidence";
import type { TokenText } from "@/lib/tokens/token-text";

/** A vocabulary of a few tokens of each sort. */
const words = ["Mary", "Lily", "Anna", "the", "took", "got", "to", "store", "said", "and"];
const odd = ["<|endoftext|>", ".", ",", "\n", '"', "aring", "\u202e", " ", "", "\u0000", "My", "7"];
const texts = [...words.map((word) => ` ${word}`), ...odd, " supercalifragilisticexpialidocious"];
const vocabulary: TokenText[] = [...texts.map((text) => ({ text })), { text: "\ufffd", bytes: "e4b8" }];
export const idOf = (text: string) => texts.indexOf(text);
export const tokenOf = (id: number): TokenText => vocabulary[id] ?? { text: "" };
export const feature = { kind: "attn" as const, layer: 3, index: 697 };

export const silent: Evidence = {
  format: "circuit-commons/evidence@1",
  corpora: [{ indexId: "one", tokens: 10_000, windows: 100 }],
  fired: { tokens: 100, windows: 50 },
  activation: { max: 2, mean: 1 },
  histogram: { first: 30, counts: [100] },
  ...{ top: [], bands: [], tokens: [], logits: null, heads: null },
  ...{ neighbours: [], together: [], families: [], duplicates: [], negatives: [] },
};
const token = fc.nat(vocabulary.length - 1);
/** The tokens of a window. */
export const window = fc.array(token, { maxLength: 8 });
const example = (probability: fc.Arbitrary<number | null>) =>
  fc.record({
    corpus: fc.constant(0),
    window: fc.nat(5),
    position: fc.nat(8),
    activation: fc.double({ min: 0.01, max: 100, noNaN: true }),
    firings: fc.array(
      fc.tuple(fc.nat(8), fc.double({ min: 0.01, max: 100, noNaN: true })) as fc.Arbitrary<[number, number]>,
      { maxLength: 4 },
    ),
    fired: fc.nat(9),
    probability,
    reads: fc.option(
      fc.array(
        fc.record({
          head: fc.nat(7),
          source: fc.nat(8),
          value: fc.double({ min: -9, max: 9, noNaN: true }),
        }),
        { maxLength: 4 },
      ),
      { nil: undefined },
    ),
    readsTotal: fc.option(fc.double({ min: -9, max: 9, noNaN: true }), { nil: undefined }),
  });
const chance = fc.double({ min: 0.01, max: 1, noNaN: true });
const logit = (sign: number) =>
  fc
    .array(fc.record({ token, value: fc.double({ min: 0, max: 9, noNaN: true }) }), { maxLength: 5 })
    .map((list) =>
      list
        .map(({ token, value }) => ({ token, value: sign * value }))
        .sort((a, b) => sign * (b.value - a.value)),
    );
const other = fc.record({ kind: fc.constant("attn" as const), layer: fc.nat(5), index: fc.nat(900) });
/** Any evidence, also such as no corpus would show. */
export const evidences: fc.Arbitrary<Evidence> = fc
  .record({
    fired: fc.nat(10_000).map((tokens) => ({ tokens, windows: Math.min(tokens, 100) })),
    top: fc.array(example(fc.constant(null)), { maxLength: 6 }),
    bands: fc.array(
      fc.record({
        band: fc.nat(9),
        windows: fc.nat(9),
        drawn: fc.array(example(chance), { maxLength: 4 }),
      }),
      { maxLength: 3 },
    ),
    tokens: fc
      .array(
        fc.record({
          token,
          share: fc.double({ min: 0, max: 0.5, noNaN: true }),
          firesOn: fc.option(chance),
          sampled: fc.nat(99),
        }),
        { maxLength: 5 },
      )
      .map((list) => list.sort((a, b) => b.share - a.share)),
    logits: fc.option(fc.record({ promoted: logit(1), suppressed: logit(-1) })),
    duplicates: fc.array(other, { maxLength: 1 }),
  })
  .map((parts) => ({ ...silent, ...parts }));
