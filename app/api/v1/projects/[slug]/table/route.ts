import { z } from "zod";
import { suspended } from "@/lib/auth/suspension";
import { notFound } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { getOwnedProject } from "@/lib/projects/get-own-project";
import { projectParams } from "@/lib/projects/project-params";
import { noteExport } from "@/lib/projects/take-along";
import { projectTable, projectTables } from "@/lib/tables/project-table";
import { tableFormat } from "@/lib/tables/table";
import { tableAnswer, tableFile, tableLimit } from "@/lib/tables/table-answer";

export const GET = route({
  summary:
    "Your project's features, labels or judgements as a table: 10,000 rows at most. Judgements are those of features that have enough, or that you judged; of these you judge no more blind.",
  access: "member",
  session: true,
  params: projectParams,
  query: z.object({ of: z.enum(projectTables).default("features"), format: tableFormat }),
  limit: tableLimit,
  problems: ["not-found", "forbidden"],
  answer: tableAnswer,
  handle: async ({ params: { slug }, query, viewer }) => {
    if (viewer.suspension) throw suspended(viewer.suspension);
    const project = await getOwnedProject(slug, viewer.id);
    if (!project) throw notFound("project of yours");
    if (query.of === "judgements") await noteExport(project.id, viewer.id);
    const of = { projectId: project.id, slug, readerId: viewer.id };
    return tableFile(projectTable(query.of, of), query.format);
  },
});
