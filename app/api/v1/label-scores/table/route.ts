import { z } from "zod";
import { route } from "@/lib/http/route";
import { labelScoreTable, maxLabels } from "@/lib/tables/label-score-table";
import { tableFormat } from "@/lib/tables/table";
import { tableAnswer, tableFile, tableLimit } from "@/lib/tables/table-answer";

export const GET = route({
  summary: `Checked labels' own scores on blind checks, the latest first, as a table: of ${maxLabels} labels at most. A header of the answer, Link, tells the address of older ones.`,
  access: "anyone",
  query: z.object({
    format: tableFormat,
    before: z.uuid().optional().describe("A label's id: of those that were proposed before it."),
  }),
  limit: tableLimit,
  answer: tableAnswer,
  handle: async ({ query: { format, before } }) => {
    const { older, ...table } = await labelScoreTable({ before });
    const next =
      older &&
      `/api/v1/label-scores/table?${new URLSearchParams({ ...(format && { format }), before: older })}`;
    return { ...tableFile(table, format), ...(next && { next }) };
  },
});
