import { expect, test } from "vitest";
import { packDocument, unpacked } from "./packed-document";

async function read(document: ReturnType<typeof unpacked>): Promise<unknown> {
  if (typeof document === "string") return JSON.parse(document);
  const pieces: Buffer[] = [];
  for await (const piece of document.pieces) pieces.push(Buffer.from(piece));
  return JSON.parse(Buffer.concat(pieces).toString("utf8"));
}

test.each([10, 2_000_000])("a document of %d characters is sent as it was packed", async (length) => {
  const document = { text: "x".repeat(length) };
  expect(await read(unpacked(packDocument(document)))).toEqual(document);
});

test.each(["", "nonsense", "nonsense that ends as what is packed and long does"])(
  "what is no packed document is told before anything of it is sent: %j",
  (text) => {
    expect(() => unpacked(new Uint8Array(Buffer.from(text)))).toThrow("no packed document");
  },
);
