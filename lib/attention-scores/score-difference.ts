import type { AttentionScore, ScoreEnd, StreamPart } from "@/lib/circuit-format/attention-score";

/** A pair of parts, with what it adds to the one score more than to the other. */
export interface PairDifference {
  query: StreamPart;
  key: StreamPart;
  value: number;
}

export interface PartDifference {
  part: StreamPart;
  value: number;
}

/** All terms and `rest` together are `total`. */
interface Terms<Term> {
  /** Those known of both scores, the largest by size first. */
  terms: Term[];
  /** What is not known of one of them, together. */
  rest: number;
}

export interface ScoreDifference {
  /** How much higher the one score is, in the forward pass. */
  score: number;
  /** The same by the sums of their pairs: what the terms add up to. */
  total: number;
  pairs: Terms<PairDifference>;
  /** By what the keys carry, each over the whole query; and by what the query carries, over the whole keys. */
  byKey: Terms<PartDifference>;
  byQuery: Terms<PartDifference>;
}

/**
 * Why a head looks at one key and not at another: its two scores from the same query, pair by pair. A pair is known of a
 * score that lists it; it is nothing where all that the key carries is listed and its part is not among that. What is not
 * known of both is in the rest, and never taken for nothing. Throws for scores of different heads or queries.
 */
export function scoreDifference(one: AttentionScore, other: AttentionScore): ScoreDifference {
  if (one.layer !== other.layer || one.head !== other.head || one.query !== other.query)
    throw new Error("Only scores of one head from one query have a difference");
  const total = one.total - other.total;
  const [here, there] = [keyPartsOf(one), keyPartsOf(other)];
  return {
    score: one.score - other.score,
    total,
    pairs: withRest(
      differences(one.pairs, other.pairs, {
        idOf: ({ query, key }) => `${query} ${key}`,
        isNoneOfOne: ({ key }) => lacks(here, key),
        isNoneOfOther: ({ key }) => lacks(there, key),
      }),
      total,
    ),
    byKey: withRest(
      differences(one.keyEnd.parts, other.keyEnd.parts, {
        idOf: ({ part }) => String(part),
        isNoneOfOne: ({ part }) => lacks(here, part),
        isNoneOfOther: ({ part }) => lacks(there, part),
      }),
      total,
    ),
    // Both have the same query, whose parts they may list in other orders.
    byQuery: withRest(
      differences(one.queryEnd.parts, other.queryEnd.parts, {
        idOf: ({ part }) => String(part),
        isNoneOfOne: () => false,
        isNoneOfOther: () => false,
      }),
      total,
    ),
  };
}

interface KeyParts {
  listed: ReadonlySet<StreamPart>;
  isWhole: boolean;
}

function keyPartsOf({ keyEnd }: { keyEnd: ScoreEnd }): KeyParts {
  return { listed: new Set(keyEnd.parts.map(({ part }) => part)), isWhole: keyEnd.rest.count === 0 };
}

const lacks = ({ listed, isWhole }: KeyParts, part: StreamPart) => isWhole && !listed.has(part);

interface Known<Term> {
  idOf: (term: Term) => string;
  isNoneOfOne: (term: Term) => boolean;
  isNoneOfOther: (term: Term) => boolean;
}

function differences<Term extends { value: number }>(
  one: readonly Term[],
  other: readonly Term[],
  { idOf, isNoneOfOne, isNoneOfOther }: Known<Term>,
): Term[] {
  const there = new Map(other.map((term) => [idOf(term), term]));
  const terms: Term[] = [];
  for (const term of one) {
    const id = idOf(term);
    const against = there.get(id);
    there.delete(id);
    if (against) terms.push({ ...term, value: term.value - against.value });
    else if (isNoneOfOther(term)) terms.push(term);
  }
  for (const term of there.values()) if (isNoneOfOne(term)) terms.push({ ...term, value: -term.value });
  return terms;
}

function withRest<Term extends { value: number }>(terms: Term[], total: number): Terms<Term> {
  return {
    terms: terms.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)),
    rest: total - terms.reduce((sum, { value }) => sum + value, 0),
  };
}
