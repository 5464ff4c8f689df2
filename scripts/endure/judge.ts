import { type Kind, type Outcome, outcomeOf, type Write } from "./ledger";

/** A row of what is stored, by the mark of the write that it is from. */
export interface StoredRow {
  kind: Kind;
  mark: string;
  content: string;
  id: string;
}

export interface Counts extends Record<Outcome, number> {
  /** Of those in doubt, how many are there. */
  kept: number;
  lost: number;
  doubled: number;
  /** There with another content or at another address than was acknowledged. */
  altered: number;
  /** There although they were refused. */
  despite: number;
}

export interface Verdict {
  counts: Record<Kind, Counts>;
  /** A sentence for each write that is not as it must be. */
  faults: string[];
}

const none = (): Counts => ({
  ...{ acknowledged: 0, "in doubt": 0, refused: 0, unreached: 0 },
  ...{ kept: 0, lost: 0, doubled: 0, altered: 0, despite: 0 },
});

/**
 * What was acknowledged against what is there: each acknowledged write once with its content, each in doubt once or not
 * at all, each refused not at all.
 */
export function judge(writes: readonly Write[], stored: readonly StoredRow[]): Verdict {
  const rowsOf = new Map<string, StoredRow[]>();
  for (const row of stored) {
    const name = `${row.kind} ${row.mark}`;
    rowsOf.set(name, [...(rowsOf.get(name) ?? []), row]);
  }
  const counts: Verdict["counts"] = {
    ...{ account: none(), run: none(), circuit: none(), expansion: none() },
    ...{ view: none(), finding: none(), revision: none() },
  };
  const faults: string[] = [];
  for (const write of writes) {
    const { kind, mark } = write;
    const count = counts[kind];
    const outcome = outcomeOf(write);
    count[outcome]++;
    const rows = rowsOf.get(`${kind} ${mark}`) ?? [];
    const found = faultOf(write, outcome, rows);
    if (outcome === "in doubt" && rows.length > 0) count.kept++;
    if (found === null) continue;
    count[found]++;
    faults.push(`${kind} "${mark}", ${outcome}: ${found} (${rows.length} stored)`);
  }
  return { counts, faults };
}

function faultOf(
  { content, id }: Write,
  outcome: Outcome,
  rows: readonly StoredRow[],
): "lost" | "doubled" | "altered" | "despite" | null {
  const [row] = rows;
  if (!row) return outcome === "acknowledged" ? "lost" : null;
  if (outcome === "refused" || outcome === "unreached") return "despite";
  if (rows.length > 1) return "doubled";
  return row.content !== content || (id !== null && row.id !== id) ? "altered" : null;
}
