import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { figureLooks } from "@/components/ui/figure/figure-look";
import { figureWidths, smallestText } from "@/components/ui/figure/figure-size";
import { circuits, goldenCircuits } from "@/lib/attribution-graphs/circuit-samples";
import type { Circuit } from "@/lib/circuit-format/circuit";
import type { Expansion } from "@/lib/circuit-format/expansion";
import { packDocument } from "@/lib/documents/packed-document";
import { rasterise } from "@/lib/figures/rasterise";
import { placeTokens } from "@/lib/tokens/token-text";
import { untouchedView } from "@/lib/views/view-state";
import { type CircuitFigure, drawCircuit, drawCircuitFigure } from "./draw-circuit-figure";

const [, golden] = goldenCircuits()[0] ?? [];
if (!golden) throw new Error("There is no golden circuit");

const figureOf = (circuit: Circuit, change: Partial<CircuitFigure> = {}): CircuitFigure => ({
  packed: packDocument(circuit),
  expansions: [],
  view: untouchedView,
  words: { tokens: placeTokens(circuit.tokens), outputs: new Map(), labels: new Map() },
  layers: 40,
  title: "A title",
  question: "Circuit of a thing",
  readBy: "A model read with dictionaries.",
  ...{ verified: null, check: null },
  link: { shown: "https://example.org/circuits/1", whole: "https://example.org/circuits/1?view=1abc" },
  ...{ look: "print", width: "two-columns" },
  ...change,
});

const fontSizes = (svg: string) => [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
const nodesIn = (svg: string) => [...svg.matchAll(/data-node="([^"]+)"/g)].map(([, id]) => id);
/** The rasteriser reads XML strictly: it throws for what is none. */
const isRead = async (svg: string) => (await rasterise(svg, 300)).subarray(1, 4).toString();

const nasty = Object.entries({
  markup: "]]></style><script>alert(1)</script>",
  controls: '<&">\0\x07\x0b\ud800\udfff\ufffe',
  directions: "\u202eright to left \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
  emoji: "\u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u4e2d\u6587 e\u0301\u0302\u0303",
  "one long word": "a".repeat(4_000),
  "many words": "several words ".repeat(400),
  "white space": "\n\t\r",
  nothing: "",
});

describe("a figure", () => {
  test.each(figureLooks.flatMap((look) => figureWidths.map((width) => ({ look, width }))))(
    "in $look, $width: no text is too small, it is as wide as it says, and nothing is fetched from elsewhere",
    async ({ look, width }) => {
      const svg = await drawCircuitFigure(figureOf(golden, { look, width }));
      expect(Math.min(...fontSizes(svg))).toBeGreaterThanOrEqual(smallestText.units);
      const [, millimetres, units] = /^<svg[^>]* width="([\d.]+)mm"[^>]* viewBox="0 0 (\d+) /.exec(svg) ?? [];
      const pointsPerUnit = (Number(millimetres) / 25.4 / Number(units)) * 72;
      expect(smallestText.units * pointsPerUnit).toBeGreaterThanOrEqual(smallestText.points - 0.01);
      if (width !== "wide")
        expect(Math.abs(Number(millimetres) - (width === "one-column" ? 86 : 178))).toBeLessThan(0.3);
      for (const [, address] of svg.matchAll(/(?:href|src)="([^"]*)"/g))
        expect(address).toBe("https://example.org/circuits/1?view=1abc");
      for (const [, address = ""] of svg.matchAll(/url\(([^)]*)\)/g))
        expect(address).toMatch(/^data:font\/woff2;/);
      expect(svg).not.toMatch(/@import|<script|<image|<use|<foreignObject/);
      await isRead(svg);
    },
  );

  test("says what it is of, from what, by which figures, and where it is from", async () => {
    const points = golden.nodes
      .filter(({ kind, id }) => kind === "mlp" && id !== golden.spec.target)
      .map(({ id, effect }, i) => ({ id, predicted: effect, measured: i % 2 === 0 ? effect : -2 * effect }));
    const result = { value: 1, points, nodeCount: points.length, pearson: 0.5, spearman: null };
    const { svg } = drawCircuit(figureOf(golden, { verified: true, check: { frozen: false, result } }));
    const words = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text).join(" ");
    for (const part of [
      ...[
        "A title",
        "Circuit of a thing",
        "Text: ",
        "A model read with dictionaries.",
        "Verified: computed again, and equal.",
      ],
      ...[
        "Completeness",
        "replacement",
        "expanded from an influence of",
        "drawn from",
        "bar: predicted effect",
        "tick: effect measured",
        "cross: measured with",
      ],
      ...["Causally checked (", "largest measured effects", "correlate at 0.500"],
      "https://example.org/circuits/1",
    ])
      expect(words).toContain(part);
    expect(drawCircuit(figureOf(golden, { title: null })).svg).not.toContain("A title");
  });

  test("draws from the same influence with a check as without: what was missed comes besides", () => {
    const points = golden.nodes
      .filter(({ kind, id }) => kind === "mlp" && id !== golden.spec.target)
      .map(({ id, effect, influence }) => ({ id, predicted: effect, measured: 1 / (1e-9 + influence) }));
    const result = { value: 1, points, nodeCount: points.length, pearson: 0.5, spearman: null };
    const from = (svg: string) => /drawn from ([\d.e-]+)/.exec(svg)?.[1];
    for (const width of ["one-column", "wide"] as const) {
      const plain = drawCircuit(figureOf(golden, { width })).svg;
      const checked = drawCircuit(figureOf(golden, { width, check: { frozen: false, result } })).svg;
      expect(from(plain)).toBeDefined();
      expect(from(checked)).toBe(from(plain));
    }
  });

  test("draws what the heads of an attention feature read, if it was expanded by hand and is drawn", () => {
    const attention = goldenCircuits().flatMap(([, circuit]) =>
      circuit.nodes.filter(({ kind }) => kind === "attn").map((node) => ({ circuit, node })),
    );
    const [first] = attention.sort((a, b) => b.node.influence - a.node.influence);
    if (!first?.node.position) throw new Error("No sample has an attention feature behind its first token");
    const { circuit, node } = first;
    const expansion: Expansion = {
      ...{ target: node.id, mode: circuit.spec.mode, value: 2, contributions: [] },
      rest: { count: 0, sum: 0, absoluteSum: 0 },
      completeness: { sum: 2, absoluteSum: 2, residual: 0 },
      heads: { table: [circuit.tokens.map((_, s) => (s === 0 ? 2 : 0))], constant: 0 },
    };
    const view = { ...untouchedView, opened: [node.id] };
    const figure = figureOf(circuit, { view, width: "wide", expansions: [packDocument(expansion)] });
    const { svg } = drawCircuit(figure);
    expect(svg.split("data-arc=").length - 1).toBe(1);
    expect(svg).toContain(`>${node.layer}.0</text>`);
    expect(svg).toContain("read at a token by the head");
    expect(drawCircuit({ ...figure, expansions: [] }).svg).not.toContain("data-arc=");
  });

  test("has every node that is asked for, where it has room, and else says how many are left out", () => {
    const all = { ...untouchedView, above: 0 };
    const wide = drawCircuit(figureOf(golden, { view: all, width: "wide" }));
    const small = drawCircuit(figureOf(golden, { view: all, width: "one-column" }));
    for (const drawn of [wide, small]) {
      expect(nodesIn(drawn.svg).length).toBe(new Set(nodesIn(drawn.svg)).size);
      expect(drawn.nodes + drawn.left).toBe(golden.nodes.length);
      expect(nodesIn(drawn.svg)).toContain(golden.spec.target);
      if (drawn.left > 0) expect(drawn.svg).toContain(`${drawn.left} more that were asked for`);
    }
    expect(small.nodes).toBeLessThan(wide.nodes);
  });

  test("brings along each face and weight that it writes in, with every character that the site's fonts have", async () => {
    const svg = await drawCircuitFigure(
      figureOf(golden, { title: "\u0141\u00f3d\u017a \u2192 \u03b1\u0436" }),
    );
    const faces = [
      ...svg.matchAll(/@font-face\{font-family:'([^']+)';font-weight:(\d+);.*?unicode-range:([^}]*)\}/g),
    ];
    const has = (family: string, weight: number, character: string) => {
      const code = `U+${character.codePointAt(0)?.toString(16).toUpperCase()}`;
      return faces.some(
        ([, f, w, range = ""]) => f === family && Number(w) === weight && range.split(",").includes(code),
      );
    };
    for (const character of "\u0141\u00f3d\u017a\u2192\u03b1\u0436")
      expect(has("Figure Sans", 600, character)).toBe(true);
    for (const character of "Text:") expect(has("Figure Sans", 400, character)).toBe(true);
    for (const character of "0123https://") expect(has("Figure Mono", 400, character)).toBe(true);
    // Cut to what is written: the whole faces are four times as much.
    expect(svg.length).toBeLessThan(150_000);
  });

  test.each(nasty)(
    "stays an XML document of its text whatever tokens, names and titles say: %j",
    async (text) => {
      const labels = new Map(
        golden.nodes.map(({ kind, layer, index }) => [`${kind}.${layer}.${index}`, text]),
      );
      const tokens = placeTokens(golden.tokens.map((token) => ({ ...token, text })));
      const words = { tokens, outputs: new Map(), labels };
      const svg = await drawCircuitFigure(
        figureOf(golden, {
          words,
          title: text,
          question: text,
          readBy: text,
          width: "one-column",
        }),
      );
      expect(svg).not.toContain("<script");
      expect(svg.length).toBeLessThan(400_000);
      await isRead(svg);
    },
  );

  test("can be drawn of any circuit", () => {
    fc.assert(
      fc.property(circuits, fc.constantFrom(...figureWidths), (circuit, width) => {
        const { svg, nodes, left } = drawCircuit(
          figureOf(circuit, { width, view: { ...untouchedView, above: 0 } }),
        );
        expect(svg).toMatch(/^<svg .*<\/svg>$/s);
        expect(nodes + left).toBe(circuit.nodes.length);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 60 },
    );
  });
});
