/** A text that nearly fills the bundled model, whose circuits at low thresholds are its heaviest. */
export const heavyText =
  "When Mary and John went to the store, John gave a drink to Mary. Then Mary thanked him, and they walked home by the river. ".repeat(
    4,
  );
/** " Mary" behind its last token: what the model's circuits are asked about. */
export const heavyTarget = { kind: "logit" as const, index: 605, position: 116 };

/** The question for one of the heaviest circuits of `heavyText` that the site takes; each `n` is another. */
export function heavyCircuit(n: number, edgeThreshold: number) {
  const { kind, index, position } = heavyTarget;
  const target = `${kind}.${index}@${position}`;
  return { target, threshold: 1e-4 + n * 1e-8, edgeThreshold, maxNodes: 5_000 };
}
