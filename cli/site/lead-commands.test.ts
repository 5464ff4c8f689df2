import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { z } from "zod";
import { bountyChange, bountyContent, cancellation, postponement } from "@/lib/bounties/bounty-schemas";
import {
  answerSchema,
  appealSchema,
  awardSchema,
  conflictSchema,
  correctionSchema,
  newJudgeSchema,
  rankingSchema,
  remarkSchema,
  replySchema,
  rulingSchema,
} from "@/lib/bounty-judging/judging-schemas";
import { paymentSchema } from "@/lib/ledger/ledger-schemas";
import { newWantedSchema } from "@/lib/wanted/wanted-schemas";
import { bountyCommand } from "../bounty";

interface Asked {
  method: string;
  path: string;
  key: string | undefined;
  body: unknown;
}

const id = "0193a000-0000-7000-8000-0000abcd1234";
const wanted = {
  ...{ id, text: "How are names\u001b[2J said?", feature: "", pattern: "", votes: 3 },
  ...{ createdAt: "2027-01-01T00:00:00Z", asker: { handle: "ada", name: null } },
  ...{ bounty: null, isOwn: false, hasVoted: false },
};
const asked: Asked[] = [];
const folder = mkdtempSync(path.join(os.tmpdir(), "commons-lead-"));
const draft = path.join(folder, "draft.json");
const server = createServer(async (request: IncomingMessage, response) => {
  const { method = "", url = "", headers } = request;
  const body = await text(request);
  asked.push({ method, path: url, key: headers.authorization, body: body === "" ? null : JSON.parse(body) });
  const answers: [string, unknown][] = [
    ["GET /api/v1/bounties/b", { revision: 4, title: "A bounty" }],
    ["GET /api/v1/bounties/b/outcome", { results: [{ number: 1 }, { number: 2 }] }],
    ["GET /api/v1/wanted?q=names&limit=50", { items: [wanted], nextCursor: null }],
    ["POST /api/v1/wanted", { id }],
    ["POST /api/v1/bounties", { slug: "b", url: "https://s.example/bounties/b" }],
  ];
  const [, answer] = answers.find(([of]) => of === `${method} ${url}`) ?? [];
  response.writeHead(answer ? 200 : 204).end(answer ? JSON.stringify(answer) : undefined);
});

beforeAll(async () => {
  const day = { opensAt: "2027-01-01T00:00:00Z", closesAt: "2027-01-02T00:00:00Z" };
  writeFileSync(draft, JSON.stringify({ title: "A bounty", brief: "", reward: null, ...day }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** What the last request was of a command, and what it printed. */
async function run(...args: string[]): Promise<Asked & { said: string }> {
  const { port } = server.address() as AddressInfo;
  let said = "";
  const written = vi.spyOn(process.stdout, "write").mockImplementation((chunk, ...rest) => {
    said += String(chunk);
    for (const done of rest) if (typeof done === "function") done();
    return true;
  });
  try {
    const site = ["--site", `http://127.0.0.1:${port}`, "--key", "cc_secret"];
    await bountyCommand().parseAsync([...args, ...site], { from: "user" });
  } finally {
    written.mockRestore();
  }
  const last = asked.at(-1);
  if (!last) throw new Error("nothing was asked");
  return { ...last, said };
}

const words = "What is to be said.";
const cases: [args: string[], method: string, route: string, schema: z.ZodType | null, body: unknown][] = [
  [["begin", draft], "POST", "", bountyContent, { title: "A bounty" }],
  [["change", "b", draft], "PUT", "[slug]", bountyContent.safeExtend(bountyChange.shape), { revision: 4 }],
  [["delete", "b", "--title", "A bounty"], "DELETE", "[slug]", null, null],
  [["watch", "b"], "PUT", "[slug]/watch", null, null],
  [["unwatch", "b"], "DELETE", "[slug]/watch", null, null],
  [["open", "b"], "POST", "[slug]/opening", bountyChange, { revision: 4 }],
  [["postpone", "b", "2027-02-01T00:00:00Z"], "PUT", "[slug]/deadline", postponement, {}],
  [["cancel", "b", "--reason", words], "POST", "[slug]/cancellation", cancellation, { reason: words }],
  [["name-judge", "b", "ada"], "POST", "[slug]/judges", newJudgeSchema, { handle: "ada" }],
  [["excuse-judge", "b", "ada"], "DELETE", "[slug]/judges/[handle]", null, null],
  [["conflict", "b", id, "--reason", words], "POST", "[slug]/entries/[id]/conflict", conflictSchema, {}],
  [["remark", "b", "--words", words], "POST", "[slug]/remarks", remarkSchema, { body: words }],
  [
    ["set-aside", "b", id, "--reason", words],
    "POST",
    "[slug]/entries/[id]/ruling",
    rulingSchema,
    { isAside: true },
  ],
  [
    ["restore", "b", id, "--reason", words],
    "POST",
    "[slug]/entries/[id]/ruling",
    rulingSchema,
    { isAside: false },
  ],
  [["rank", "b"], "POST", "[slug]/ranking", rankingSchema, { number: 2 }],
  [
    ["appeal", "b", id, "--words", words],
    "POST",
    "[slug]/entries/[id]/appeal",
    appealSchema,
    { body: words },
  ],
  [
    ["answer", "b", id, "--words", words],
    "PUT",
    "[slug]/entries/[id]/appeal",
    answerSchema,
    { answer: words },
  ],
  [["take", "b", id], "POST", "[slug]/entries/[id]/reply", replySchema, { accepts: true }],
  [["leave", "b", id], "POST", "[slug]/entries/[id]/reply", replySchema, { accepts: false }],
  [["award", "b"], "POST", "[slug]/award", awardSchema, { number: 2, words: "" }],
  [
    ["correct", "b", "--words", words],
    ...(["POST", "[slug]/corrections", correctionSchema.extend(rankingSchema.shape), { number: 2 }] as const),
  ],
  [["pay", "b", "12", "--reference", words], "POST", "[slug]/payments", paymentSchema, { award: "12" }],
];

test.each(cases)("%j", async (args, method, route, schema, body) => {
  const address = `/api/v1/bounties/${route.replace("[slug]", "b").replace("[id]", id).replace("[handle]", "ada")}`;
  const last = await run(...args);
  expect(last).toMatchObject({ method, path: address.replace(/\/$/, ""), key: "Bearer cc_secret" });
  expect(existsSync(path.join("app/api/v1/bounties", route, "route.ts"))).toBe(true);
  if (schema) expect(schema.safeParse(last.body).error).toBeUndefined();
  if (body) expect(last.body).toMatchObject(body);
  else expect(last.body).toBeNull();
  expect(last.said).toBe(args[0] === "begin" ? "Begun: b, at https://s.example/bounties/b\n" : "Done.\n");
});

test("of a change that says of which revision it is, no other is looked up", async () => {
  const file = path.join(folder, "change.json");
  writeFileSync(file, JSON.stringify({ title: "Another", revision: 2 }));
  const before = asked.length;
  expect((await run("change", "b", file)).body).toEqual({ title: "Another", revision: 2 });
  expect(asked.length).toBe(before + 1);
});

test("a draft is deleted by its title as it stands alone", async () => {
  await expect(run("delete", "b", "--title", "a bounty")).rejects.toThrow(/not its title/);
  expect(asked.at(-1)?.method).toBe("GET");
});

test.each([
  [["vote", id], "PUT", "[id]/vote", null],
  [["unvote", id], "DELETE", "[id]/vote", null],
  [["unwant", id], "DELETE", "[id]", null],
  [["answers", "b", id], "PUT", "[id]/bounty", { slug: "b" }],
] as const)("%j", async (args, method, route, body) => {
  const path = `/api/v1/wanted/${route.replace("[id]", id)}`;
  expect(await run(...args)).toMatchObject({ method, path, body, said: "Done.\n" });
});

test("what is wanted is listed and asked for, and what people wrote moves no terminal", async () => {
  const { said } = await run("wanted", "--words", "names");
  expect(said).toContain("How are names [2J said?");
  expect(said).not.toContain("\u001b");
  const text = "How are names said?";
  const made = await run("want", text, "--pattern", "Mary and John");
  expect(made).toMatchObject({ method: "POST", said: `Asked for: ${id}\n` });
  expect(newWantedSchema.parse(made.body)).toEqual({ text, feature: "", pattern: "Mary and John" });
});
