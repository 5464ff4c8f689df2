import { cutText } from "@/components/ui/graph/chip-text";

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
  /** Where an outlier's name stands; null where that of one further off is in its way. */
  label: Label | null;
}

interface Label {
  text: string;
  x: number;
  y: number;
  anchor: "start" | "end";
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
/** Of a name at 11 units, generously: the width of a character, and the height of a line. */
const nameSize = { character: 6.2, line: 12 };
/** In characters: so that with its token it ends within the drawing, on whichever side of its point it stands. */
const longestName = 20;
const minSpan = 1e-300;

/** Places predicted against measured effects in a square of `size` units; predicted to the right, measured upwards. */
export function layOutScatter(
  points: readonly CausalPoint[],
  size: number,
  nameOf: (id: string) => string | undefined = () => undefined,
): ScatterLayout {
  const values = [0, ...points.flatMap(({ predicted, measured }) => [predicted, measured])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // Of values this near to zero a part can no longer be told from zero.
  const span = high - low > minSpan ? high - low : 1;
  const padding = span * margin;
  const domain: [number, number] = [low - padding, high + padding];
  const place = (value: number) => ((value - domain[0]) / (domain[1] - domain[0])) * size;
  const byError = points.toSorted(
    (a, b) => Math.abs(b.measured - b.predicted) - Math.abs(a.measured - a.predicted),
  );
  const at = ({ predicted, measured }: CausalPoint) => ({ x: place(predicted), y: size - place(measured) });
  const outliers = byError.slice(0, namedOutliers);
  const labels = placeNames(
    outliers.map((point) => ({ id: point.id, text: labelText(point.id, nameOf(point.id)), ...at(point) })),
    size,
  );
  return {
    points: points.map((point) => ({
      ...point,
      ...at(point),
      outlier: labels.has(point.id),
      label: labels.get(point.id) ?? null,
    })),
    diagonal: { x1: 0, y1: size, x2: size, y2: 0 },
    zero: { x: place(0), y: size - place(0) },
    domain,
  };
}

/** The name where there is one, and the token: beside a point is no room for the id too, which its title has. */
function labelText(id: string, name: string | undefined): string {
  return name ? `${cutText(name, longestName)} ${id.slice(id.lastIndexOf("@"))}` : id;
}

/** The names beside their points, on the side with more room. An earlier one keeps a later one off its place. */
function placeNames(named: readonly { id: string; text: string; x: number; y: number }[], size: number) {
  const taken: { left: number; right: number; y: number }[] = [];
  const labels = new Map<string, Label | null>();
  for (const { id, text, x, y } of named) {
    const anchor = x > size * 0.6 ? "end" : "start";
    const start = anchor === "end" ? x - 7 : x + 7;
    const width = [...text].length * nameSize.character;
    const [left, right] = anchor === "end" ? [start - width, start] : [start, start + width];
    const isFree = taken.every(
      (other) => Math.abs(other.y - y) >= nameSize.line || other.right <= left || other.left >= right,
    );
    if (isFree) taken.push({ left, right, y });
    labels.set(id, isFree ? { text, x: start, y: y + 4, anchor } : null);
  }
  return labels;
}
