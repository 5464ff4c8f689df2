/** A text that nearly fills the bundled model, whose circuits at low thresholds are its heaviest. */
export const heavyText =
  "When Mary and John went to the store, John gave a drink to Mary. Then Mary thanked him, and they walked home by the river. ".repeat(
    4,
  );
/** Of its last token. */
export const lastPosition = 116;
/** " Mary", as the model's circuits are asked about it. */
export const tokenOfHeavy = 605;
