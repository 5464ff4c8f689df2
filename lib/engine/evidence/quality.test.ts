import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { qualitySchema } from "@/lib/evidence-format/quality";
import { type LoadedModel, openModel } from "../model";
import { modelWithAllDictionaries, withRandomModel } from "../oracle/arbitrary-model";
import { bundledModel } from "../oracle/model-variant";
import { distanceToEdge, naivePreActivations } from "../oracle/naive-encode";
import { naiveDictionary, naivePass } from "../oracle/naive-pass";
import { type NaiveWindow, naiveWindow } from "../oracle/naive-quality";
import { withLeaves, withSkips } from "../oracle/opened-places";
import type { RandomModel } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import { measureQuality } from "./quality";

const folder = mkdtempSync(path.join(tmpdir(), "quality-"));
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

function expectClose(value: number | undefined, expected: number, where: string): void {
  expect(Math.abs((value ?? Number.NaN) - expected) / (1 + Math.abs(expected)), where).toBeLessThan(1e-3);
}

/** Windows of every length a random model takes, cut from its text; one is too short to predict anything. */
const windowsOf = (tokens: readonly number[]) =>
  [tokens.length, 3, 2, 5].map((length, i) => [...tokens.slice(i), ...tokens].slice(0, length));

/** Whether rounding could change which features fire. */
function isOnEdge(random: RandomModel, model: LoadedModel, windows: readonly (readonly number[])[]): boolean {
  return windows.some((tokens) => {
    const pass = naivePass(random, model.manifest.processing, tokens);
    return model.dictionaries.some(({ kind, layer, hookIn, dFeatures: F }) => {
      const dictionary = naiveDictionary(random, kind, layer);
      if (!dictionary) return true;
      const u = naivePreActivations(dictionary, pass.site(hookIn));
      return tokens.some((_, s) =>
        Array.from({ length: F }, (_, i) => i).some(
          (i) => distanceToEdge(dictionary, u.subarray(s * F, (s + 1) * F), i) < 1e-5,
        ),
      );
    });
  });
}

function naiveQuality(windows: readonly NaiveWindow[], F: number) {
  const sum = (of: (window: NaiveWindow) => number) => windows.reduce((total, one) => total + of(one), 0);
  const sites = windows.flatMap(({ site }) => site);
  const rebuilt = windows.flatMap((window) => window.rebuilt);
  const mean = (sites[0] ?? new Float64Array()).map(
    (_, j) => sites.reduce((total, row) => total + row[j], 0) / sites.length,
  );
  const squares = (of: (row: Float64Array, s: number, j: number) => number) =>
    sites.reduce((total, row, s) => total + row.reduce((all, _, j) => all + of(row, s, j) ** 2, 0), 0);
  const error = squares((row, s, j) => row[j] - (rebuilt[s]?.[j] ?? Number.NaN));
  const predictions = sum((window) => window.predictions);
  const loss = {
    model: sum((window) => window.loss.model) / predictions,
    replaced: sum((window) => window.loss.replaced) / predictions,
    zero: sum((window) => window.loss.zero) / predictions,
  };
  return {
    loss,
    l0: sum(({ firings }) => firings) / sites.length,
    explainedVariance: 1 - error / squares((row, _, j) => row[j] - mean[j]),
    seen: new Set(windows.flatMap(({ fired }) => [...fired])).size / F,
  };
}

const sorts = [
  ["every dictionary", modelWithAllDictionaries],
  [
    "dictionaries of what is written already",
    modelWithAllDictionaries.map((spec) => withLeaves(spec, ["attn", "mlp", "resid"])),
  ],
  ["skip transcoders", modelWithAllDictionaries.map(withSkips)],
] as const;

test.each(sorts)(
  "what is measured of %s of random models is what plain loops give",
  async (_, models) => {
    await fc.assert(
      fc.asyncProperty(models, (spec) =>
        withRandomModel(runtime, folder, spec, async ({ random, model, tokens }) => {
          const windows = windowsOf(tokens);
          fc.pre(!isOnEdge(random, model, windows));
          const measured = await measureQuality(model, windows);
          expect(measured.map(({ kind, layer }) => ({ kind, layer }))).toEqual(
            model.dictionaries.map(({ kind, layer }) => ({ kind, layer })),
          );
          const words = qualitySchema.pick({
            ...{ windows: true, tokens: true, l0: true, explainedVariance: true, loss: true },
            lossRecovered: true,
          });
          for (const dictionary of measured) {
            expect(words.safeParse(dictionary).success).toBe(true);
            const where = `${dictionary.kind} ${dictionary.layer}`;
            const long = windows.filter(({ length }) => length > 2);
            const naive = naiveQuality(
              long.map((window) => naiveWindow(model, random, window, dictionary)),
              30,
            );
            expect(dictionary.windows, where).toBe(3);
            expect(dictionary.tokens, where).toBe(6 + 2 + 4);
            expectClose(dictionary.l0.value, naive.l0, `${where}, l0`);
            expectClose(dictionary.explainedVariance.value, naive.explainedVariance, `${where}, explained`);
            expectClose(dictionary.seen, naive.seen, `${where}, seen`);
            for (const which of ["model", "replaced", "zero"] as const)
              expectClose(dictionary.loss[which].value, naive.loss[which], `${where}, loss ${which}`);
            const { model: own, replaced, zero } = naive.loss;
            if (Math.abs(zero - own) < 0.01) continue;
            expect(dictionary.lossRecovered === null, where).toBe(zero < own);
            if (zero > own) {
              const recovered = dictionary.lossRecovered?.value ?? Number.NaN;
              expectClose(recovered * (zero - own), zero - replaced, `${where}, recovered`);
            }
          }
        }),
      ),
      { numRuns: models === modelWithAllDictionaries ? 7 : 5 },
    );
  },
  120_000,
);

test("a dictionary is measured at the positions that it was trained on alone", async () => {
  await fc.assert(
    fc.asyncProperty(modelWithAllDictionaries, (spec) =>
      withRandomModel(runtime, folder, spec, async ({ random, model, tokens }) => {
        const windows = windowsOf(tokens);
        fc.pre(!isOnEdge(random, model, windows));
        for (const each of model.dictionaries)
          each.texts = { prependsBos: null, excludesSpecialTokens: null, positions: [2, 6, 2] };
        const long = windows.filter(({ length }) => length > 2);
        for (const dictionary of await measureQuality(model, windows)) {
          const where = `${dictionary.kind} ${dictionary.layer}`;
          const naive = naiveQuality(
            long.map((window) => naiveWindow(model, random, window, dictionary, (s) => s === 2 || s === 4)),
            30,
          );
          expect(dictionary.tokens, where).toBe(2 + 1 + 2);
          expectClose(dictionary.l0.value, naive.l0, `${where}, l0`);
          expectClose(dictionary.explainedVariance.value, naive.explainedVariance, `${where}, explained`);
          expectClose(dictionary.seen, naive.seen, `${where}, seen`);
          for (const which of ["model", "replaced", "zero"] as const)
            expectClose(dictionary.loss[which].value, naive.loss[which], `${where}, loss ${which}`);
        }
        // Tokens that it was not trained on are left out wherever they stand.
        const excluded = [long.flatMap((window) => window.slice(1))[1] ?? 0];
        for (const each of model.dictionaries)
          each.texts = { prependsBos: null, excludesSpecialTokens: excluded, positions: null };
        for (const dictionary of await measureQuality(model, long)) {
          const where = `${dictionary.kind} ${dictionary.layer}, without ${excluded}`;
          const naive = naiveQuality(
            long.map((window) =>
              naiveWindow(model, random, window, dictionary, (s) => !excluded.includes(window[s] ?? -1)),
            ),
            30,
          );
          expect(dictionary.tokens, where).toBe(
            long.flatMap((window) => window.slice(1)).filter((id) => !excluded.includes(id)).length,
          );
          expectClose(dictionary.l0.value, naive.l0, `${where}, l0`);
          expectClose(dictionary.explainedVariance.value, naive.explainedVariance, `${where}, explained`);
          expectClose(dictionary.seen, naive.seen, `${where}, seen`);
          for (const which of ["model", "replaced", "zero"] as const)
            expectClose(dictionary.loss[which].value, naive.loss[which], `${where}, loss ${which}`);
        }
        const [beyond, ...others] = model.dictionaries;
        if (!beyond) return;
        beyond.texts = { ...beyond.texts, positions: [100, null, null] };
        const left = (await measureQuality(model, windows)).map(({ kind, layer }) => ({ kind, layer }));
        expect(left).toEqual(others.map(({ kind, layer }) => ({ kind, layer })));
      }),
    ),
    { numRuns: 3 },
  );
}, 120_000);

test("windows too short to predict anything are refused with what to do", async () => {
  const model = await openModel(bundledModel, { runtime });
  await expect(measureQuality(model, [[4095], [4095, 12]])).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringContaining("three tokens"),
  });
  const signal = AbortSignal.abort(new Error("stopped"));
  await expect(measureQuality(model, [[4095, 12, 13]], { signal })).rejects.toThrow("stopped");
  await model.close();
});
