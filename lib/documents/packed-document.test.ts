import { expect, test } from "vitest";
import { packDocument, unpackedBody } from "./packed-document";

const read = (body: BodyInit) => new Response(body).json();

test.each([10, 2_000_000])("a document of %d characters is sent as it was packed", async (length) => {
  const document = { text: "x".repeat(length) };
  expect(await read(unpackedBody(packDocument(document)))).toEqual(document);
});

test.each(["", "nonsense", "nonsense that ends as what is packed and long does"])(
  "what is no packed document is told before anything of it is sent: %j",
  (text) => {
    expect(() => unpackedBody(new Uint8Array(Buffer.from(text)))).toThrow("no packed document");
  },
);
