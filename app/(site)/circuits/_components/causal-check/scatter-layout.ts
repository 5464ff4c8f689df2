export interface CausalPoint {
  id: string;
  predicted: number;
  measured: number;
}

export interface PlacedPoint extends CausalPoint {
  x: number;
  y: number;
  /** Among those whose measured effect lies furthest from the predicted. */
  outlier: boolean;
}

export interface ScatterLayout {
  points: PlacedPoint[];
  /** The two ends of "measured as predicted". */
  diagonal: { x1: number; y1: number; x2: number; y2: number };
  /** Where 0 stands on both axes. */
  zero: { x: number; y: number };
  /** Smallest and largest value on either axis: both axes are the same, so the diagonal is a true diagonal. */
  domain: [number, number];
}

const namedOutliers = 5;
const margin = 0.06;
const leastSpan = 1e-300;

/** Places predicted against measured effects in a square of `size` units; predicted to the right, measured upwards. */
export function layOutScatter(points: readonly CausalPoint[], size: number): ScatterLayout {
  const values = [0, ...points.flatMap(({ predicted, measured }) => [predicted, measured])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // Of values this near to zero a part can no longer be told from zero.
  const span = high - low > leastSpan ? high - low : 1;
  const padding = span * margin;
  const domain: [number, number] = [low - padding, high + padding];
  const place = (value: number) => ((value - domain[0]) / (domain[1] - domain[0])) * size;
  const byError = points.toSorted(
    (a, b) => Math.abs(b.measured - b.predicted) - Math.abs(a.measured - a.predicted),
  );
  const outliers = new Set(byError.slice(0, namedOutliers).map(({ id }) => id));
  return {
    points: points.map((point) => ({
      ...point,
      x: place(point.predicted),
      y: size - place(point.measured),
      outlier: outliers.has(point.id),
    })),
    diagonal: { x1: 0, y1: size, x2: size, y2: 0 },
    zero: { x: place(0), y: size - place(0) },
    domain,
  };
}
