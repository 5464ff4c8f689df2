import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { modelOfAnyShape, withRandomModel } from "../oracle/arbitrary-model";
import { cosine, NaiveWeightEvidence } from "../oracle/naive-weight-evidence";
import { openRuntime, type Runtime } from "../runtime";
import { findCounterparts } from "./counterparts";

const folder = mkdtempSync(path.join(tmpdir(), "counterparts-"));
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

test("of any features of any two dictionaries of any model the nearest are those of plain float64 loops", async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      modelOfAnyShape,
      fc.nat(1_000),
      fc.integer({ min: 1, max: 6 }),
      async (spec, pick, most) => {
        await withRandomModel(runtime, folder, spec, async ({ random, model }) => {
          const [own, other] = [model.dictionaries.at(0), model.dictionaries.at(-1)];
          if (!own || !other || own === other) return;
          const naive = new NaiveWeightEvidence(random, model.manifest.processing);
          const indices = [...new Set([pick, 3 * pick + 1, 0].map((each) => each % own.dFeatures))];
          const found = await findCounterparts(model, own, indices, other, { most });
          expect(found.length).toBe(indices.length);
          for (const [i, index] of indices.entries()) {
            const query = naive.direction(own.kind, own.layer, index);
            const all = Array.from({ length: other.dFeatures }, (_, candidate) =>
              cosine(query, naive.direction(other.kind, other.layer, candidate)),
            );
            const ranked = all.filter((value) => !Number.isNaN(value)).sort((a, b) => b - a);
            const list = found[i] ?? [];
            expect(list.length).toBe(Math.min(most, ranked.length));
            for (const [rank, near] of list.entries()) {
              expect(near.dictionary).toBe(other);
              expect(Math.abs(near.cosine - (ranked[rank] ?? Number.NaN))).toBeLessThan(1e-4);
              expect(Math.abs(near.cosine - (all[near.index] ?? Number.NaN))).toBeLessThan(1e-4);
              compared += 1;
            }
          }
        });
      },
    ),
    { numRuns: 25 },
  );
  expect(compared).toBeGreaterThan(30);
});
