import type { LabelStanding } from "@/lib/circuit-format/label-standing";
import { publisher } from "@/lib/citations/citation";
import { db } from "@/lib/db/client";
import { siteUrl } from "@/lib/env";
import type { AtomEntry } from "./atom";
import {
  type Concerned,
  concernedFeatures,
  featureColumns,
  featureJoins,
  labelsPath,
  type OfFeature,
  sideOfFeature,
} from "./concerned-features";
import { feedId } from "./feed-id";

interface Row extends OfFeature {
  dictionaryId: string;
  text: string | null;
  state: LabelStanding;
  standsSince: Date;
  isMine: boolean;
  /** Whether a proposal of the reader's stands there that does not lead. */
  isPassed: boolean;
}

/**
 * How the labels of features that concern somebody came to stand, the last first: supported, contested, and where a label of theirs
 * stands behind another. Each time that a side comes to stand so is an entry of its own.
 */
export async function findStandings(concerned: Concerned, most: number): Promise<AtomEntry[]> {
  const { userId } = concerned;
  const rows = await db().$queryRaw<Row[]>`
    with features as ${concernedFeatures(concerned)}, of as (
      select n.*, mine.leads as "isMine", mine.stands and not mine.leads and n."leaderId" is not null as "isPassed"
      from features f join "Naming" n on n."dictionaryId" = f."dictionaryId" and n.index = f.index
      cross join lateral (
        select count(*) > 0 as stands, coalesce(bool_or(l.id = n."leaderId"), false) as leads from "Label" l
        where l."dictionaryId" = n."dictionaryId" and l.index = n.index and l.side = n.side
          and l."authorId" = ${userId}::uuid and l."withdrawnAt" is null) mine
      where n.state <> 'proposed' or (mine.stands and not mine.leads and n."leaderId" is not null)
      order by n."standsSince" desc limit ${most})
    select of."dictionaryId", of.index, of.side::text as side, of.text, of.state::text as state, of."standsSince",
      of."isMine", of."isPassed", ${featureColumns}
    from of ${featureJoins}`;
  const site = siteUrl();
  return rows.map((row) => {
    const { dictionaryId, index, side, standsSince } = row;
    return {
      id: feedId(`/namings/${dictionaryId}/${index}/${side}/${standsSince.toISOString()}`),
      ...{ title: titleOf(row), url: site + labelsPath(row), tags: [] },
      ...{ published: standsSince, updated: standsSince },
      ...{ author: { name: publisher, url: site }, summary: summaryOf(row) },
    };
  });
}

function titleOf({ state, text }: Row): string {
  const word = { supported: "Supported", contested: "Contested", proposed: "In front" }[state];
  return `${word}: ${text ?? "no label leads"}`;
}

function summaryOf(row: Row): string {
  const says = {
    supported: "People told blind where it fires, by this label.",
    contested:
      row.text === null
        ? "Every label that was proposed has more votes against it than for it."
        : "People are divided over this label.",
    proposed: "",
  }[row.state];
  const whose = row.isMine ? "The label is yours." : row.isPassed ? "It stands before yours." : "";
  return [`Of ${sideOfFeature(row)}.`, says, whose].filter(Boolean).join(" ");
}
