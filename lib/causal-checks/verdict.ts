import { type CheckedPoint, isOpposite, largestMeasured } from "./largest-measured";

/** Where a node of the largest measured effects is: drawn for its influence, only for the check, or taken away by hand. */
export type Standing = "shown" | "missed" | "hidden";

export interface Verdict {
  /** The largest measured effects, the largest first. */
  largest: readonly (CheckedPoint & { standing: Standing; opposite: boolean })[];
  shown: number;
  missed: readonly string[];
  /** How many one has hidden, or left out by showing only what is pinned. */
  hidden: number;
  /** How many of the largest act against their prediction. */
  opposite: number;
}

/** What a causal check says of a graph as it is drawn. */
export function verdictOf(points: readonly CheckedPoint[], standingOf: (id: string) => Standing): Verdict {
  const largest = largestMeasured(points).map((point) => ({
    ...point,
    standing: standingOf(point.id),
    opposite: isOpposite(point),
  }));
  const of = (standing: Standing) => largest.filter((each) => each.standing === standing);
  return {
    largest,
    shown: of("shown").length,
    missed: of("missed").map(({ id }) => id),
    hidden: of("hidden").length,
    opposite: largest.filter(({ opposite }) => opposite).length,
  };
}

const numberWords = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

export function numberWord(count: number): string {
  return numberWords[count] ?? String(count);
}

/** How many of the largest measured effects of the circuit's features the graph shows, as the beginning of a sentence. */
export function shownWords({ largest, shown }: Pick<Verdict, "largest" | "shown">): string {
  const all = largest.length;
  if (all === 0) return "No feature of the circuit changes the target when it is ablated";
  if (all === 1) return `The graph ${shown === 1 ? "shows" : "does not show"} the only measured effect`;
  if (shown === all)
    return `The graph shows all ${numberWord(all)} largest measured effects of the circuit's features`;
  return `Of the ${numberWord(all)} largest measured effects of the circuit's features the graph shows ${numberWord(shown)}`;
}

/** What else is to be said of them, each a clause of its own. */
export function furtherWords({ hidden, opposite }: Pick<Verdict, "hidden" | "opposite">): string[] {
  const acts = opposite === 1 ? "acts against its prediction" : "act against their prediction";
  return [
    ...(hidden > 0 ? [`${numberWord(hidden)} ${hidden === 1 ? "is" : "are"} hidden by hand`] : []),
    ...(opposite > 0 ? [`${numberWord(opposite)} ${acts}`] : []),
  ];
}
