import { type Answer, streamed } from "@/lib/http/answer";
import { batchRows, type Table, type TableFormat } from "./table";
import { tablePieces } from "./write-row";

/** A table as the file that somebody asked for. */
export interface TableFile {
  name: string;
  format: TableFormat;
  pieces: AsyncGenerator<string>;
  /** Where the rows after these are, for what is told in several tables. */
  next?: string;
}

export function tableFile({ name, columns, batches }: Table, format: TableFormat = "csv"): TableFile {
  return { name, format, pieces: tablePieces(columns, batches, format) };
}

const mediaTypes: Readonly<Record<TableFormat, string>> = { csv: "text/csv", jsonl: "application/jsonl" };

/** Of a row in memory: some texts, of which the longest is a sentence. */
const rowBytes = 2_000;

/** How often somebody may take a table along. */
export const tableLimit = { name: "table", points: 30, perSeconds: 60 };

/** A table to be kept as a file, written as it is taken. */
export const tableAnswer: Answer<TableFile> = {
  ...{ status: 200, mediaType: mediaTypes.csv, otherMediaType: mediaTypes.jsonl, schema: null },
  respond: ({ name, format, pieces, next }, { requestId }) =>
    streamed(pieces, batchRows * rowBytes, requestId, {
      "content-type": `${mediaTypes[format]}; charset=utf-8`,
      "content-disposition": `attachment; filename="${fileName(name)}.${format}"`,
      ...(next && { link: `<${next}>; rel="next"` }),
    }),
};

/** Without what an address or a header could make something else of. */
function fileName(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, "-").slice(0, 80);
}
