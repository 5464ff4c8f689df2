import { z } from "zod";

/** How it was told of which dictionary a row is: by a checksum in the file, by names, or because who brought it said so. */
export const tellings = ["content", "name", "hand"] as const;
export type ToldBy = (typeof tellings)[number];

/** What came of a file of labels, or would. Schemas alone, so that the browser's code may import them. */
export const importReportSchema = z
  .object({
    rows: z.number(),
    taken: z.number().describe("Proposals that it made, or would make."),
    toldBy: z
      .object({ content: z.number(), name: z.number(), hand: z.number() })
      .describe("Of those taken, by what told their dictionary."),
    saidAlready: z
      .number()
      .describe("Said by a label of the feature already, be it of an earlier import or earlier in the file."),
    unknown: z.number().describe("Of no dictionary that is here, as far as the file tells."),
    sources: z.array(z.string()).describe("What the file says it is of; the first ten."),
    refused: z
      .array(z.object({ why: z.string(), rows: z.number(), lines: z.array(z.number()) }))
      .describe("Why others were not taken, with how many and the first lines of each."),
  })
  .meta({ id: "LabelImportReport" });
export type LabelImportReport = z.infer<typeof importReportSchema>;

const linesTold = 5;
const sourcesTold = 10;
/** Sentences may hold what the file says. */
const reasonsTold = 100;
const otherReasons = "other reasons";

export function newReport(): LabelImportReport {
  return {
    ...{ rows: 0, taken: 0, toldBy: { content: 0, name: 0, hand: 0 }, saidAlready: 0, unknown: 0 },
    ...{ sources: [], refused: [] },
  };
}

export function refuse(report: LabelImportReport, why: string, line: number): void {
  const known = report.refused.find((each) => each.why === why);
  if (!known && report.refused.length >= reasonsTold && why !== otherReasons) {
    refuse(report, otherReasons, line);
    return;
  }
  const entry = known ?? { why, rows: 0, lines: [] };
  if (!known) report.refused.push(entry);
  entry.rows++;
  if (entry.lines.length < linesTold) entry.lines.push(line);
}

export function noteSource(report: LabelImportReport, source: string): void {
  if (report.sources.length < sourcesTold && !report.sources.includes(source)) report.sources.push(source);
}
