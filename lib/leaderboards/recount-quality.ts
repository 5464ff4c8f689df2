import { readStanding } from "@/lib/audit-log/read-standing";
import { db } from "@/lib/db/client";
import { type GivenAnswer, putTogether, verdictIn } from "@/lib/labels/checks/told";
import { labelEvent } from "@/lib/labels/label-event";
import { type CheckedWording, isCheckedBy, type TellerCount } from "./rank";
import type { Quality } from "./read-quality";

const eventsAtOnce = 2_000;

interface Answer extends GivenAnswer {
  raterId: string;
}

/** Answers by a wording, and whose hands are answered whole: these alone count. */
interface Wording {
  labelId: string;
  answers: Answer[];
  whole: Set<string>;
}

/**
 * The same as readQuality from the log of events and the moderators' own alone. To be asked while nobody labels: what is done meanwhile may
 * look like a difference.
 */
export async function recountQuality(): Promise<Quality> {
  const authors = new Map<string, string>();
  const wordings = new Map<string, Wording>();
  const { people: suspended, labels: hidden } = await readStanding(db());
  for await (const { actorId, labelId, ...row } of allEvents()) {
    const { kind, data } = labelEvent.parse(row);
    if (kind === "proposed" && data.source === "person" && actorId) authors.set(labelId, actorId);
    if (kind !== "answered" || data.byProgram || (actorId && suspended.has(actorId))) continue;
    const raterId = actorId ?? data.check;
    const key = `${labelId} ${data.wording}`;
    const of = wordings.get(key) ?? { labelId, answers: [], whole: new Set() };
    wordings.set(key, of);
    // Gold items tell of raters, not of labels; their hand is whole all the same.
    if (!data.isGold)
      of.answers.push({ raterId, stratum: data.stratum, says: data.says, chosen: data.chosen });
    if (data.isLast) of.whole.add(raterId);
  }
  const quality: Quality = { wordings: [], tellers: [] };
  const tellers = new Map<string, TellerCount>();
  for (const { labelId, answers, whole } of wordings.values()) {
    const authorId = authors.get(labelId);
    if (!authorId || suspended.has(authorId) || hidden.has(labelId)) continue;
    const counted = answers.filter(({ raterId }) => whole.has(raterId));
    const told = putTogether(counted, ({ raterId }) => raterId);
    if (!told) continue;
    const wording: CheckedWording = { authorId, verdict: verdictIn(told), isChecked: isCheckedBy(told) };
    quality.wordings.push(wording);
    if (wording.verdict === "holds") for (const answer of counted) count(tellers, answer);
  }
  return { ...quality, tellers: [...tellers.values()] };
}

function count(tellers: Map<string, TellerCount>, { raterId, stratum, says }: Answer): void {
  if (says === null || stratum.is === "continuation") return;
  const nothing = { right: 0, of: 0 };
  const teller = tellers.get(raterId) ?? { raterId, firing: { ...nothing }, silent: { ...nothing } };
  tellers.set(raterId, teller);
  const fires = stratum.is === "band";
  const of = fires ? teller.firing : teller.silent;
  of.of++;
  if (says === fires) of.right++;
}

async function* allEvents() {
  for (let last = 0n; ; ) {
    const rows = await db().labelEvent.findMany({
      where: { id: { gt: last } },
      orderBy: { id: "asc" },
      take: eventsAtOnce,
    });
    yield* rows;
    const end = rows.at(-1);
    if (!end) return;
    last = end.id;
  }
}
