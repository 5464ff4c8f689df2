/** Somebody made up, whose rates are known. */
export interface MadeUpRater {
  falseYes: number;
  falseNo: number;
}

/** A crowd by kinds of people and how many of each there are. */
export function crowdOf(...kinds: readonly [number, MadeUpRater][]): MadeUpRater[] {
  return kinds.flatMap(([count, rater]) => Array.from({ length: count }, () => rater));
}

export const careful = { falseYes: 0.1, falseNo: 0.15 };
export const hasty = { falseYes: 0.2, falseNo: 0.3 };
/** Says either by a coin. */
export const coin = { falseYes: 0.5, falseNo: 0.5 };
/** Says yes, whatever is asked. */
export const yesSayer = { falseYes: 0.95, falseNo: 0.05 };
/** Says the opposite on purpose. */
export const adversary = { falseYes: 0.85, falseNo: 0.85 };

/** People who mean it, and as many as half of those who do not. */
export const mixedCrowd = crowdOf([5, careful], [7, hasty], [3, coin], [1, yesSayer], [2, adversary]);

/** What somebody says of an item that is "yes" or is not. */
export function say({ falseYes, falseNo }: MadeUpRater, isYes: boolean, random: () => number): boolean {
  return isYes ? random() >= falseNo : random() < falseYes;
}
