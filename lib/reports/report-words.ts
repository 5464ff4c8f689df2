/* The words of reports, for everybody: the browser's form knows them without the schemas. */

export const reportReasons = ["spam", "abuse", "wrong", "copied", "privacy", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];

export const reportReasonWords: Record<ReportReason, string> = {
  spam: "spam, or advertising",
  abuse: "insulting or hateful",
  wrong: "made up or misleading on purpose",
  copied: "copied without its author's leave",
  privacy: "tells something private about somebody",
  other: "something else",
};

export const maxReportWords = 1000;
