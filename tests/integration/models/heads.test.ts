import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { evidenceSchema } from "@/lib/evidence-format/evidence";
import { nearlyEvery } from "@/lib/features/stand-in-name";
import { countHeadFeatures } from "@/lib/heads/count-head-features";
import { fillMainHeads } from "@/lib/heads/fill-main-heads";
import { findHeadFeatures, type HeadFeature, headFeatureCursor } from "@/lib/heads/find-head-features";
import { findHeads } from "@/lib/heads/find-heads";
import { formatHead, parseHead } from "@/lib/heads/head-name";
import { requestHeads } from "@/lib/heads/request-heads";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { getModel } from "@/lib/models/get-model";
import { storeNaiveEvidence } from "../support/evidence";
import { proposeAnyLabel } from "../support/labels";
import { createPerson } from "../support/people";
import { setUpSite } from "../support/site";
import { waitFor } from "../support/wait-for";
import { spawnWorker } from "../support/worker";

setUpSite();

const modelName = "storybook-4l";

describe("the heads of a model", () => {
  test("are measured once, however many ask, and again after that was stopped", async () => {
    const { id: modelId, layers, heads } = await getModel(modelName);
    expect(await findHeads(modelId)).toEqual({ state: "unasked" });
    const asked = await Promise.all(Array.from({ length: 5 }, () => requestHeads(modelName)));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    expect(await findHeads(modelId)).toEqual({ state: "waiting" });
    const { jobId } = await db().headMeasures.findUniqueOrThrow({ where: { modelId } });
    await cancelJob(jobId ?? "");
    expect(await findHeads(modelId)).toEqual({ state: "stopped" });

    await requestHeads(modelName);
    await spawnWorker().ready;
    await waitFor("the heads", async () => (await findHeads(modelId)).state === "measured", 60);
    const found = await findHeads(modelId);
    const measured = found.state === "measured" ? found.measured.heads : [];
    expect(measured.map(formatHead)).toEqual(
      Array.from({ length: layers * heads }, (_, i) => `${Math.floor(i / heads)}.${i % heads}`),
    );
    expect(measured.every(({ previous }) => previous !== null && previous.value <= 1)).toBe(true);
    const { id } = await requestHeads(modelName);
    expect(id).toBe(asked[0]?.id);
    expect(await db().job.count({ where: { kind: "heads", status: "queued" } })).toBe(0);
  });

  test("of no model are not found", async () => {
    await expect(requestHeads("nothing")).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the features of a head", () => {
  let modelId: string;
  beforeAll(async () => {
    ({ id: modelId } = await getModel(modelName));
    await storeNaiveEvidence(12);
    // As an earlier release stored it.
    await db().featureEvidence.updateMany({ data: { mainHead: null, mainHeadShare: null } });
    const [unreadable] = await db().featureEvidence.findMany({
      where: { dictionary: { set: { kind: "attn" } } },
      take: 1,
    });
    if (!unreadable) throw new Error("no attention feature has evidence");
    const { dictionaryId, index } = unreadable;
    await db().featureEvidence.update({
      where: { dictionaryId_index: { dictionaryId, index } },
      data: { document: new Uint8Array() },
    });
    await fillMainHeads();
    await fillMainHeads();
  });

  test("are those of which no other head has a larger part, as their weights say, each once and in order", async () => {
    const rows = await db().featureEvidence.findMany({
      where: { dictionary: { layer: 3, set: { kind: "attn", name: "attn" } }, mainHead: { not: null } },
    });
    const wanted = new Map<number, HeadFeature["index"][]>();
    for (const { index, document } of rows) {
      const byWeight = evidenceSchema.parse(unpackDocument(document)).heads?.byWeight ?? [];
      const main = byWeight.indexOf(Math.max(...byWeight));
      wanted.set(main, [...(wanted.get(main) ?? []), index]);
    }
    expect(wanted.size).toBeGreaterThan(2);
    const [labelled] = rows;
    if (!labelled) throw new Error("no attention feature has evidence");
    const author = await createPerson();
    for (const side of ["input", "output"] as const)
      await proposeAnyLabel(author.id, {
        of: { dictionaryId: labelled.dictionaryId, index: labelled.index, side },
      });
    for (const [head, indices] of wanted) {
      const found: HeadFeature[] = [];
      for (let next: string | null = ""; next !== null; ) {
        const cursor = next === "" ? undefined : headFeatureCursor.parse(next);
        const page = await findHeadFeatures(modelId, "attn", { layer: 3, head }, { cursor, limit: 3 });
        found.push(...page.items);
        next = page.nextCursor;
      }
      expect(found.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(
        indices.toSorted((a, b) => a - b),
      );
      const shares = found.map(({ share }) => share);
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    }
    const counts = await countHeadFeatures(modelId, "attn");
    for (const [head, indices] of wanted) {
      const own = rows.filter(({ index }) => indices.includes(index));
      const called = (begins: string) => own.filter(({ standIn }) => standIn.startsWith(begins)).length;
      expect(counts).toContainEqual({
        ...{ layer: 3, head, features: indices.length, labelled: indices.includes(labelled.index) ? 1 : 0 },
        dead: own.filter(({ density }) => density === 0).length,
        alwaysOn: own.filter(({ density }) => density >= nearlyEvery).length,
        ...{ positional: called("position "), duplicate: called("same as ") },
      });
    }
  });

  test("leave nothing to fill, also of what could not be read and of what has no heads", async () => {
    const attention = { dictionary: { set: { kind: "attn" as const } } };
    expect(await db().featureEvidence.count({ where: { ...attention, mainHeadShare: null } })).toBe(0);
    expect(await db().featureEvidence.count({ where: { ...attention, mainHead: null } })).toBe(1);
    const others = await db().featureEvidence.count({
      where: { dictionary: { set: { kind: { not: "attn" } } }, mainHeadShare: { not: null } },
    });
    expect(others).toBe(0);
  });
});

test.each([
  ["3.5", { layer: 3, head: 5 }],
  ["L3H5", { layer: 3, head: 5 }],
  ["l11h0", { layer: 11, head: 0 }],
  ["3", null],
  ["3.5.7", null],
  ["-1.2", null],
  ["99999.1", null],
  ["L3", null],
  ["", null],
])("a head written as %j", (text, place) => {
  expect(parseHead(text)).toEqual(place);
});
