import { z } from "zod";
import { describeSubjects } from "@/lib/audit-log/describe-subjects";
import { db } from "@/lib/db/client";
import { instantSchema } from "@/lib/instant";
import { cutPage } from "@/lib/paging/page";
import { watchedKinds } from "./watched";

export const watchesSchema = z
  .object({
    watchesWhatTheyDiscuss: z
      .boolean()
      .describe("Whether what one says something about is watched from then on."),
    items: z
      .array(
        z.object({
          kind: z.enum(watchedKinds),
          title: z.string(),
          path: z.string().nullable().describe("Null of what is not public any more."),
          createdAt: instantSchema,
        }),
      )
      .describe("The latest first."),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "Watches" });

/** Since when the last watch before the page is one, of what kind, and of which one. */
export const watchCursor = z
  .string()
  .max(120)
  .transform((text) => text.split("_", 3))
  .pipe(z.tuple([z.iso.datetime(), z.enum(watchedKinds), z.string().regex(/^[\w.-]+$/)]))
  .transform(([createdAt, subjectKind, subjectId]) => ({
    createdAt: new Date(createdAt),
    ...{ subjectKind, subjectId },
  }));

interface WatchesPage {
  memberId: string;
  cursor?: z.output<typeof watchCursor> | undefined;
  limit?: number | undefined;
}

/** What somebody watches, the latest first, a page at a time. For them alone. */
export async function findWatches({
  memberId,
  cursor,
  limit = 50,
}: WatchesPage): Promise<z.output<typeof watchesSchema>> {
  const [{ watchesWhatTheyDiscuss }, rows] = await Promise.all([
    db().user.findUniqueOrThrow({ where: { id: memberId }, select: { watchesWhatTheyDiscuss: true } }),
    db().watch.findMany({
      where: { memberId, isOn: true, ...(cursor && { OR: after(cursor) }) },
      orderBy: [{ createdAt: "desc" }, { subjectKind: "desc" }, { subjectId: "desc" }],
      take: limit + 1,
      select: { subjectKind: true, subjectId: true, createdAt: true },
    }),
  ]);
  const { items, nextCursor } = cutPage(rows, limit, ({ createdAt, subjectKind, subjectId }) =>
    [createdAt.toISOString(), subjectKind, subjectId].join("_"),
  );
  const watched = items.map((row) => ({
    subject: { kind: z.enum(watchedKinds).parse(row.subjectKind), id: row.subjectId },
    createdAt: row.createdAt,
  }));
  const describe = await describeSubjects(
    watched.map(({ subject }) => subject),
    "anybody",
  );
  return {
    ...{ watchesWhatTheyDiscuss, nextCursor },
    items: watched.map(({ subject, createdAt }) => {
      const { title, path } = describe(subject);
      return { kind: subject.kind, createdAt, path, title: title.replace(/^the labels of /, "") };
    }),
  };
}

function after({ createdAt, subjectKind, subjectId }: z.output<typeof watchCursor>) {
  return [
    { createdAt: { lt: createdAt } },
    { createdAt, subjectKind: { lt: subjectKind } },
    { createdAt, subjectKind, subjectId: { lt: subjectId } },
  ];
}
