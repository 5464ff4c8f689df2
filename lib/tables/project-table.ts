import { z } from "zod";
import { db, Prisma } from "@/lib/db/client";
import type { FeatureAddress } from "@/lib/features/feature-address";
import { featurePath } from "@/lib/features/feature-address";
import { judgementContent } from "@/lib/judgements/judgement-schemas";
import { cutPage } from "@/lib/paging/page";
import { findProjectFeatures } from "@/lib/projects/find-project-features";
import { pagesOf, type Table } from "./table";

export const projectTables = ["features", "labels", "judgements"] as const;
export type ProjectTable = (typeof projectTables)[number];

interface Of {
  projectId: string;
  slug: string;
  /** One of its owners, who takes it along. */
  readerId: string;
}

/** What a project has, as one of three tables: its features, their labels with whose they are, and who judged what. */
export function projectTable(which: ProjectTable, of: Of): Table {
  const name = `project ${of.slug} ${which}`;
  if (which === "features") return { name, ...featuresOf(of) };
  return which === "labels" ? { name, ...labelsOf(of) } : { name, ...judgementsOf(of) };
}

type Rows = Pick<Table, "columns" | "batches">;

const cursor = z.uuid();

function featuresOf({ projectId }: Of): Rows {
  return {
    columns: ["feature", "name", "named", "judgements", "wants more"],
    batches: pagesOf(
      cursor,
      (from, limit) => findProjectFeatures(projectId, { cursor: from, limit }),
      (row) => [featurePath(row), row.name, row.named, row.judged, row.isWanted],
    ),
  };
}

const after = (column: Prisma.Sql, from: string | undefined) =>
  from ? Prisma.sql`${column} > ${from}::uuid` : Prisma.sql`true`;

const address = Prisma.sql`m.name as model, s.kind::text as kind, s.name as set, d.layer, f.index`;
const joined = Prisma.sql`join "Dictionary" d on d.id = f."dictionaryId"
  join "DictionarySet" s on s.id = d."setId" join "Model" m on m.id = s."modelId"`;

interface LabelRow extends FeatureAddress {
  id: string;
  side: string;
  text: string;
  handle: string;
  votesFor: number;
  votesAgainst: number;
  isLeader: boolean;
  state: string | null;
  createdAt: Date;
}

function labelsOf({ projectId }: Of): Rows {
  return {
    columns: ["feature", "side", "label", "by", "for", "against", "leads", "state", "proposed", "licence"],
    batches: pagesOf(
      cursor,
      async (from, limit) =>
        cutPage(
          await db().$queryRaw<LabelRow[]>`
            select l.id, ${address}, l.side::text as side, l.text, u.handle, l."votesFor", l."votesAgainst",
              n."leaderId" is not distinct from l.id as "isLeader", n.state::text as state, l."createdAt"
            from "ProjectFeature" f
            join "Label" l on l."dictionaryId" = f."dictionaryId" and l.index = f.index and l."withdrawnAt" is null
            join "User" u on u.id = l."authorId"
            left join "Naming" n on n."dictionaryId" = l."dictionaryId" and n.index = l.index and n.side = l.side
            ${joined}
            where f."projectId" = ${projectId}::uuid and ${after(Prisma.sql`l.id`, from)} order by l.id limit ${limit + 1}`,
          limit,
        ),
      (row) => [
        ...[featurePath(row), row.side, row.text, row.handle, row.votesFor, row.votesAgainst],
        ...[row.isLeader, row.isLeader ? row.state : null, row.createdAt, "CC0-1.0"],
      ],
    ),
  };
}

interface JudgementRow extends FeatureAddress {
  id: string;
  handle: string | null;
  first: unknown;
  createdAt: Date;
}

/**
 * What was said first, by whom, of features that have enough, and of those that the reader judged too: nobody is given others' judgements
 * of what is still to be judged blind.
 */
function judgementsOf({ projectId, readerId }: Of): Rows {
  return {
    columns: ["feature", "by", "interpretable", "family", "one meaning", "confidence", "judged"],
    batches: pagesOf(
      cursor,
      async (from, limit) =>
        cutPage(
          await db().$queryRaw<JudgementRow[]>`
            select j.id, ${address}, u.handle, j.first, j."createdAt"
            from "ProjectFeature" f join "ProjectJudgement" c on c."featureId" = f.id
            join "Judgement" j on j.id = c."judgementId" left join "User" u on u.id = j."judgeId"
            ${joined}
            where f."projectId" = ${projectId}::uuid and u."suspendedAt" is null and ${after(Prisma.sql`j.id`, from)}
              and (f."finishedAt" is not null and exists (select from "TakenAlong" t where t."readerId" = ${readerId}::uuid
                  and t."dictionaryId" = f."dictionaryId" and t.index = f.index)
                or exists (select from "Judgement" o where o."dictionaryId" = f."dictionaryId" and o.index = f.index
                  and o."judgeId" = ${readerId}::uuid and o."takenBackAt" is null))
            order by j.id limit ${limit + 1}`,
          limit,
        ),
      ({ first, handle, createdAt, ...row }) => {
        const said = judgementContent.parse(first);
        return [
          ...[featurePath(row), handle ?? "deleted account", said.interpretable, said.family],
          ...[said.hasOneMeaning, said.confidence, createdAt],
        ];
      },
    ),
  };
}
