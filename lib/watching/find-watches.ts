import { z } from "zod";
import { describeSubjects } from "@/lib/audit-log/describe-subjects";
import { db } from "@/lib/db/client";
import { instantSchema } from "@/lib/instant";
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
      .describe("The latest first, some hundreds at most."),
  })
  .meta({ id: "Watches" });

const maxShown = 500;

/** What somebody watches, the latest first. For them alone. */
export async function findWatches(memberId: string): Promise<z.output<typeof watchesSchema>> {
  const [{ watchesWhatTheyDiscuss }, rows] = await Promise.all([
    db().user.findUniqueOrThrow({ where: { id: memberId }, select: { watchesWhatTheyDiscuss: true } }),
    db().watch.findMany({
      where: { memberId, isOn: true },
      orderBy: { createdAt: "desc" },
      take: maxShown,
      select: { subjectKind: true, subjectId: true, createdAt: true },
    }),
  ]);
  const watched = rows.map((row) => ({
    subject: { kind: z.enum(watchedKinds).parse(row.subjectKind), id: row.subjectId },
    createdAt: row.createdAt,
  }));
  const describe = await describeSubjects(
    watched.map(({ subject }) => subject),
    "anybody",
  );
  return {
    watchesWhatTheyDiscuss,
    items: watched.map(({ subject, createdAt }) => {
      const { title, path } = describe(subject);
      return { kind: subject.kind, createdAt, path, title: title.replace(/^the labels of /, "") };
    }),
  };
}
