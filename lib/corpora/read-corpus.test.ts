import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { maxDocumentBytes, maxLineBytes, measureCorpus, nothingLeftOut, readCorpus } from "./read-corpus";
import { splitLines, splitText } from "./split-bytes";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "corpus-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A corpus of these files, and what is read of it. */
async function read(
  files: Record<string, string | Uint8Array>,
  mine: (ordinal: number) => boolean = () => true,
) {
  const corpus = mkdtempSync(path.join(folder, "c-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(corpus, name)), { recursive: true });
    writeFileSync(path.join(corpus, name), content);
  }
  const leftOut = nothingLeftOut();
  const documents = [];
  for await (const document of readCorpus(corpus, mine, leftOut)) documents.push(document);
  return { corpus, documents, leftOut, texts: documents.map(({ text }) => text) };
}

const line = (text: unknown) => `${JSON.stringify({ text })}\n`;

test("texts and lines are read, packed or not, in the order of their names, and nothing else", async () => {
  const { texts } = await read({
    "b/two.jsonl.gz": gzipSync(line("third") + line("fourth")),
    "a.txt": "first",
    "b/one.txt.gz": gzipSync("second"),
    "notes.md": "not read",
    ".hidden.txt": "not read",
  });
  expect(texts).toEqual(["first", "second", "third", "fourth"]);
});

test("what cannot be read is counted by what it is, and the rest is read", async () => {
  const { texts, leftOut } = await read({
    "empty.txt": "",
    "spaces.txt": " \n ",
    "broken.txt": Buffer.from([0x61, 0xff, 0x62]),
    "lines.jsonl": Buffer.concat([
      Buffer.from(line("kept")),
      Buffer.from("\n"),
      Buffer.from("{\n"),
      Buffer.from('{"body": "x"}\n'),
      Buffer.from(line(7)),
      Buffer.from(line("")),
      Buffer.from([0x7b, 0xff, 0x0a]),
      Buffer.from(`${"[".repeat(200)}\n`),
      Buffer.from('{"text": "the last, without an end"}'),
    ]),
  });
  expect(texts).toEqual(["kept", "the last, without an end"]);
  expect(leftOut).toEqual({ empty: 3, brokenText: 2, tooLong: 0, noText: 4 });
});

test("a line longer than is read is left out, and the next is read", async () => {
  const { texts, leftOut } = await read({
    "long.jsonl": `{"text": "${"x".repeat(maxLineBytes)}"}\n${line("after it")}`,
  });
  expect(texts).toEqual(["after it"]);
  expect(leftOut.tooLong).toBe(1);
});

test("of a line without an end no more is held than one may be long", async () => {
  let held = 0;
  const piece = Buffer.alloc(1_000_000, 0x78);
  async function* endless() {
    for (let i = 0; i < 1_000; i++) yield piece;
  }
  for await (const { bytes, isTooLong } of splitLines(endless(), 10_000_000)) {
    held = Math.max(held, bytes.length);
    expect(isTooLong).toBe(true);
  }
  expect(held).toBe(0);
});

test("a long text is read in pieces that make it up again, cut between words", async () => {
  const text = "Lily went to the store. ".repeat(20_000);
  const { texts } = await read({ "long.txt": text });
  expect(texts.join("")).toBe(text);
  expect(texts.length).toBeGreaterThan(5);
  for (const piece of texts) {
    expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(maxDocumentBytes);
    expect(piece.at(-1)).toBe(" ");
  }
  const lines = await read({ "long.jsonl": line(text) });
  expect(lines.texts.join("")).toBe(text);
});

test("a text without spaces is cut between characters, however its bytes arrive", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "grapheme", maxLength: 200 }),
      fc.integer({ min: 4, max: 40 }),
      fc.integer({ min: 1, max: 7 }),
      async (text, maxBytes, step) => {
        const bytes = Buffer.from(text.toWellFormed());
        async function* arriving() {
          for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
        }
        const pieces: string[] = [];
        for await (const piece of splitText(arriving(), maxBytes)) pieces.push(piece.bytes.toString("utf8"));
        expect(pieces.join("")).toBe(text.toWellFormed());
      },
    ),
  );
});

test("parts that share a corpus read each document once", async () => {
  const files = { "a.jsonl": Array.from({ length: 50 }, (_, i) => line(`text ${i}`)).join("") };
  const parts = await Promise.all([0, 1, 2].map((part) => read(files, (ordinal) => ordinal % 3 === part)));
  const ordinals = parts.flatMap(({ documents }) => documents.map(({ ordinal }) => ordinal));
  expect(ordinals.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

describe("refused in words", () => {
  const reading = async (corpus: string) => {
    for await (const _ of readCorpus(corpus, () => true, nothingLeftOut()));
  };
  test("what is not there, a folder without texts, a damaged file, a link out of the folder", async () => {
    await expect(reading(path.join(folder, "nowhere"))).rejects.toThrow("There is no such file or folder.");
    const { corpus } = await read({ "a.txt": "text" });
    const empty = mkdtempSync(path.join(folder, "e-"));
    symlinkSync(path.join(corpus, "a.txt"), path.join(empty, "linked.txt"));
    await expect(reading(empty)).rejects.toThrow("There is no text here");
    const packed = gzipSync("a text that is long enough to be cut ".repeat(50));
    await expect(read({ "cut.txt.gz": packed.subarray(0, packed.length / 2) })).rejects.toThrow(
      "cut.txt.gz cannot be unpacked",
    );
    await expect(read({ "no.txt.gz": "plain text" })).rejects.toThrow("no.txt.gz cannot be unpacked");
  });
});

test("a corpus has one checksum however it is packed, and another where one file is two", async () => {
  const whole = await read({ "a.txt": "one two" });
  const packed = await read({ "a.txt.gz": gzipSync("one two") });
  const parted = await read({ "a.txt": "one ", "b.txt": "two" });
  const measured = await Promise.all([whole, packed, parted].map(({ corpus }) => measureCorpus(corpus)));
  expect(measured[0]).toEqual(measured[1]);
  expect(measured[0]?.bytes).toBe(7);
  expect(measured[2]?.bytes).toBe(7);
  expect(measured[2]?.checksum).not.toBe(measured[0]?.checksum);
});
