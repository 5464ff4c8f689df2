/** What one head brings to an attention feature from one source position: a cell of its DFA. */
export interface HeadRead {
  head: number;
  position: number;
  /** In units of the feature's pre-activation, with the patterns held. */
  value: number;
  /** Of all cells by size, 0 to 1. */
  share: number;
}

export interface HeadReads {
  /** The largest first. */
  strongest: HeadRead[];
  /** The other cells that are not 0, the largest first. */
  others: HeadRead[];
  /** The share of those. */
  othersShare: number;
  othersSum: number;
}

/** Enough to see where a feature looks: this share of all, or this many. */
const [cover, most] = [0.8, 8];

/** Orders a table (H, T) by head and source position: the few cells that make most of it, and the others. */
export function readsOf(table: readonly (readonly number[])[]): HeadReads {
  const cells = table.flatMap((row, head) =>
    row.flatMap((value, position) => (value === 0 ? [] : [{ head, position, value }])),
  );
  const all = cells.reduce((sum, { value }) => sum + Math.abs(value), 0);
  const reads = cells
    .map((cell) => ({ ...cell, share: all > 0 ? Math.abs(cell.value) / all : 0 }))
    .sort((a, b) => b.share - a.share || a.head - b.head || a.position - b.position);
  let covered = 0;
  const enough = reads.findIndex(({ share }) => {
    covered += share;
    return covered >= cover;
  });
  const count = Math.min(most, enough < 0 ? reads.length : enough + 1);
  const others = reads.slice(count);
  return {
    strongest: reads.slice(0, count),
    others,
    othersShare: others.reduce((sum, { share }) => sum + share, 0),
    othersSum: others.reduce((sum, { value }) => sum + value, 0),
  };
}

/** The way one takes from a read: to what wrote what the head brings, or to why it looks there. */
export const ways = ["wrote", "why"] as const;
export type Way = (typeof ways)[number];

/** A read that one looks at, of the chosen node. */
export interface ChosenRead {
  head: number;
  position: number;
  way: Way | null;
}

/** As it stands in an address: `5.2`, `5.2.why`. */
export function formatRead({ head, position, way }: ChosenRead): string {
  return [head, position, ...(way ? [way] : [])].join(".");
}

/** Null for what is none. */
export function parseRead(text: string | null): ChosenRead | null {
  const [, head = "", position = "", named] = /^(\d{1,5})\.(\d{1,6})(?:\.([a-z]+))?$/.exec(text ?? "") ?? [];
  if (head === "") return null;
  const way = ways.find((each) => each === named) ?? null;
  return { head: Number(head), position: Number(position), way };
}
