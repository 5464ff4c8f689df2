/**
 * From where on a tier of evidence is reached: all numbers of ./tier.ts, each with its reason. docs/evidence.md section 8 says how circuits
 * that are known to be true and known to be false come out of them.
 */
export const tierThresholds = {
  /**
   * Below the 95% interval of the correlation between predicted and measured effects lies at least this. An interval, and not the
   * correlation itself, so that few nodes do not pass by chance: ten nodes need 0.77, fifty need 0.53.
   */
  effectCorrelation: 0.3,
  /**
   * Or what was measured otherwise than predicted, over what was measured, both summed by size: for circuits of so few nodes that no
   * correlation says anything. Half, so that more of what is measured was predicted than not.
   */
  effectDisagreement: 0.5,
  /**
   * A circuit that is kept gives back at least so much of what the model does over what nothing does, and not more than as far beyond
   * it: half, so that more comes from the circuit than from everything else.
   */
  sufficiency: { least: 0.5, most: 1.5 },
  /** Ablating it takes away at least as much. */
  necessity: 0.5,
  /** One kind of ablation can flatter: what is put in a node's place decides what the rest makes of it. */
  ablations: 2,
  /** Of random circuits alike in size, layers and kinds, out of a hundred, so many do worse at either. */
  percentile: 95,
  /** Fewer random circuits tell no 95th percentile. */
  randomCircuits: 100,
  /** Prompts an evaluation has at least: on fewer, one prompt decides. */
  prompts: 8,
  /** Ways to word the same, each of which has to hold by itself. */
  wordings: 2,
  /** Prompts of each way. */
  promptsOfWording: 4,
} as const;

/** From where on a circuit is the same found again: of ./found-again.ts, and read by no rule of bounties. */
export const replicationThresholds = {
  /**
   * How alike the two circuits are at least (`likeness@1` or `likeness@2`). Of the 253 pairs of different circuits of the starter prompts two
   * are above it, either of one question in two wordings, and each is at least 0.95 alike to itself traced twice as fine or coarse.
   */
  likeness: 0.85,
} as const;
