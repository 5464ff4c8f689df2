import { expect, test } from "vitest";
import { PreviewStore, previewSeconds } from "./preview-store";

const png = (byte: number) => async () => new Uint8Array([byte]);

test("a picture is drawn once for all who ask for it, and anew after a while", async () => {
  let now = 0;
  const store = new PreviewStore(() => now);
  const all = await Promise.all([store.take("a", png(1)), store.take("a", png(2))]);
  expect(all.map(([byte]) => byte)).toEqual([1, 1]);
  now += previewSeconds * 1000 + 1;
  expect([...(await store.take("a", png(3)))]).toEqual([3]);
});

test("one that could not be drawn is tried again", async () => {
  const store = new PreviewStore();
  await expect(store.take("a", () => Promise.reject(new Error("no thread")))).rejects.toThrow("no thread");
  expect([...(await store.take("a", png(1)))]).toEqual([1]);
});

test("however many are asked for, only some hundreds are kept", async () => {
  const store = new PreviewStore();
  for (let n = 0; n < 10_000; n++) await store.take(`${n}`, png(1));
  let drawn = 0;
  for (let n = 0; n < 10_000; n++)
    await store.take(`${n}`, async () => {
      drawn += 1;
      return new Uint8Array();
    });
  expect(drawn).toBe(10_000);
  expect([...(await store.take("9999", png(7)))]).toEqual([]);
});
