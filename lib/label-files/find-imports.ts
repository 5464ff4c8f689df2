import { db } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import { importReportSchema } from "./import-report";
import type { LabelImportView } from "./view";

interface Asked {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Files of labels that were taken, the latest first, with what came of each. For moderators. */
export async function findLabelImports({ cursor, limit = 20 }: Asked): Promise<Page<LabelImportView>> {
  const rows = await db().labelImport.findMany({
    where: cursor ? { id: { lt: cursor } } : {},
    orderBy: { id: "desc" },
    take: limit + 1,
    select: {
      ...{ id: true, fileName: true, report: true, startedAt: true, finishedAt: true },
      ...{ undoneAt: true, undoReason: true, takenBack: true },
      importer: { select: { handle: true, name: true } },
      _count: { select: { labels: { where: { withdrawnAt: null } } } },
    },
  });
  const { items, nextCursor } = cutPage(rows, limit);
  return {
    nextCursor,
    items: items.map(({ report, _count, ...row }) => ({
      ...row,
      report: report === null ? null : importReportSchema.parse(report),
      standing: _count.labels,
    })),
  };
}
