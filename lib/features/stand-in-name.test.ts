import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Evidence, type Example, evidenceSchema } from "@/lib/evidence-format/evidence";
import type { WindowTokens } from "./evidence-contexts";
import { maxStandInLength } from "./fit-name";
import { evidences, feature, idOf, silent, tokenOf, window } from "./made-up-evidence";
import { standInName } from "./stand-in-name";
import { tokenInName } from "./token-in-name";

const tokensOf = (...shares: [text: string, share: number, firesOn: number][]) =>
  shares.map(([text, share, firesOn]) => ({ token: idOf(text), share, firesOn, sampled: 100 }));

/** Evidence of windows in which the feature fires at the last token of the given text alone. */
function drawn(
  windows: readonly string[][],
  reads?: (tokens: string[]) => Example["reads"],
): { evidence: Pick<Evidence, "bands">; windowTokens: (corpus: number, window: number) => number[] } {
  const examples = windows.map((tokens, window): Example => {
    const position = tokens.findIndex((text) => text.startsWith("<<"));
    const read = reads?.(tokens.map(bare));
    const total = (read ?? []).reduce((sum, { value }) => sum + value, 0);
    return {
      ...{ corpus: 0, window, position, activation: 1, firings: [[position, 1]], fired: 1, probability: 0.5 },
      ...(read && { reads: read, readsTotal: total }),
    };
  });
  return {
    evidence: { bands: [{ band: 3, windows: examples.length, drawn: examples }] },
    windowTokens: (_, window) => (windows[window] ?? []).map((text) => idOf(bare(text))),
  };
}
const bare = (text: string) => text.replace(/^<<|>>$/g, "");

describe("a name by rule", () => {
  const name = (evidence: Partial<Evidence>, windowTokens: WindowTokens = () => []) =>
    standInName(feature, { ...silent, ...evidence }, tokenOf, windowTokens);

  test("tells of features that are one of many alike", () => {
    expect(name({ fired: { tokens: 0, windows: 0 } })).toBe("never fired");
    expect(name({ fired: { tokens: 9_000, windows: 100 } })).toBe("on nearly every token");
    expect(name({ duplicates: [{ ...feature, index: 211 }] })).toBe("same as attn.3.211");
    expect(name({ duplicates: [{ ...feature, index: 900 }] })).not.toContain("same as");
    expect(name({ fired: { tokens: 2, windows: 2 }, tokens: tokensOf([" Mary", 1, 1]) })).toBe(
      "fired twice: Mary",
    );
  });

  test("says what it fires on, where it does on most of it", () => {
    expect(name({ tokens: tokensOf([" Mary", 0.4, 0.9], [" Lily", 0.3, 0.9], ["\n", 0.05, 1]) })).toBe(
      "on Mary, Lily",
    );
    expect(name({ tokens: tokensOf(["\n", 0.9, 1]) })).toBe("on “↵”");
    expect(name({ tokens: tokensOf(["aring", 0.9, 1]) })).toBe("on -aring");
    expect(name({ tokens: tokensOf([".", 0.9, 0.03]) })).toBe("at times on “.”");
  });

  test("says what it promotes, where that stands out", () => {
    const logits = (best: number) => ({
      promoted: [
        { token: idOf(" Mary"), value: best },
        { token: idOf(" Lily"), value: best },
        { token: idOf(" Anna"), value: 3 },
      ],
      suppressed: [{ token: idOf(","), value: -3.5 }],
    });
    const tokens = tokensOf([" to", 0.9, 0.03]);
    expect(name({ logits: logits(8), tokens })).toBe("says Mary, Lily");
    expect(name({ logits: logits(4), tokens })).toBe("at times on to");
    expect(name({ logits: logits(8), tokens: tokensOf([" to", 0.9, 0.9]) })).toBe("on to");
  });

  test("says what attention reads, through which head, and where", () => {
    const windows = [" Mary", " Lily", " Anna"].flatMap((who) => [
      ["<|endoftext|>", " and", " the", who, " said", " took", "<<.>>"],
      ["<|endoftext|>", " and", " the", who, " said", " got", "<<.>>"],
    ]);
    const reading = (text: (tokens: string[]) => number, head: number) =>
      drawn(windows, (tokens) => [{ head, source: text(tokens), value: 1 }]);
    const names = reading(() => 3, 5);
    expect(name(names.evidence, names.windowTokens)).toBe("reads a name through 3.5");
    const said = reading((tokens) => tokens.indexOf(" said"), 2);
    expect(name(said.evidence, said.windowTokens)).toBe("reads said through 3.2");
    expect(name({ ...said.evidence, tokens: tokensOf([".", 1, 0.03]) }, said.windowTokens)).toBe(
      "at “.” reads said through 3.2".length <= maxStandInLength
        ? "at “.” reads said through 3.2"
        : "reads said through 3.2",
    );
  });

  test("says what heads are known for, and the head where there is room", () => {
    // Of each window the last token stood there before, after another each time.
    const windows = [" Mary", " Lily", " Anna"].map((who, i) => {
      const followers = [" took", " got", " said"];
      return ["<|endoftext|>", " and", who, followers[i] ?? "", ".", " the", `<<${who}>>`];
    });
    const reading = (source: number, layer: number, head: number) => {
      const { evidence, windowTokens } = drawn(windows, () => [{ head, source, value: 1 }]);
      return standInName({ ...feature, layer }, { ...silent, ...evidence }, tokenOf, windowTokens);
    };
    expect(reading(3, 3, 5)).toBe("induction through 3.5");
    expect(reading(2, 3, 5)).toBe("duplicate token through 3.5");
    expect(reading(5, 3, 5)).toBe("reads the through 3.5");
    const bases = [".", ",", "\n", '"'];
    const repeated = drawn(
      bases.map((text) => ["<|endoftext|>", " and", text, " took", " the", "7", `<<${text}>>`]),
      () => [{ head: 11, source: 2, value: 1 }],
    );
    const name = (layer: number) =>
      standInName({ ...feature, layer }, { ...silent, ...repeated.evidence }, tokenOf, repeated.windowTokens);
    expect(name(3)).toBe("duplicate token through 3.11");
    expect(name(11)).toBe("duplicate token");
  });

  test("says what stands before, where that decides", () => {
    const { evidence, windowTokens } = drawn([
      [
        "<|endoftext|>",
        " Mary",
        ",",
        " Anna",
        " got",
        " to",
        "<< the>>",
        " store",
        " and",
        " said",
        ".",
        "\n",
      ],
      [
        "<|endoftext|>",
        " and",
        " Lily",
        "7",
        " got",
        " to",
        "<< the>>",
        " took",
        "My",
        " said",
        ".",
        " Lily",
      ],
    ]);
    expect(name({ ...evidence, tokens: tokensOf([" the", 0.9, 0.05]) }, windowTokens)).toBe(
      "on the after got to",
    );
  });

  test("says the place, where that decides", () => {
    const { evidence, windowTokens } = drawn([
      ["<|endoftext|>", "<< Mary>>", " got"],
      ["<|endoftext|>", " the", "<<,>>", " got"],
    ]);
    expect(name(evidence, windowTokens)).toBe("position 1 to 2");
    const far = drawn([Array.from({ length: 30 }, (_, i) => (i === 25 ? "<< Mary>>" : " and"))]);
    expect(name({ ...far.evidence, families: ["positional"] }, far.windowTokens)).toBe("position 25");
  });
});

describe("whatever the evidence", () => {
  const tokens = new Set(Array.from({ length: 24 }, (_, id) => tokenInName(tokenOf(id))));
  const cases = fc.tuple(evidences, fc.array(window, { minLength: 6, maxLength: 6 }));
  const named = (evidence: Evidence, windows: number[][]) =>
    standInName(feature, evidence, tokenOf, (_, number) => windows[number] ?? []);
  const always = (holds: (name: string, evidence: Evidence, windows: number[][]) => void) =>
    fc.assert(
      fc.property(cases, ([evidence, windows]) => holds(named(evidence, windows), evidence, windows)),
      { numRuns: 400 },
    );

  test("it has a name that a chip holds, of characters that one sees, and always the same", () => {
    always((name, evidence, windows) => {
      expect(evidenceSchema.parse(evidence)).toBeDefined();
      expect(name.length).toBeGreaterThan(0);
      expect(name.length).toBeLessThanOrEqual(maxStandInLength);
      expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(name).toBe(name.trim());
      expect(named(structuredClone(evidence), structuredClone(windows))).toBe(name);
    });
  });

  test("it fires on what it is said to, with at least half of its activation and on most of it", () => {
    always((name, { tokens }) => {
      if (!/^on /.test(name) || / (after|before) |nearly|…|a name|parts of words/.test(name)) return;
      const labels = new Set(name.slice("on ".length).split(", "));
      const said = tokens.filter(({ token }) => labels.has(tokenInName(tokenOf(token))));
      const sure = said.filter(({ firesOn }) => firesOn !== null);
      expect(said.reduce((sum, { share }) => sum + share, 0)).toBeGreaterThanOrEqual(0.5);
      expect(sure.some(({ firesOn }) => (firesOn ?? 0) >= 0.5)).toBe(true);
    });
  });

  test("what it says stands out of what else it promotes, and of what it suppresses", () => {
    always((name, { logits }) => {
      if (!name.startsWith("says ")) return;
      const [said, last, suppressed] = [logits?.promoted[0], logits?.promoted.at(-1), logits?.suppressed[0]];
      expect(name).toContain(tokenInName(tokenOf(said?.token ?? -1)).slice(0, 10));
      expect(said?.value).toBeGreaterThanOrEqual(1.5 * Math.min(last?.value ?? 0, -(suppressed?.value ?? 0)));
    });
  });

  test("only what never fired is said to, and nothing that fires on every token has another name", () => {
    always((name, { fired }) => {
      expect(name === "never fired").toBe(fired.tokens === 0);
      expect(name === "on nearly every token").toBe(fired.tokens >= 9_000);
    });
  });

  test("what stands beside, and what is read, has at least half of it", () => {
    const labelAt = (windows: number[][], window: number, position: number) => {
      const token = windows[window]?.[position];
      return token === undefined ? undefined : tokenInName(tokenOf(token));
    };
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    always((name, { bands, top }, windows) => {
      const drawn = bands.flatMap(({ drawn }) => drawn);
      const examples = (drawn.length > 0 ? drawn : top).map((example) => ({
        ...example,
        weight: 1 / (example.probability ?? 1),
      }));
      const [, back = "1", side, beside] = /^(?:(\d) )?(after|before) ([^:]+)(?:: .*)?$/.exec(name) ?? [];
      if (beside !== undefined && !/a name|parts of words|…/.test(beside) && !beside.includes("  ")) {
        const offset = side === "before" ? 1 : -Number(back);
        const labels = beside.split(" or ");
        const shareOf = (wanted: readonly string[]) =>
          sum(
            examples.flatMap(({ firings, window, weight }) =>
              firings
                .filter(([position]) => wanted.includes(labelAt(windows, window, position + offset) ?? ""))
                .map(([, activation]) => activation * weight),
            ),
          ) /
          sum(
            examples.flatMap(({ firings, weight }) => firings.map(([, activation]) => activation * weight)),
          );
        // Of two words in reading order the last stands next to it.
        const isPhrase = !tokens.has(beside) && labels.length === 1;
        const next = isPhrase ? [...tokens].filter((label) => beside.endsWith(` ${label}`)) : labels;
        expect(shareOf(next)).toBeGreaterThanOrEqual(0.499);
      }
      const [, read] = /^reads ([^,]+?)(?: through .*)?$/.exec(name) ?? [];
      if (read !== undefined && tokens.has(read)) {
        // What the token itself gives is no reading.
        const of = examples.flatMap(({ reads = [], position, window, weight }) =>
          reads
            .filter(({ source }) => source !== position && labelAt(windows, window, source) === read)
            .map(({ value }) => value * weight),
        );
        const total = sum(examples.map(({ readsTotal = 0, weight }) => Math.max(0, readsTotal) * weight));
        expect(sum(of)).toBeGreaterThanOrEqual(0.499 * total);
      }
    });
  });

  test("it stands at the places it is said to with nearly all of its activation", () => {
    always((name, { bands, top }) => {
      const [, from, to] = /^position (\d+)(?: to (\d+))?$/.exec(name) ?? [];
      if (from === undefined) return;
      const drawn = bands.flatMap(({ drawn }) => drawn);
      const firings = (drawn.length > 0 ? drawn : top).flatMap(({ firings, probability }) =>
        firings.map(([position, activation]) => ({ position, weight: activation / (probability ?? 1) })),
      );
      const within = firings.filter(
        ({ position }) => position >= Number(from) && position <= Number(to ?? from),
      );
      const sum = (list: typeof firings) => list.reduce((total, { weight }) => total + weight, 0);
      expect(sum(within)).toBeGreaterThanOrEqual(0.79 * sum(firings));
    });
  });
});
