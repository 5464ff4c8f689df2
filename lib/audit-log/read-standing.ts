import type { Database, Transaction } from "@/lib/db/client";

/** People who are suspended and labels that are hidden, by the log alone. */
export async function readStanding(
  tx: Database | Transaction,
): Promise<{ people: Set<string>; labels: Set<string> }> {
  const rows = await tx.$queryRaw<{ subjectKind: string; subjectId: string }[]>`
    select "subjectKind", "subjectId" from (
      select distinct on ("subjectKind", "subjectId") "subjectKind", "subjectId", kind from "ModerationAct"
      where "subjectKind" in ('person', 'label') and kind in ('suspend', 'lift', 'hide', 'show')
      order by "subjectKind", "subjectId", id desc) latest
    where kind in ('suspend', 'hide')`;
  const idsOf = (kind: string) =>
    new Set(rows.filter((row) => row.subjectKind === kind).map(({ subjectId }) => subjectId));
  return { people: idsOf("person"), labels: idsOf("label") };
}

/** Why things of one kind were last locked or hidden, by their ids. */
export async function readReasons(
  tx: Database | Transaction,
  kind: string,
  ids: readonly string[],
  act: "hide" | "lock",
): Promise<Map<string, string>> {
  const acts = await tx.moderationAct.findMany({
    where: { subjectKind: kind, subjectId: { in: [...ids] }, kind: act },
    orderBy: { id: "asc" },
    select: { subjectId: true, reason: true },
  });
  return new Map(acts.map(({ subjectId, reason }) => [subjectId, reason]));
}

/** Why something was last locked or hidden, as the log has it. */
export async function readReason(
  tx: Database | Transaction,
  subject: { kind: string; id: string },
  kind: "hide" | "lock",
): Promise<string> {
  const act = await tx.moderationAct.findFirst({
    where: { subjectKind: subject.kind, subjectId: subject.id, kind },
    orderBy: { id: "desc" },
    select: { reason: true },
  });
  return act?.reason ?? "";
}
