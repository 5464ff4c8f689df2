/** What is measured of a head, and what each number means and leaves out, for the reader. */
export const headMeasures = ["previous", "duplicate", "induction", "copying", "matching"] as const;
export type HeadMeasure = (typeof headMeasures)[number];

export const headWords: Record<HeadMeasure, { name: string; explanation: string }> = {
  previous: {
    name: "Previous token",
    explanation: "Mean attention to the token before, on random tokens that are repeated once.",
  },
  duplicate: {
    name: "Duplicate token",
    explanation:
      "Mean attention from a token to the same token before it, on random tokens that are repeated once.",
  },
  induction: {
    name: "Induction",
    explanation:
      "Mean attention from a token to the one that came after it the first time, on random tokens that are repeated once (the prefix-matching score of Olsson et al. 2022). A model that learned to repeat what it knows, and not random tokens, may have heads that do this on its own texts alone.",
  },
  copying: {
    name: "Copies (OV)",
    explanation:
      "Share of the vocabulary whose own logit rises above the mean of all logits where the head attends to it, by its weights alone: W_E W_V W_O W_U with the norms' gammas. Chance is about a half; near 0 it lowers what it reads. It leaves out what earlier layers make of a token.",
  },
  matching: {
    name: "Matches (QK)",
    explanation:
      "Share of the vocabulary that scores its own key above the mean of all keys, by weights alone: W_E W_Q W_K^T W_E^T with the norm's gamma. Chance is about a half. It leaves out positions and what earlier layers make of a token.",
  },
};

/** What attention spread evenly over the tokens up to each would give the second half of a text, position 0 among them. */
export function evenAttention(repeated: number): number {
  let total = 0;
  for (let query = repeated + 1; query <= 2 * repeated; query++) total += 1 / (query + 1);
  return repeated === 0 ? 0 : total / repeated;
}
