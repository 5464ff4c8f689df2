import type { ExampleView } from "@/lib/features/view";

type Reads = NonNullable<ExampleView["reads"]>;

export interface SourceRead {
  source: number;
  token: Reads[number]["token"];
  /** Over the heads, or of the one that was asked for. */
  value: number;
  /** Of the largest by absolute value. */
  share: number;
  /** Those that bring it, the largest first. */
  heads: { head: number; value: number }[];
}

/** What is read from each source token through a head, or all of them, the largest first. */
export function readsBySource(reads: Reads, head: number | null): SourceRead[] {
  const sources = new Map<number, Omit<SourceRead, "share">>();
  for (const read of reads) {
    if (head !== null && read.head !== head) continue;
    const { source, token } = read;
    const known = sources.get(source) ?? { source, token, value: 0, heads: [] };
    known.value += read.value;
    known.heads.push({ head: read.head, value: read.value });
    sources.set(source, known);
  }
  const sorted = [...sources.values()].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const most = Math.abs(sorted[0]?.value ?? 0);
  return sorted.map((each) => ({
    ...each,
    share: most > 0 ? Math.abs(each.value) / most : 0,
    heads: each.heads.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)),
  }));
}
