import { readStanding } from "@/lib/audit-log/read-standing";
import { db } from "@/lib/db/client";
import { type GivenAnswer, putTogether, verdictIn } from "./checks/told";
import type { Verdict } from "./checks/verdict";
import { labelEvent, type SideKey } from "./label-event";
import type { LabelSource } from "./label-words";
import { standingOf } from "./standing";

/** Where what is stored is not what the log says. */
export type Difference =
  | {
      labelId: string;
      what: "votes";
      stored: { for: number; against: number };
      logged: { for: number; against: number };
    }
  | { side: SideKey; what: "leader"; stored: string | null; logged: string | null };

interface Told {
  of: SideKey;
  authorId: string | null;
  source: LabelSource;
  wording: number;
  isWithdrawn: boolean;
  createdAt: Date;
  /** By who voted. */
  votes: Map<string, { wording: number; value: number }>;
  answers: (GivenAnswer & { wording: number; raterId: string })[];
  /** Hands that are answered whole, by wording and rater: these alone count. */
  hands: Set<string>;
}

const eventsAtOnce = 2_000;

/**
 * Counts proposals, votes and what leads once more, from the log of events alone, and tells where what is stored is something else.
 * To be asked while nobody labels: what is done meanwhile may look like a difference.
 */
export async function recountLabels(): Promise<Difference[]> {
  const told = new Map<string, Told>();
  for await (const event of allEvents()) apply(told, event);
  leaveOutHidden(told, await readStanding(db()));
  const stored = await db().label.findMany({ select: { id: true, votesFor: true, votesAgainst: true } });
  const differences: Difference[] = [];
  const sides = new Map<string, { of: SideKey; candidates: Parameters<typeof standingOf>[0][number][] }>();
  for (const { id, votesFor, votesAgainst } of stored) {
    const label = told.get(id);
    const counted = label ? countOf(label) : { for: 0, against: 0 };
    if (counted.for !== votesFor || counted.against !== votesAgainst)
      differences.push({
        ...{ labelId: id, what: "votes", logged: counted },
        stored: { for: votesFor, against: votesAgainst },
      });
    if (!label) continue;
    const key = JSON.stringify(label.of);
    const side = sides.get(key) ?? { of: label.of, candidates: [] };
    sides.set(key, side);
    const { source, createdAt } = label;
    if (!label.isWithdrawn)
      side.candidates.push({
        ...{ id, source, createdAt, votesFor: counted.for, votesAgainst: counted.against },
        verdict: verdictFrom(label),
      });
  }
  const namings = await db().naming.findMany({
    select: { dictionaryId: true, index: true, side: true, leaderId: true },
  });
  for (const { leaderId, ...of } of namings) {
    const logged = standingOf(sides.get(JSON.stringify(of))?.candidates ?? [])?.leaderId ?? null;
    if (logged !== leaderId) differences.push({ side: of, what: "leader", stored: leaderId, logged });
  }
  return differences;
}

async function* allEvents() {
  let last = 0n;
  for (;;) {
    const rows = await db().labelEvent.findMany({
      where: { id: { gt: last } },
      orderBy: { id: "asc" },
      take: eventsAtOnce,
    });
    for (const row of rows) yield row;
    const end = rows.at(-1);
    if (!end) return;
    last = end.id;
  }
}

interface EventRow {
  at: Date;
  actorId: string | null;
  labelId: string;
  kind: string;
  data: unknown;
}

function apply(told: Map<string, Told>, row: EventRow): void {
  const { kind, data } = labelEvent.parse(row);
  if (kind === "proposed") {
    const { source, wording, dictionaryId, index, side } = data;
    told.set(row.labelId, {
      ...{
        of: { dictionaryId, index, side },
        authorId: row.actorId,
        source,
        wording,
        isWithdrawn: false,
        createdAt: row.at,
      },
      ...{ votes: new Map(), answers: [], hands: new Set() },
    });
    return;
  }
  const label = told.get(row.labelId);
  if (!label) return;
  if (kind === "revised") label.wording = data.wording;
  else if (kind === "withdrawn") label.isWithdrawn = true;
  else if (kind === "restored") label.isWithdrawn = false;
  else if (kind === "voted") label.votes.set(row.actorId ?? "", { wording: data.wording, value: data.value });
  else if (kind === "unvoted") label.votes.delete(row.actorId ?? "");
  else if (kind === "answered" && !data.byProgram) {
    const raterId = row.actorId ?? data.check;
    const { wording, stratum, says, chosen } = data;
    if (!data.isGold) label.answers.push({ wording, stratum, says, chosen, raterId });
    if (data.isLast) label.hands.add(`${wording} ${raterId}`);
  }
}

/** What moderators hid, by their own log, and all of whoever they suspended. */
function leaveOutHidden(
  told: Map<string, Told>,
  { people, labels }: { people: ReadonlySet<string>; labels: ReadonlySet<string> },
): void {
  for (const [id, label] of told) {
    if (labels.has(id) || (label.authorId !== null && people.has(label.authorId))) label.isWithdrawn = true;
    for (const voter of label.votes.keys()) if (people.has(voter)) label.votes.delete(voter);
    label.answers = label.answers.filter(({ raterId }) => !people.has(raterId));
  }
}

function verdictFrom({ wording, answers, hands }: Told): Verdict {
  const counted = answers.filter(
    (each) => each.wording === wording && hands.has(`${wording} ${each.raterId}`),
  );
  return verdictIn(putTogether(counted, ({ raterId }) => raterId));
}

function countOf({ wording, votes }: Told): { for: number; against: number } {
  const counted = [...votes.values()].filter((each) => each.wording === wording);
  const inFavour = counted.filter(({ value }) => value > 0).length;
  return { for: inFavour, against: counted.length - inFavour };
}
