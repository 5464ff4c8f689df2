import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { bibtex, latex } from "./bibtex";
import { cff } from "./cff";
import { type Citation, oneLine } from "./citation";
import { plainCitation } from "./plain-citation";

const plain: Citation = {
  title: "Who gets the drink",
  authors: [{ handle: "ada-l", name: "Ada Lovelace" }],
  finding: "0193a000-0000-7000-8000-0000abcd1234",
  version: 2,
  publishedAt: new Date("2026-11-28T23:59:59.999Z"),
  url: "https://example.org/findings/0193a000-0000-7000-8000-0000abcd1234/versions/2",
  contentHash: "ab".repeat(32),
  licence: "CC-BY-4.0",
};

/** Anything that can be typed, with more of what means something to LaTeX and YAML. */
const typed = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(
      ..."\\{}%$#_&~^\"'@,|<>:-?[]*!`\n\r\t =and ",
      "\u2028",
      "\u0085",
      "é",
      "\u{1f600}",
      "中",
    ),
  }),
);

describe("BibTeX", () => {
  test("of a plain finding is an entry as people write them", () => {
    expect(bibtex(plain)).toBe(
      [
        "@misc{ada-l2026-abcd1234-v2,",
        "  author = {{Ada Lovelace}},",
        "  title = {{Who gets the drink}},",
        "  year = {2026},",
        "  date = {2026-11-28},",
        "  version = {2},",
        "  howpublished = {Circuit Commons, version 2, CC-BY-4.0},",
        `  url = {${plain.url}},`,
        `  note = {SHA-256 ${plain.contentHash}},`,
        "  month = nov,",
        "}",
        "",
      ].join("\n"),
    );
  });

  test("of any title and name has its braces balanced, one field a line, and no sign that LaTeX would obey", () => {
    fc.assert(
      fc.property(typed, typed, (title, name) => {
        const entry = bibtex({ ...plain, title, authors: [{ handle: "ada", name }] });
        // As BibTeX counts, to which a backslash is nothing.
        let depth = 0;
        for (const sign of entry) {
          if (sign === "{") depth += 1;
          if (sign === "}") depth -= 1;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
        expect(entry.split("\n")).toHaveLength(12);
        for (const text of [latex(title), latex(name)]) {
          const obeyed = text.replaceAll(/\\(?:[#$%&_]|text[a-z]+\{\})/g, "");
          expect(obeyed).not.toMatch(/[\\{}~^<>|"#$%&_]/);
        }
      }),
    );
  });

  test("keeps letters of any script and takes each sign back to what was typed", () => {
    expect(latex("Zoë 中文 100% $x_1^{2}$ ~ A&B \\ #1")).toBe(
      "Zoë 中文 100\\% \\$x\\_1\\textasciicircum{}\\textbraceleft{}2\\textbraceright{}\\$ \\textasciitilde{} A\\&B \\textbackslash{} \\#1",
    );
  });
});

test("CFF of any title and name reads back as what was meant, and has what the format asks for", () => {
  fc.assert(
    fc.property(typed, typed, (title, name) => {
      const read: unknown = parse(cff({ ...plain, title, authors: [{ handle: "ada-l", name }] }), {
        version: "1.2",
        strict: true,
      });
      expect(read).toEqual({
        "cff-version": "1.2.0",
        message: expect.any(String),
        type: "dataset",
        title: oneLine(title),
        authors: [{ name: oneLine(name) || "ada-l", alias: "ada-l" }],
        version: "2",
        "date-released": "2026-11-28",
        license: "CC-BY-4.0",
        url: plain.url,
        identifiers: [
          { type: "url", value: plain.url, description: expect.any(String) },
          { type: "other", value: `sha256:${plain.contentHash}`, description: expect.any(String) },
        ],
      });
    }),
  );
});

test("in a sentence it is one line, and does not end a title twice", () => {
  expect(plainCitation(plain)).toBe(
    `Ada Lovelace. Who gets the drink. Circuit Commons, version 2, 28 November 2026. ${plain.url} (SHA-256 ${plain.contentHash})\n`,
  );
  expect(plainCitation({ ...plain, title: "Who gets it?" })).toContain("Lovelace. Who gets it? Circuit");
  fc.assert(
    fc.property(typed, (title) => {
      expect(
        plainCitation({ ...plain, title })
          .trimEnd()
          .split(/[\n\r\u2028\u2029\u0085]/),
      ).toHaveLength(1);
    }),
  );
});

test("who gave no name, or one of spaces, is cited by their handle", () => {
  for (const name of [null, "", " \u2028 "])
    expect(plainCitation({ ...plain, authors: [{ handle: "ada-l", name }] })).toMatch(/^ada-l\. /);
});
