import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEncoder } from "@/lib/tokens/encoder";
import { tokenizerJsonSchema } from "@/lib/tokens/tokenizer-json";
import { buildTokenizer } from "./build-tokenizer";
import { givenFile } from "./given-file";
import { bundled } from "./given-models";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tokenizer-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const own = (name: string) => givenFile(path.join(bundled, name), name);
const parts = () => ({
  vocab: own("vocab.json"),
  merges: own("merges.txt"),
  config: own("tokenizer_config.json"),
});
function written(name: string, text: string) {
  writeFileSync(path.join(folder, name), text);
  return givenFile(path.join(folder, name), name);
}

test("a tokenizer built from vocab.json and merges.txt gives the ids of the file that was published", () => {
  const built = createEncoder(tokenizerJsonSchema.parse(buildTokenizer(parts())));
  const published = createEncoder(
    tokenizerJsonSchema.parse(JSON.parse(readFileSync(path.join(bundled, "tokenizer.json"), "utf8"))),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 60 }), (text) => {
      expect(built(text.toWellFormed())).toEqual(published(text.toWellFormed()));
    }),
    { numRuns: 2_000 },
  );
  expect(built("Once<|endoftext|> upon")).toEqual(published("Once<|endoftext|> upon"));
});

test("special tokens are had from whichever file names them, and GPT-2's where none does", () => {
  const addedOf = (more: object) => {
    const json = tokenizerJsonSchema.parse(buildTokenizer({ ...parts(), config: undefined, ...more }));
    return json.added_tokens.map(({ id, content }) => [id, content]);
  };
  expect(addedOf({})).toEqual([[4095, "<|endoftext|>"]]);
  const special = written("special_tokens_map.json", '{"bos_token": {"content": "<|endoftext|>"}}');
  expect(addedOf({ special })).toEqual([[4095, "<|endoftext|>"]]);
  const added = written("added_tokens.json", '{"<|more|>": 4096}');
  expect(addedOf({ added, special })).toEqual([
    [4095, "<|endoftext|>"],
    [4096, "<|more|>"],
  ]);
});

test("parts that do not fit together are refused by name and line", () => {
  const merges = (text: string) => () => buildTokenizer({ ...parts(), merges: written("merges.txt", text) });
  expect(merges("#version: 0.2\nh e\nh e x\n")).toThrow("merges.txt: its line 3 is not two pieces");
  expect(merges("h e\nqqq zzz\n")).toThrow('its line 2 merges "qqq", which the vocabulary lacks');
  const config = written("tokenizer_config.json", '{"tokenizer_class": "LlamaTokenizer"}');
  expect(() => buildTokenizer({ ...parts(), config })).toThrow("of the class LlamaTokenizer are not built");
  const special = written("special_tokens_map.json", '{"bos_token": "<s>"}');
  expect(() => buildTokenizer({ ...parts(), special })).toThrow('the special token "<s>" has no id');
  const vocab = written("vocab.json", "version https://git-lfs.github.com/spec/v1\n");
  expect(() => buildTokenizer({ ...parts(), vocab })).toThrow("a pointer of Git LFS");
});
