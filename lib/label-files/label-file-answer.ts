import { type Answer, streamed } from "@/lib/http/answer";
import type { LabelFile } from "./label-file";
import { labelsAtOnce } from "./read-labels";

/** Of a label in memory: its rationale and some earlier ones. */
const labelBytes = 20_000;

/** A file of labels, written as it is taken. */
export const labelFileAnswer: Answer<LabelFile> = {
  ...{ status: 200, mediaType: "application/jsonl", schema: null },
  respond: ({ name, pieces }, { requestId }) =>
    streamed(pieces, labelsAtOnce * labelBytes, requestId, {
      "content-type": "application/jsonl; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
    }),
};
