/** What an experiment may have at most. A larger one is refused with these numbers, never cut. */
export const experimentLimits = {
  /** Bytes of its file, a family's whole content in it. */
  maxFileBytes: 2_000_000,
  /** As they are run: one that is of each layer counts once a layer. */
  maxConditions: 200,
  /** Of one condition. */
  maxInterventions: 500,
  maxTitleLength: 120,
  maxDescriptionLength: 4_000,
  maxHypothesisLength: 500,
  maxConditionNameLength: 100,
  maxFileNameLength: 100,
  /** Decimals that are stated. More than these are float32's rounding. */
  maxDigits: 6,
} as const;
