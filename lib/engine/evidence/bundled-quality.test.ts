import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { createEncoder } from "@/lib/tokens/encoder";
import { type LoadedModel, openModel } from "../model";
import { bundledModel } from "../oracle/model-variant";
import { uniform } from "../oracle/random";
import { openRuntime } from "../runtime";
import { type MeasuredDictionary, measureQuality } from "./quality";

let model: LoadedModel;

beforeAll(async () => {
  const runtime = await openRuntime({ provider: "cpu", threads: 1 });
  model = await openModel(bundledModel, { runtime, sets: { mlp: null, resid: null } });
});
afterAll(() => model.close());

/*
 * The README's figures are of text that is half the grammar and half TinyStories, and that nobody has here. The corpus has
 * pages of the same grammar, and passages of books, of which the model knows less than of TinyStories. So its loss on the
 * grammar can be compared, and of a mixture every mean must lie between those of its texts; explained variance may also be
 * higher, since texts whose sites have other means vary more together than alone.
 */
const bundledFile = (file: string) => readFileSync(path.join(bundledModel, file), "utf8");
const wordsOf = (text: string) => text.toLowerCase().match(/[a-z]+/g) ?? [];

function readTexts(): string[] {
  return bundledFile("corpus.jsonl")
    .trim()
    .split("\n")
    .map((line): { text: string } => JSON.parse(line))
    .map(({ text }) => text);
}

/** Documents of the corpus: pages of the grammar have most of their words from its recipe. */
function readCorpus(): { grammar: string[]; books: string[] } {
  const known = new Set(wordsOf(bundledFile("recipe/stories.py")));
  const texts = readTexts();
  const isGrammar = (text: string) => {
    const words = wordsOf(text);
    return words.filter((word) => known.has(word)).length >= (2 / 3) * words.length;
  };
  return { grammar: texts.filter(isGrammar), books: texts.filter((text) => !isGrammar(text)) };
}

const encode = createEncoder(JSON.parse(bundledFile("tokenizer.json")));
const beginning = 4095;

/** Windows of 128 tokens out of documents one after another, as the model was trained. */
function windowsOfTexts(texts: readonly string[], count: number): number[][] {
  const ids: number[] = [];
  for (const text of texts) {
    if (ids.length > 128 * count) break;
    ids.push(beginning, ...encode(text));
  }
  return Array.from({ length: count }, (_, i) => [beginning, ...ids.slice(128 * i + 1, 128 * (i + 1))]);
}

/** The README's table, by kind and layer. */
function readmeFigures(kind: DictionaryKind) {
  const row = /^\| (\w+) \| (\d) \| \d+ \| (\d+) \| ([\d.]+) \| ([\d.]+)% \|/gm;
  return [...bundledFile("README.md").matchAll(row)]
    .filter(([, ofKind]) => ofKind === kind)
    .map(([, , layer, l0, explainedVariance, recovered]) => ({
      layer: Number(layer),
      figures: {
        l0: Number(l0),
        explainedVariance: Number(explainedVariance),
        lossRecovered: Number(recovered) / 100,
      },
    }));
}

test("the bundled model's dictionaries measure what its README says, as far as the texts can be compared", async () => {
  const corpus = readCorpus();
  expect(Math.abs(corpus.grammar.length - 2600)).toBeLessThan(10);
  const pages = windowsOfTexts(corpus.grammar, 10);
  const passages = windowsOfTexts(corpus.books, 5);
  const grammar = await measureQuality(model, pages);
  const books = await measureQuality(model, passages);
  const mixture = await measureQuality(model, [...pages.slice(0, 5), ...passages]);

  const stated = Number(
    /([\d.]+) nats a token on new pages of the grammar/.exec(bundledFile("README.md"))?.[1],
  );
  const own = grammar[0]?.loss.model;
  expect(Math.abs((own?.value ?? Number.NaN) - stated)).toBeLessThan(2 * (own?.error ?? 0));

  const rows = readmeFigures("attn");
  expect(rows).toHaveLength(4);
  for (const { layer, figures } of rows) {
    for (const name of ["l0", "explainedVariance", "lossRecovered"] as const) {
      const texts = name === "explainedVariance" ? [grammar, books, mixture] : [grammar, books];
      const figureOf = (measured: MeasuredDictionary[]) =>
        measured.find((one) => one.layer === layer)?.[name];
      const reach = (errors: number) =>
        texts.map(figureOf).map((figure) => (figure?.value ?? Number.NaN) + errors * (figure?.error ?? 0));
      const where = `attn ${layer}, ${name}`;
      expect(figures[name], where).toBeGreaterThan(Math.min(...reach(-2)));
      expect(figures[name], where).toBeLessThan(Math.max(...reach(2)));
    }
  }
});

/** Documents drawn at random, one after another, each in windows of 128 tokens. */
function drawWindows(count: number): number[][] {
  const next = uniform(7);
  const drawn = readTexts()
    .map((text) => ({ text, lot: next() }))
    .toSorted((a, b) => a.lot - b.lot)
    .slice(0, count);
  return drawn.flatMap(({ text }) => {
    const ids = encode(text);
    const starts = Array.from({ length: Math.ceil(ids.length / 127) }, (_, i) => 127 * i);
    return starts.map((start) => [beginning, ...ids.slice(start, start + 127)]);
  });
}

/** The README's table of the corpus: `value ± error`, by kind and layer. */
function readmeFiguresOfCorpus(kind: DictionaryKind) {
  const figure = String.raw`([\d.]+)(%?) ± ([\d.]+)`;
  const row = new RegExp(
    String.raw`^\| (\w+) \| (\d) \| ${figure} \| ${figure} \| ${figure} \| ${figure} \| ${figure} \|`,
    "gm",
  );
  return [...bundledFile("README.md").matchAll(row)]
    .filter(([, ofKind]) => ofKind === kind)
    .map(([, , layer, ...parts]) => ({
      layer: Number(layer),
      figures: Array.from({ length: 5 }, (_, i) => {
        const [value, percent, error] = parts.slice(3 * i, 3 * i + 3);
        const unit = percent === "%" ? 0.01 : 1;
        return { value: Number(value) * unit, error: Number(error) * unit };
      }),
    }));
}

test("on its corpus they measure what the README says of it, within the errors of both", async () => {
  const measured = await measureQuality(model, drawWindows(12));
  const rows = readmeFiguresOfCorpus("attn");
  expect(rows).toHaveLength(4);
  for (const { layer, figures } of rows) {
    const own = measured.find((one) => one.layer === layer);
    if (!own) throw new Error(`attn ${layer} was not measured`);
    const { l0, explainedVariance, lossRecovered, loss } = own;
    for (const [i, figure] of [l0, explainedVariance, lossRecovered, loss.replaced, loss.zero].entries()) {
      const told = figures[i];
      const error = Math.hypot(told?.error ?? Number.NaN, figure?.error ?? Number.NaN);
      const apart = Math.abs((figure?.value ?? Number.NaN) - (told?.value ?? Number.NaN));
      expect(apart / error, `attn ${layer}, figure ${i}`).toBeLessThan(3);
    }
  }
});
