/** The number of shades of a heat strip. token-strip.css holds a rule for each. */
export const heatLevels = 12;

/**
 * The shade of a value on a scale from 0 to `top`. Anything above zero gets at least the first shade, so that
 * "fires a little" never looks like "does not fire"; anything above `top` gets the last.
 */
export function heatLevel(value: number, top: number): number {
  if (!(value > 0) || !(top > 0)) return 0;
  return Math.min(heatLevels, Math.max(1, Math.round((value / top) * heatLevels)));
}

/**
 * The shade of a signed value whose size is at most `top`: less than half a shade is none, so that noise does not look
 * like signal.
 */
export function signedLevel(value: number, top: number): number {
  if (!(top > 0)) return 0;
  return Math.min(heatLevels, Math.round((Math.abs(value) / top) * heatLevels));
}

/**
 * The top of the scale for a feature that fires at these positions. Position 0, the beginning-of-text token, is
 * left out where the feature fires elsewhere too: its activations are often ten times all others and would
 * bleach them.
 */
export function heatTop(firesAt: readonly (readonly [position: number, activation: number])[]): number {
  let top = 0;
  let first = 0;
  for (const [position, activation] of firesAt) {
    if (position === 0) first = activation;
    else if (activation > top) top = activation;
  }
  return top > 0 ? top : first;
}
