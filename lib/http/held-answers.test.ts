import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { packDocument, unpacked } from "@/lib/documents/packed-document";
import { HeldAnswers } from "./held-answers";

const document = { noise: randomBytes(1_000_000).toString("hex") };
const packed = packDocument(document);

/** A large document on its way, and its reader. */
function sending(held: HeldAnswers) {
  const large = unpacked(packed);
  if (typeof large === "string") throw new Error("the document is not large");
  const body = held.body(large.pieces, large.bytes);
  return { bytes: large.bytes, reader: body.getReader() };
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return JSON.parse(Buffer.concat(pieces).toString("utf8"));
    pieces.push(value);
  }
}

test("of answers that nobody takes so many are held as there is room for, the latest, and who reads gets all of theirs", async () => {
  const { bytes } = sending(new HeldAnswers(0));
  const held = new HeldAnswers(4 * bytes);
  const honest = sending(held);
  const begun = [await honest.reader.read()];
  const left = [];
  for (let n = 0; n < 20; n++) {
    const lying = sending(held);
    await lying.reader.read();
    left.push(lying.reader);
    begun.push(await honest.reader.read());
    expect(held.heldBytes).toBeLessThanOrEqual(4 * bytes);
  }
  for (const reader of left.slice(0, 17)) await expect(reader.read()).rejects.toThrow("Nobody took");
  for (const reader of left.slice(17)) expect((await reader.read()).done).toBe(false);
  expect(begun.every(({ done }) => !done)).toBe(true);
  const more: Uint8Array[] = begun.flatMap(({ value }) => value ?? []);
  for (let next = await honest.reader.read(); !next.done; next = await honest.reader.read())
    more.push(next.value);
  expect(JSON.parse(Buffer.concat(more).toString("utf8"))).toEqual(document);
});

test("what is read to its end, left or never read holds nothing any more", async () => {
  const held = new HeldAnswers(Number.POSITIVE_INFINITY);
  expect(await readAll(sending(held).reader)).toEqual(document);
  expect(held.heldBytes).toBe(0);
  const { reader, bytes } = sending(held);
  await reader.read();
  expect(held.heldBytes).toBe(bytes);
  await reader.cancel();
  expect(held.heldBytes).toBe(0);
  sending(held);
  expect(held.heldBytes).toBe(0);
});

test("an answer that alone is more than may be held is sent all the same, and one that fails breaks off", async () => {
  const held = new HeldAnswers(1);
  expect(await readAll(sending(held).reader)).toEqual(document);
  async function* failing() {
    yield "a piece";
    throw new Error("the document is broken");
  }
  const reader = held.body(failing(), 5).getReader();
  await reader.read();
  await expect(reader.read()).rejects.toThrow("broken");
  expect(held.heldBytes).toBe(0);
});
