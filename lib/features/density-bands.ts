/** Bands of density, in percent of a corpus' tokens: the lower end is in, the upper is not. The first leaves out 0. */
export const densityBands = ["0-0.01", "0.01-0.1", "0.1-1", "1-10", "10-100"] as const;
export type DensityBand = (typeof densityBands)[number];

/** The ends of a band as shares of tokens; the last has no upper one, so that all tokens are in it. */
export const densityEnds: Readonly<Record<DensityBand, { from: number; below: number }>> = {
  "0-0.01": { from: 1e-300, below: 0.0001 },
  "0.01-0.1": { from: 0.0001, below: 0.001 },
  "0.1-1": { from: 0.001, below: 0.01 },
  "1-10": { from: 0.01, below: 0.1 },
  "10-100": { from: 0.1, below: 2 },
};

/** A band as a list's choices and a table's head have it. */
export function bandWords(band: DensityBand): string {
  const [from, to] = band.split("-");
  if (from === "0") return `under ${to}%`;
  return to === "100" ? `${from}% and more` : `${from} to ${to}%`;
}
