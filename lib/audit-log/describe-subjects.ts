import { isFeatureKind } from "@/lib/circuit-format/kinds";
import { db, Prisma } from "@/lib/db/client";
import { featurePath } from "@/lib/features/feature-address";
import type { LoggedSubject } from "./act";

export interface DescribedSubject {
  /** What it is, in words. */
  title: string;
  /** Where it stands; null of what has no page, or has none any more. */
  path: string | null;
}

interface Feature {
  id: string;
  index: number;
  text: string | null;
  layer: number;
  kind: string;
  set: string;
  model: string;
}

/** Who reads: `anybody` is told of what is public at present, `moderators` of what is hidden too. Drafts are told to neither. */
type Reader = "anybody" | "moderators";

/** What things are and where they stand, as far as whoever reads may know. */
export async function describeSubjects(
  subjects: readonly LoggedSubject[],
  reader: Reader,
): Promise<(subject: LoggedSubject) => DescribedSubject> {
  const orHidden = reader === "moderators";
  const idsOf = (...kinds: LoggedSubject["kind"][]) => [
    ...new Set(subjects.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id)),
  ];
  const [
    people,
    findings,
    collections,
    families,
    experiments,
    projects,
    bounties,
    wanted,
    labels,
    features,
    conversations,
    imports,
    adoptions,
  ] = await Promise.all([
    db().user.findMany({ where: { id: { in: idsOf("person") } }, select: { id: true, handle: true } }),
    db().finding.findMany({
      where: {
        id: { in: idsOf("finding") },
        OR: [{ publishedAt: { not: null } }, ...(orHidden ? [{ keptPublishedAt: { not: null } }] : [])],
      },
      select: { id: true, title: true },
    }),
    db().collection.findMany({
      where: {
        id: { in: idsOf("collection") },
        OR: [{ isPublic: true }, ...(orHidden ? [{ keptPublic: true }] : [])],
      },
      select: { id: true, title: true },
    }),
    db().family.findMany({
      where: {
        id: { in: idsOf("family") },
        OR: [{ isPublic: true }, ...(orHidden ? [{ keptPublic: true }] : [])],
      },
      select: { id: true, title: true },
    }),
    db().experiment.findMany({
      where: {
        id: { in: idsOf("experiment") },
        OR: [
          { isPublic: true, ...(!orHidden && { version: { family: { isPublic: true } } }) },
          ...(orHidden ? [{ keptPublic: true }] : []),
        ],
      },
      select: { id: true, title: true },
    }),
    db().project.findMany({
      where: { id: { in: idsOf("project") }, deletedAt: null, ...(!orHidden && { isShown: true }) },
      select: { id: true, title: true, slug: true },
    }),
    db().bounty.findMany({
      where: { id: { in: idsOf("bounty") }, openedAt: { not: null }, ...(!orHidden && { isShown: true }) },
      select: { id: true, title: true, slug: true },
    }),
    db().wantedItem.findMany({
      where: { id: { in: idsOf("wanted") }, withdrawnAt: null, ...(!orHidden && { isShown: true }) },
      select: { id: true, text: true },
    }),
    labelsOf(idsOf("label", "rationale"), orHidden),
    featuresOf(idsOf("feature")),
    conversationsOf(idsOf("comment"), idsOf("conversation"), orHidden),
    db().labelImport.findMany({
      where: { id: { in: idsOf("import") } },
      select: { id: true, fileName: true },
    }),
    // Administrators' alone, as the log is moderators'.
    orHidden
      ? db().adoption.findMany({
          where: { id: { in: idsOf("adoption") } },
          select: { id: true, source: true },
        })
      : [],
  ]);
  const gone = { title: "something that is not public any more", path: null };
  const by = <Row extends { id: string }>(rows: Row[], tell: (row: Row) => DescribedSubject) => {
    const byId = new Map(rows.map((row) => [row.id, row]));
    return (id: string) => {
      const row = byId.get(id);
      return row ? tell(row) : gone;
    };
  };
  const tell: Record<LoggedSubject["kind"], (id: string) => DescribedSubject> = {
    person: by(people, ({ handle }) => ({ title: handle, path: `/users/${handle}` })),
    finding: by(findings, ({ id, title }) => ({
      title,
      path: `/findings/${id}`,
    })),
    collection: by(collections, ({ id, title }) => ({ title, path: `/collections/${id}` })),
    family: by(families, ({ id, title }) => ({ title, path: `/families/${id}` })),
    experiment: by(experiments, ({ id, title }) => ({ title, path: `/experiments/${id}` })),
    project: by(projects, ({ slug, title }) => ({ title, path: `/projects/${slug}` })),
    bounty: by(bounties, ({ slug, title }) => ({ title, path: `/bounties/${slug}` })),
    wanted: by(wanted, ({ id, text }) => ({
      title: `\u201c${text}\u201d on the wanted list`,
      path: `/bounties/wanted?only=${id}`,
    })),
    label: by(labels, (row) => ({ title: `\u201c${row.text}\u201d of ${nameOf(row)}`, path: pathOf(row) })),
    rationale: by(labels, (row) => ({
      title: `the rationale of \u201c${row.text}\u201d of ${nameOf(row)}`,
      path: pathOf(row),
    })),
    comment: by(conversations, ({ id, conversationId, handle }) => ({
      title: `a comment by ${handle}`,
      path: `/conversations/${conversationId}?at=${id}#comment-${id}`,
    })),
    conversation: by(conversations, ({ id, handle }) => ({
      title: `a conversation that ${handle} began`,
      path: `/conversations/${id}`,
    })),
    import: by(imports, ({ fileName }) => ({
      title: `the import of labels \u201c${fileName}\u201d`,
      path: orHidden ? "/moderation/label-imports" : null,
    })),
    adoption: by(adoptions, ({ source }) => ({ title: `the adoption of \u201c${source}\u201d`, path: null })),
    feature: by(features, (row) => ({ title: `the labels of ${nameOf(row)}`, path: pathOf(row) })),
  };
  return ({ kind, id }) => tell[kind](id);
}

const nameOf = ({ kind, layer, index }: Feature) => `${kind}.${layer}.${index}`;

function pathOf({ kind, ...address }: Feature): string | null {
  return isFeatureKind(kind) ? featurePath({ kind, ...address }) : null;
}

const address = Prisma.sql`d.layer, s.kind::text as kind, s.name as set, m.name as model
  from "Dictionary" d join "DictionarySet" s on s.id = d."setId" join "Model" m on m.id = s."modelId"`;

async function labelsOf(ids: string[], orHidden: boolean): Promise<Feature[]> {
  if (ids.length === 0) return [];
  return db().$queryRaw<Feature[]>`
    select l.id, l.index, l.text, ${address} join "Label" l on l."dictionaryId" = d.id
    where l.id = any (${ids}::uuid[]) and (l."withdrawnAt" is null or ${orHidden} and l."keptStanding")`;
}

/** By `dictionaryId.index`. */
async function featuresOf(ids: string[]): Promise<Feature[]> {
  if (ids.length === 0) return [];
  return db().$queryRaw<Feature[]>`
    select d.id || '.' || f.index as id, f.index::int as index, null as text, ${address}
    join "Feature" f on f."dictionaryId" = d.id
    where (f."dictionaryId", f.index) in (
      select split_part(w, '.', 1)::uuid, split_part(w, '.', 2)::int from unnest(${ids}::text[]) w)`;
}

/** Comments, and conversations by their first comment that the reader knows of. */
async function conversationsOf(comments: string[], conversations: string[], orHidden: boolean) {
  if (comments.length + conversations.length === 0) return [];
  return db().$queryRaw<{ id: string; conversationId: string; handle: string }[]>`
    select c.id, c."conversationId", coalesce(u.handle, 'a deleted account') as handle
    from "Comment" c left join "User" u on u.id = c."authorId"
    where c.id = any (${comments}::uuid[]) and (c."isPublic" or ${orHidden} and c."keptPublic")
    union all
    (select distinct on (c."conversationId") c."conversationId", c."conversationId", coalesce(u.handle, 'a deleted account')
    from "Comment" c left join "User" u on u.id = c."authorId"
    where c."conversationId" = any (${conversations}::uuid[]) and (c."isPublic" or ${orHidden} and c."keptPublic")
    order by c."conversationId", c.id)`;
}
