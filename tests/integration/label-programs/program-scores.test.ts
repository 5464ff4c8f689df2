import { beforeAll, describe, expect, test, vi } from "vitest";
import {
  POST as propose,
  GET as readLabels,
} from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/labels/route";
import { POST as askScore } from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/program-scores/route";
import { GET as readHistory } from "@/app/api/v1/labels/[id]/history/route";
import { POST as revert } from "@/app/api/v1/labels/[id]/reversions/route";
import { PUT as revise } from "@/app/api/v1/labels/[id]/route";
import { GET as readScore } from "@/app/api/v1/program-scores/[id]/route";
import type { Feature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import { bandOf } from "@/lib/evidence-format/strata";
import { unpackWindow } from "@/lib/features/window-codec";
import { naiveMarks } from "@/lib/label-programs/naive-marks";
import { parseProgram } from "@/lib/label-programs/parse-program";
import { programScoreViewSchema } from "@/lib/label-programs/score/view";
import { featureLabelsSchema } from "@/lib/labels/view";
import { storeNaiveEvidence } from "../support/evidence";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
setUpSite();

let features: Feature[] = [];
let person: Person;
beforeAll(async () => {
  features = await storeNaiveEvidence(1);
  person = await createPerson();
  await spawnWorker({ keep: true }).ready;
});

function paramsOf({ kind, layer, index }: Feature) {
  return { model: "storybook-4l", set: kind, layer: String(layer), index: String(index) };
}

async function asked(feature: Feature, program: string) {
  const response = await call(askScore, {
    method: "POST",
    params: paramsOf(feature),
    body: { program },
    person,
  });
  expect(response.status).toBe(201);
  return programScoreViewSchema.parse(await response.json());
}

const scoreAt = async (id: string) =>
  programScoreViewSchema.parse(await (await call(readScore, { params: { id } })).json());

async function settled(id: string) {
  return waitFor("the score", async () => {
    const score = await scoreAt(id);
    return score.status !== "computing" && score;
  });
}

async function measured(feature: Feature, program: string) {
  const { status, failure, result } = await settled((await asked(feature, program)).id);
  if (status !== "ready" || !result) throw new Error(failure ?? "nothing was measured");
  return result;
}

/** What the program marks and where the feature fires, token by token, by the model and the plain evaluator. */
async function countedByHand({ kind, layer, index }: Feature, source: string) {
  const model = await openModel("models/storybook-4l", {
    runtime: await openRuntime({ provider: "cpu", threads: 1 }),
  });
  try {
    const program = parseProgram(source);
    const rows = await db().corpusWindow.findMany({ select: { tokenIds: true } });
    const tokens: { isMarked: boolean; activation: number }[] = [];
    let markedWindows = 0;
    for (const { tokenIds } of rows) {
      const ids = unpackWindow(tokenIds, model.config.vocabularySize);
      const marks = naiveMarks(
        program,
        ids.map((id) => model.tokenOf(id).text),
      );
      if (marks.includes(1)) markedWindows += 1;
      const fired = (await model.run(ids)).features.find(
        (each) => each.kind === kind && each.layer === layer,
      );
      const activations = new Map<number, number>();
      for (const [i, feature] of (fired?.indices ?? []).entries())
        if (feature === index) activations.set(fired?.positions[i] ?? 0, fired?.activations[i] ?? 0);
      for (let t = 1; t < ids.length; t++)
        tokens.push({ isMarked: marks[t] === 1, activation: activations.get(t) ?? 0 });
    }
    return { tokens, markedWindows, windows: rows.length };
  } finally {
    await model.close();
  }
}

describe("a program's score", () => {
  test.each([
    "token matches /^ [a-m]/ and not position 1 to 3",
    "repeats or before repeats 2 tokens",
    "text matches /[Tt]he \\w+/",
  ])("of %s is what counting token by token gives", async (program) => {
    for (const feature of features.slice(0, 4)) {
      const score = await measured(feature, program);
      const { tokens, markedWindows, windows } = await countedByHand(feature, program);
      const marked = tokens.filter(({ isMarked }) => isMarked);
      expect(marked.length).toBeGreaterThan(20);
      const firing = tokens.filter(({ activation }) => activation > 0);
      expect(score).toMatchObject({ tokens: tokens.length, windows, fired: firing.length });
      expect(score.marked).toEqual({ tokens: marked.length, windows: markedWindows });
      expect(score.read).toBe(markedWindows);
      for (const { band, firings, marked: told } of score.bands) {
        const inBand = firing.filter(({ activation }) => bandOf(activation) === band);
        expect(firings).toBe(inBand.length);
        const hits = inBand.filter(({ isMarked }) => isMarked).length;
        expect(told).toEqual({ value: hits, low: hits, high: hits });
      }
      const hits = firing.filter(({ isMarked }) => isMarked).length;
      const quiet = tokens.length - firing.length;
      expect(score.sensitivity?.value).toBe(hits / firing.length);
      expect(score.precision?.value).toBe(hits / marked.length);
      expect(score.specificity?.value).toBe((quiet - (marked.length - hits)) / quiet);
    }
  });

  test("of a program that marks everything has every firing, in the bands that an index counted", async () => {
    const [feature] = features;
    if (!feature) throw new Error("there is a feature");
    const score = await measured(feature, "position from 1");
    const stored = await db().featureEvidence.findFirstOrThrow({
      where: { index: feature.index, dictionary: { layer: feature.layer, set: { kind: feature.kind } } },
    });
    const { fired } = evidenceSchema.parse(unpackDocument(stored.document));
    expect(score.bands.reduce((sum, { marked }) => sum + marked.value, 0)).toBe(fired.tokens);
    expect(score.sensitivity).toEqual({ value: 1, low: 1, high: 1 });
    expect(score.specificity).toEqual({ value: 0, low: 0, high: 0 });
  });

  test("of a program that marks nothing needs no model, and has no precision", async () => {
    const [feature] = features;
    if (!feature) throw new Error("there is a feature");
    const score = await measured(feature, 'word is "there is no such word"');
    expect(score).toMatchObject({ marked: { tokens: 0, windows: 0 }, read: 0, precision: null });
    expect(score.sensitivity?.value).toBe(0);
    expect(score.specificity?.value).toBe(1);
  });

  test("is computed once, however the program is written and whoever asks", async () => {
    const [feature] = features;
    if (!feature) throw new Error("there is a feature");
    const one = await asked(feature, 'word in ["b","a"]');
    const other = await asked(feature, '(word in [ "a" , "b" ])');
    expect(other.id).toBe(one.id);
  });

  test("is asked for by members, of programs that can be read, and of features that a corpus was read for", async () => {
    const [feature] = features;
    if (!feature) throw new Error("there is a feature");
    const params = paramsOf(feature);
    const program = "repeats";
    expect((await call(askScore, { method: "POST", params, body: { program } })).status).toBe(401);
    const unread = { ...params, index: String(await unreadIndex(feature)) };
    const refused = await call(askScore, { method: "POST", params: unread, body: { program }, person });
    expect(refused.status).toBe(409);
    const bad = await call(askScore, {
      method: "POST",
      params,
      body: { program: "repeats\n  and after" },
      person,
    });
    expect(bad.status).toBe(400);
    expect(JSON.stringify(await bad.json())).toContain("Line 2, character 7: What comes after");
  });

  test("says so where a corpus is not kept any more", async () => {
    const [feature] = features;
    if (!feature) throw new Error("there is a feature");
    const { indexId, number, tokenIds } = await db().corpusWindow.findFirstOrThrow();
    await db().corpusWindow.delete({ where: { indexId_number: { indexId, number } } });
    const { status, failure } = await settled((await asked(feature, "repeats within 2")).id);
    expect(status).toBe("failed");
    expect(failure).toContain("not kept any more");
    await db().corpusWindow.create({ data: { indexId, number, tokenIds } });
    // Asked again, it is computed again.
    expect((await measured(feature, "repeats within 2")).read).toBeGreaterThan(0);
  });
});

/** A feature of the same dictionary without evidence. */
async function unreadIndex({ kind, layer, index }: Feature): Promise<number> {
  const found = await db()
    .feature.findFirstOrThrow({
      where: { index: { not: index }, dictionary: { layer, set: { kind }, evidence: { none: {} } } },
    })
    .catch(() => null);
  if (found) return found.index;
  const rows = await db().featureEvidence.findMany({ where: { dictionary: { layer, set: { kind } } } });
  const taken = new Set(rows.map((row) => row.index));
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((each) => !taken.has(each)) ?? 0;
}

describe("a label's program", () => {
  const read = async (feature: Feature) => {
    const answer = await call(readLabels, { params: paramsOf(feature) });
    return featureLabelsSchema.parse(await answer.json()).input.proposals[0];
  };

  test("is proposed with it, measured at once, and goes with its revisions", async () => {
    const feature = features[1];
    if (!feature) throw new Error("there is a second feature");
    const params = paramsOf(feature);
    const said = { side: "input", text: "fires on the" };
    const made = await call(propose, {
      method: "POST",
      params,
      person,
      body: { ...said, program: ' word   is "The" ' },
    });
    expect(made.status).toBe(201);
    const { id } = await made.json();
    const first = await waitFor("the label's score", async () => {
      const label = await read(feature);
      return label?.program?.score?.status === "ready" && label;
    });
    expect(first.program?.source).toBe('word is "the"');
    expect(first.program?.score?.result?.marked.tokens).toBeGreaterThan(0);

    const again = async (body: object) => {
      const revision = (await read(feature))?.revision;
      const answer = await call(revise, {
        method: "PUT",
        params: { id },
        person,
        body: { text: "fires on the", revision, ...body },
      });
      expect(answer.status).toBe(200);
      return (await read(feature))?.program?.source ?? null;
    };
    expect(await again({ rationale: "left out is kept" })).toBe('word is "the"');
    expect(await again({ program: "repeats" })).toBe("repeats");
    expect(await again({ program: null })).toBe(null);
    // The words are the same all the time, so votes stand.
    expect((await read(feature))?.wording).toBe(1);
    await call(revert, { method: "POST", params: { id }, person, body: { to: 1, revision: 4 } });
    expect((await read(feature))?.program).toMatchObject({
      source: 'word is "the"',
      score: { status: "ready" },
    });
    const history = await (await call(readHistory, { params: { id } })).json();
    expect(
      history.revisions.map((each: { program: string | null; programChanged: boolean }) => [
        each.program,
        each.programChanged,
      ]),
    ).toEqual([
      ['word is "the"', true],
      [null, true],
      ["repeats", true],
      ['word is "the"', false],
      ['word is "the"', false],
    ]);
  });

  test("that cannot be read leaves nothing behind, and its sentence names the field", async () => {
    const feature = features[2];
    if (!feature) throw new Error("there is a third feature");
    const body = { side: "input", text: "a label", program: "token is" };
    const refused = await call(propose, { method: "POST", params: paramsOf(feature), person, body });
    expect(refused.status).toBe(400);
    expect((await refused.json()).fields.program).toContain("Line 1, character 9: Here comes a text");
    expect(await read(feature)).toBeUndefined();
    for (const program of ["\0", "x".repeat(5_000), "(".repeat(4_000), 'token is "\ud800"', 7, {}])
      expect(
        (
          await call(propose, {
            method: "POST",
            params: paramsOf(feature),
            person,
            body: { ...body, program },
          })
        ).status,
      ).toBe(400);
  });
});
