import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ask, send } from "./ask";
import { fieldsOf, isAnswered, Refusal, sentenceOf } from "./refusal";

const answers: Record<string, [status: number, body: string]> = {
  "/run": [201, '{"id":"0198a000-0000-7000-8000-000000000000","url":"/runs/1","isNew":true,"secret":1}'],
  "/other": [200, '{"id":7}'],
  "/html": [502, "<html>Bad gateway</html>"],
  "/refused": [422, '{"title":"Too long.","fields":{"text":"Use fewer words.","tags.1":"One word."}}'],
};
const server = createServer((request, response) => {
  const [status, body] = answers[request.url ?? ""] ?? [404, ""];
  response.writeHead(status).end(body);
});
let site = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  site = `http://127.0.0.1:${port}`;
});
afterAll(() => server.close());

const askRun = (path: string) =>
  ask((schemas) => schemas.createdRunSchema, { method: "POST", address: `${site}${path}`, body: {} });

async function refusalOf(asked: Promise<unknown>): Promise<Refusal> {
  const thrown = await asked.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Refusal)) throw new Error(`no refusal: ${thrown}`);
  return thrown;
}

test("an answer is what its schema says of it", async () => {
  expect(await askRun("/run")).toEqual({
    id: "0198a000-0000-7000-8000-000000000000",
    url: "/runs/1",
    isNew: true,
  });
});

test("an answer of another form is refused in words", async () => {
  const refusal = await refusalOf(askRun("/other"));
  expect(refusal.message).toContain("Reload the page.");
  expect(isAnswered(refusal)).toBe(true);
});

test("a problem is told by its sentence, and by what to change where", async () => {
  const refusal = await refusalOf(askRun("/refused"));
  expect(sentenceOf(refusal)).toBe("Too long.");
  expect(sentenceOf(refusal, "model", "text")).toBe("Use fewer words.");
  expect(fieldsOf(refusal)).toEqual({ text: "Use fewer words.", "tags.1": "One word." });
  expect(refusal.status).toBe(422);
});

test("what is no answer of the site's, or none at all, is told as a lost connection", async () => {
  const lost = /^The site could not be reached\./;
  expect((await refusalOf(askRun("/html"))).message).toMatch(lost);
  const nobody = await refusalOf(send({ address: "http://127.0.0.1:1/" }));
  expect(nobody.message).toMatch(lost);
  expect(isAnswered(nobody)).toBe(false);
});
