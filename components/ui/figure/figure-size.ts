/** How wide figures are made: of one or both columns of a page, or as wide as the graph asks for. */
export const figureWidths = ["one-column", "two-columns", "wide"] as const;
export type FigureWidth = (typeof figureWidths)[number];

/** A unit of a figure's drawing is a pixel of the graph's; on paper it is 0.6 points, so that its 11 px are 6.6 pt. */
const pointsPerUnit = 0.6;
const millimetresPerPoint = 25.4 / 72;

/** No text of a figure is smaller, where it is shown as wide as it says: 6.6 pt. */
export const smallestText = { units: 11, points: 11 * pointsPerUnit };

export function unitsOf(millimetres: number): number {
  return millimetres / millimetresPerPoint / pointsPerUnit;
}

export function millimetresOf(units: number): number {
  return units * pointsPerUnit * millimetresPerPoint;
}

interface FigureRoom {
  /** The figure's, in units. Null: as wide as the graph. */
  width: number | null;
  /** What the graph may have at most, in units: what is left of a page with the words about it. */
  graph: { width: number; height: number };
}

/** Of the graph: the names of its rows to the left of it, and the edge of the figure. */
export const gutter = { left: 52, edge: 8 };

/** One column is 86 mm and two are 178 mm, as most journals and conferences have them or a little more. */
export const roomOf: Readonly<Record<FigureWidth, FigureRoom>> = {
  "one-column": room(86, 820),
  "two-columns": room(178, 760),
  wide: { width: null, graph: { width: 1_400, height: 1_000 } },
};

function room(millimetres: number, height: number): FigureRoom {
  const width = Math.floor(unitsOf(millimetres));
  return { width, graph: { width: width - gutter.left - 2 * gutter.edge, height } };
}
