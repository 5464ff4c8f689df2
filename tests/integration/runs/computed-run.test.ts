import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ask } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { createExampleRun } from "@/lib/runs/create-run";
import { getRun } from "@/lib/runs/get-run";
import { getRunPosition } from "@/lib/runs/get-run-position";
import { getStrongestFeatures } from "@/lib/runs/get-strongest-features";
import { runComputation } from "@/lib/runs/run-computation";
import { textOfTokens } from "@/lib/tokens/token-text";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

interface Golden {
  tokens: { position: number; id: number; text: string }[];
  features: { kind: string; layer: number; index: number; position: number; activation: number }[];
  predictions: { id: number; text: string; logit: number; probability: number }[];
  text: string;
}

const golden: Golden = JSON.parse(readFileSync("tests/golden/punctuation-and-unicode.json", "utf8"));
const byPlace = (f: { kind: string; layer: number; index: number }) => `${f.kind}.${f.layer}.${f.index}`;

async function computed(text: string, asWritten?: boolean) {
  return ended((await createExampleRun({ model: "storybook-4l", text, asWritten })).id);
}

async function ended(id: string) {
  return waitFor("the run to end", async () => {
    const run = await getRun(id);
    return run.status !== "computing" && run;
  });
}

describe("a run from the queue to the page", { timeout: 120_000 }, () => {
  setUpSite();

  test("shows at every token what the independent implementation says", async () => {
    const worker = spawnWorker();
    await worker.ready;
    const run = await computed(golden.text);
    expect(run.tokens.map(({ position, id, text }) => ({ position, id, text }))).toEqual(golden.tokens);
    expect(textOfTokens(run.tokens.slice(1))).toBe(golden.text);
    for (const { text, bytes, parts } of run.tokens)
      expect([bytes !== undefined, parts !== undefined]).toEqual(Array(2).fill(text.includes("\ufffd")));
    let compared = 0;
    for (const { position } of run.tokens) {
      const view = await getRunPosition(run.id, position);
      const expected = new Map(
        golden.features.filter((f) => f.position === position).map((f) => [byPlace(f), f]),
      );
      for (const feature of view.features) {
        const wanted = expected.get(byPlace(feature))?.activation ?? 0;
        expect(Math.abs(feature.activation - wanted), byPlace(feature)).toBeLessThanOrEqual(
          1e-3 * (1 + wanted),
        );
        expect(feature.firesAt).toContainEqual([position, feature.activation]);
        expected.delete(byPlace(feature));
        compared++;
      }
      for (const missing of expected.values())
        expect(missing.activation, byPlace(missing)).toBeLessThan(1e-3);
    }
    expect(compared).toBe(run.featureCount);
    const last = await getRunPosition(run.id, run.tokens.length - 1);
    const named = ({ id, text }: { id: number; text: string }) => ({ id, text });
    expect(last.predictions.map(named)).toEqual(golden.predictions.map(named));

    // A zero byte is a token like any other, and may be what a model expects next.
    const one = [[0]];
    const predictions = { ids: one, logits: one, probabilities: one };
    await db().run.update({ where: { id: run.id }, data: { predictions } });
    expect((await getRunPosition(run.id, 0)).predictions).toEqual([
      { id: 0, text: "\0", logit: 0, probability: 0 },
    ]);

    const strongest = await getStrongestFeatures(run.id, { perKind: 3, includeFirst: false });
    for (const kind of ["attn", "resid", "mlp"]) {
      const wanted = golden.features
        .filter((f) => f.kind === kind && f.position > 0)
        .reduce((best, f) => (f.activation > best.activation ? f : best));
      expect(byPlace(strongest.find((f) => f.kind === kind) ?? { kind: "", layer: 0, index: 0 })).toBe(
        byPlace(wanted),
      );
    }

    // What could not be counted before, the worker refuses.
    const { id: modelId } = await db().model.findFirstOrThrow({ select: { id: true } });
    const question = { modelId, identity: "not counted", text: "word ".repeat(200), sets: [] };
    expect(await ended((await ask(runComputation, question, theSite)).id)).toMatchObject({
      status: "failed",
      failure: expect.stringMatching(/202 tokens, and 127 fit/),
    });
    const odd = await computed("\u202eابت\u0301 👩‍👩‍👧 \u00a0\ufeff\t\r\n");
    expect(odd.status).toBe("ready");
    expect(odd.tokens[0]?.text).toBe("<|endoftext|>");

    // A text that brings its own beginning is taken with one more in front, or as it is.
    const own = "<|endoftext|>The cat";
    const idsOf = async (...asked: Parameters<typeof computed>) =>
      (await computed(...asked)).tokens.map(({ id }) => id);
    const plainly = await idsOf("The cat");
    const twice = await computed(own);
    expect(twice.tokens.map(({ id }) => id)).toEqual([4095, ...plainly]);
    // The bundled dictionaries were trained on no special token, wherever one stands.
    const heard = (await getRunPosition(twice.id, 1)).features.filter(({ kind }) => kind === "attn");
    const listed = await getStrongestFeatures(twice.id, { perKind: 5, includeFirst: true });
    const ofAttention = listed.filter(({ kind }) => kind === "attn");
    expect(Math.max(...heard.map(({ activation }) => activation))).toBeGreaterThan(
      ofAttention[0]?.activation ?? Number.POSITIVE_INFINITY,
    );
    for (const { activation, firesAt } of listed)
      expect(activation).toBe(Math.max(...firesAt.flatMap(([at, value]) => (at > 1 ? [value] : []))));
    expect(await idsOf(own, true)).toEqual(plainly);
    // Of one that brings none it changes nothing.
    expect(await idsOf("The cat", true)).toEqual(plainly);
    await expect(getRunPosition(run.id, run.tokens.length)).rejects.toMatchObject({ code: "not-found" });
  });
});
