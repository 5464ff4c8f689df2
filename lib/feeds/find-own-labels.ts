import { readReason } from "@/lib/audit-log/read-standing";
import { publisher } from "@/lib/citations/citation";
import { db } from "@/lib/db/client";
import { siteUrl } from "@/lib/env";
import type { AtomEntry } from "./atom";
import {
  featureColumns,
  featureJoins,
  labelsPath,
  type OfFeature,
  sideOfFeature,
} from "./concerned-features";
import { feedId } from "./feed-id";

/** Of who proposed more, their latest. */
const maxLabels = 500;

interface Row extends OfFeature {
  id: string;
  text: string;
  at: Date;
}

interface VotedRow extends Row {
  votesFor: number;
  votesAgainst: number;
}

/** What others made of one's own labels, the last first: votes on what they say now, and that a moderator hides one. */
export async function findOwnLabels(userId: string, most: number): Promise<AtomEntry[]> {
  const [voted, hidden] = await Promise.all([findVoted(userId, most), findHidden(userId, most)]);
  return [...voted, ...hidden];
}

async function findVoted(userId: string, most: number): Promise<AtomEntry[]> {
  // Of who is suspended a vote is for no wording there is, so it is none of these.
  const rows = await db().$queryRaw<VotedRow[]>`
    with mine as (
      select * from "Label" where "authorId" = ${userId}::uuid and "withdrawnAt" is null order by id desc limit ${maxLabels}),
    of as (
      select l.*, v.at from mine l cross join lateral (
        select max(v."updatedAt") as at from "LabelVote" v
        where v."labelId" = l.id and v.wording = l.wording and v."voterId" is distinct from ${userId}::uuid) v
      where v.at is not null order by v.at desc limit ${most})
    select of.id, of.text, of.side::text as side, of.index, of.at, of."votesFor", of."votesAgainst", ${featureColumns}
    from of ${featureJoins}`;
  return rows.map((row) =>
    entryOf(row, "votes", `Voted on: ${row.text}`, [
      `Your label of ${sideOfFeature(row)}.`,
      `Votes for it: ${row.votesFor}, against it: ${row.votesAgainst}.`,
    ]),
  );
}

async function findHidden(userId: string, most: number): Promise<AtomEntry[]> {
  const rows = await db().$queryRaw<Row[]>`
    with of as (
      select * from "Label" where "authorId" = ${userId}::uuid and "hiddenAt" is not null order by "hiddenAt" desc limit ${most})
    select of.id, of.text, of.side::text as side, of.index, of."hiddenAt" as at, ${featureColumns}
    from of ${featureJoins}`;
  return Promise.all(
    rows.map(async (row) => {
      const reason = await readReason(db(), { kind: "label", id: row.id }, "hide");
      return entryOf(row, "hidden", `Hidden: ${row.text}`, [
        `A moderator has hidden your label of ${sideOfFeature(row)}.`,
        reason,
      ]);
    }),
  );
}

function entryOf(row: Row, what: string, title: string, sentences: readonly string[]): AtomEntry {
  const site = siteUrl();
  return {
    ...{ id: feedId(`/labels/${row.id}/${what}`), title, url: site + labelsPath(row), tags: [] },
    ...{ published: row.at, updated: row.at, author: { name: publisher, url: site } },
    summary: sentences.filter(Boolean).join(" "),
  };
}
