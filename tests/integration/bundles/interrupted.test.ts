import { readdirSync, readlinkSync } from "node:fs";
import pino from "pino";
import { expect, test } from "vitest";
import { requestBundle } from "@/lib/bundles/request-bundle";
import { db } from "@/lib/db/client";
import { openRuntime } from "@/lib/engine/runtime";
import { bundleHandler } from "@/workers/handlers/bundle";
import { type ModelShelf, openShelf } from "@/workers/model-shelf";
import { createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

const log = pino({ level: "silent" });

/** A job that is stopped as it reports for the nth time; never where that is 0. */
function contextOf(models: ModelShelf, stopAt: number) {
  const stop = new AbortController();
  let reports = 0;
  return {
    ...{ jobId: "", models: models.borrow(), log, signal: stop.signal, progressed: () => {} },
    report: async () => {
      reports += 1;
      if (reports === stopAt) stop.abort(new Error("stopped"));
    },
  };
}

test("a bundle that is interrupted stores nothing, shows nothing, leaves no file, and is made whole the next time", async () => {
  await createPublished({ title: "In the bundle" });
  await requestBundle(new Date("2026-05-04T03:00:00Z"));
  const { id } = await db().bundle.findFirstOrThrow({ select: { id: true } });
  const runtime = await openRuntime({ provider: "cpu", threads: 1 });
  const models = await openShelf("models", { runtime, memoryLimitBytes: 1e9, log });
  // The files have no name any more: who made them holds them open.
  const left = () =>
    readdirSync("/proc/self/fd").filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).includes("commons-bundle-");
      } catch {
        // The one by which the folder was read.
        return false;
      }
    });
  try {
    for (const stopAt of [1, 2, 3])
      await expect(bundleHandler(id, contextOf(models, stopAt))).rejects.toThrow("stopped");
    expect(left()).toEqual([]);
    expect(await db().bundlePiece.count()).toBe(0);
    // Interrupted as it is stored, too: the transaction has all of it or nothing.
    const half = await bundleHandler(id, contextOf(models, 0));
    expect(left().length).toBeGreaterThan(0);
    const cut = db().$transaction(async (tx) => {
      await half.write(tx);
      throw new Error("the connection was lost");
    });
    await expect(cut).rejects.toThrow("the connection was lost");
    await half.close?.();
    expect(await db().bundlePiece.count()).toBe(0);
    expect(await db().bundle.findFirstOrThrow()).toMatchObject({ manifest: null, computedAt: null });

    const whole = await bundleHandler(id, contextOf(models, 0));
    await db().$transaction((tx) => whole.write(tx));
    await whole.close?.();
    expect(left()).toEqual([]);
    expect(await db().bundlePiece.count()).toBeGreaterThan(3);
    expect((await db().bundle.findFirstOrThrow()).computedAt).not.toBeNull();
  } finally {
    await models.close();
  }
});
