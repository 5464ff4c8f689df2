import { expect, test } from "vitest";
import { goldenCircuits } from "@/lib/attribution-graphs/circuit-samples";
import { packDocument } from "@/lib/documents/packed-document";
import { rasterise } from "@/lib/figures/rasterise";
import { placeTokens } from "@/lib/tokens/token-text";
import { drawPagePreview, type PagePreview, pagePreviewSvg } from "./draw-page-preview";

const [, golden] = goldenCircuits().find(([name]) => name.includes("indirect-object.json logit.605")) ?? [];
if (!golden) throw new Error("There is no golden circuit");
const circuit = {
  packed: packDocument(golden),
  words: { tokens: placeTokens(golden.tokens), outputs: new Map(), labels: new Map() },
  layers: 4,
};

const fonts = (svg: string) => [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));

test("the picture of a link is a PNG of the size that is asked for, drawn with the site's fonts", async () => {
  const png = await drawPagePreview({ title: "A circuit", lines: ["one", "two"], circuit });
  expect(Buffer.from(png.subarray(0, 4)).toString("latin1")).toBe("\u0089PNG");
  const view = new DataView(png.buffer, png.byteOffset);
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([1200, 630]);
  expect(png.length).toBeLessThan(300_000);
  // Without its fonts nothing would be written: then what is written changes nothing.
  const other = await drawPagePreview({ title: "Another", lines: ["one", "two"], circuit });
  expect(Buffer.compare(Buffer.from(png), Buffer.from(other))).not.toBe(0);
});

test("a graph's text is large enough to be read, and its target is in it", () => {
  const svg = pagePreviewSvg({ title: "A circuit", lines: [], circuit });
  const [, scale = "0"] = /translate\(\S+ \S+\) scale\(([\d.]+)\)/.exec(svg) ?? [];
  expect(Math.min(...fonts(svg)) * Number(scale)).toBeGreaterThanOrEqual(12);
  expect(svg).toContain(`data-node="${golden.spec.target}"`);
});

test.each<[string, PagePreview]>([
  ["markup", { title: "]]><script>", lines: ["<b>", "&amp;"], tokens: [[{ text: "<i>", heat: 1 }]] }],
  ["controls", { title: "\0\x07\ud800", lines: ["\u202e"], tokens: [[{ text: "\x1b", heat: 0.5 }]] }],
  [
    "length",
    {
      title: "word ".repeat(4_000),
      lines: ["a".repeat(4_000)],
      tokens: [[{ text: "b".repeat(9_000), heat: 2 }]],
    },
  ],
  [
    "many tokens",
    {
      title: "t",
      lines: [],
      tokens: Array.from({ length: 500 }, () => Array.from({ length: 200 }, () => ({ text: "x", heat: 1 }))),
    },
  ],
  ["nothing", { title: "", lines: [], tokens: [] }],
])("of %s the picture is one all the same, and nothing reaches over its edge", async (_, preview) => {
  const svg = pagePreviewSvg(preview);
  expect(svg).not.toContain("<script");
  expect(svg.length).toBeLessThan(200_000);
  for (const [, x = "0", width = "0"] of svg.matchAll(/<rect x="([\d.]+)"[^>]* width="([\d.]+)"/g))
    expect(Number(x) + Number(width)).toBeLessThanOrEqual(1200);
  for (const [, y = "0"] of svg.matchAll(/ y="([\d.]+)"/g)) expect(Number(y)).toBeLessThanOrEqual(630);
  await rasterise(svg, 100);
});
