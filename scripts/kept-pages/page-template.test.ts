import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { newNonce, pageAsMade, pageTemplate } from "./page-template";

const marked = (parts: string[], nonce: string) => parts.join(nonce);

test("a body is the same for every reader but for its nonce, compressed or not", async () => {
  const part = fc.oneof(
    fc.string({ unit: "grapheme" }),
    // Long and alike, so that a part refers to the parts before it.
    fc.nat(4_000).map((length) => '<script nonce="">self.__next_f.push([1,"'.repeat(length / 40)),
    fc.constantFrom("", "a", "=", "==", "\0", '="\0\0\0'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 12 }), async (parts) => {
      const made = newNonce();
      const template = pageTemplate(Buffer.from(marked(parts, made)), made);
      for (let n = 0; n < 3; n++) {
        const nonce = newNonce();
        expect(template?.plain(nonce).toString()).toBe(marked(parts, nonce));
        const sent = await template?.gzip(nonce);
        expect(sent && gunzipSync(sent).toString()).toBe(marked(parts, nonce));
      }
    }),
    { numRuns: 60 },
  );
});

test("compressed in parts it is as small as compressed at once", async () => {
  const rows = Array.from({ length: 400 }, (_, n) => `<tr nonce="@"><td>${n}</td><td>${n * 7919}</td></tr>`);
  const [made, nonce] = [newNonce(), newNonce()];
  const body = (used: string) => rows.join("\n").replaceAll("@", used);
  const sent = await pageTemplate(Buffer.from(body(made)), made)?.gzip(nonce);
  const separately = rows.map((row) => gzipSync(row).length).reduce((sum, bytes) => sum + bytes);
  // Four hundred nonces in themselves, each with the ends of the parts around it.
  expect(sent?.length).toBeLessThan(gzipSync(body("")).length + 400 * 45);
  expect((sent?.length ?? 0) - 400 * 29).toBeLessThan(separately * 0.7);
});

test("what cannot be told from the place of a nonce is no template", () => {
  const nonce = newNonce();
  expect(pageTemplate(Buffer.concat([Buffer.from(nonce), Buffer.from([0xff])]), nonce)).toBeNull();
  expect(
    pageTemplate(Buffer.from(`${nonce} \0`), nonce)
      ?.plain(nonce)
      .toString(),
  ).toBe(`${nonce} \0`);
  expect(pageTemplate(Buffer.from("short"), "short")).toBeNull();
  expect(pageAsMade(Buffer.from("a\0b")).plain(nonce).toString()).toBe("a\0b");
});
