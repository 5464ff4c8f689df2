import { publisher } from "@/lib/citations/citation";
import { db } from "@/lib/db/client";
import { siteUrl } from "@/lib/env";
import type { AtomEntry } from "./atom";
import type { OwnFinding } from "./find-concerning";

/** What was found out about the circuits of one's findings, the last first: computed again, or causally checked. */
export async function findChecked(own: readonly OwnFinding[], most: number): Promise<AtomEntry[]> {
  const circuitId = { in: own.map((finding) => finding.circuitId) };
  const done = { circuitId, computedAt: { not: null } };
  const [verifications, checks] = await Promise.all([
    db().verification.findMany({
      where: { ...done, passed: { not: null } },
      orderBy: { id: "desc" },
      take: most,
      select: { id: true, circuitId: true, computedAt: true, passed: true },
    }),
    db().causalCheck.findMany({
      where: done,
      orderBy: { id: "desc" },
      take: most,
      select: { id: true, circuitId: true, computedAt: true, frozen: true },
    }),
  ]);
  const findings = new Map(own.map((finding) => [finding.circuitId, finding]));
  const entryOf = (row: { id: string; circuitId: string; computedAt: Date | null }, summary: string) => {
    const finding = findings.get(row.circuitId);
    if (!finding || !row.computedAt) return [];
    return [
      {
        ...{ id: `urn:uuid:${row.id}`, title: `Checked: ${finding.title || "Untitled"}`, summary, tags: [] },
        ...{ url: `${siteUrl()}/findings/${finding.id}`, published: row.computedAt, updated: row.computedAt },
        author: { name: publisher, url: siteUrl() },
      },
    ];
  };
  return [
    ...verifications.flatMap((row) =>
      entryOf(
        row,
        row.passed
          ? "Its circuit was computed again and came out the same."
          : "Its circuit was computed again and differs from what is stored.",
      ),
    ),
    ...checks.flatMap((row) =>
      entryOf(
        row,
        `Its circuit was causally checked${row.frozen ? ", with attention patterns and LayerNorms held" : ""}.`,
      ),
    ),
  ];
}
