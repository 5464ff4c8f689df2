interface Bounds {
  from: number;
  to: number | null;
}

/** A band of activations, in words: its bounds are powers of two and stand as they are. */
export function bandWords({ from, to }: Bounds): string {
  if (to === null) return `${from} and more`;
  return from === 0 ? `under ${to}` : `${from} to ${to}`;
}
