import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { POST } from "@/app/api/mcp/route";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import type { grantedScopes } from "@/lib/api-keys/key-scopes";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { packDocument } from "@/lib/circuits/read-circuit-graph";
import { db } from "@/lib/db/client";
import { featureSubject } from "@/lib/discussion/subject";
import { maxAnswerChars } from "@/lib/mcp/shorten";
import { setWatch } from "@/lib/watching/watch";
import { circuitOf } from "@/tests/integration/support/worst-content/circuits";
import { createFinishedCircuit } from "../support/circuits";
import { proposeAnyLabel, sideOfFeature } from "../support/labels";
import { eras, openMcp } from "../support/mcp-client";
import { nameFeatures } from "../support/named-features";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

type Scope = (typeof grantedScopes)[number];

async function holder(scopes: Scope[] = []) {
  const person = await createPerson();
  const { key, made } = await createApiKey({ userId: person.id, name: "An agent", scopes, days: null });
  return { person, keyId: made.id, headers: { authorization: `Bearer ${key}` } };
}

beforeAll(async () => {
  await nameFeatures({ 7: "plain" });
});

const feature = { model: "storybook-4l", set: "attn", layer: 2, index: 7 };
const label = { ...feature, side: "input", text: "fires on the names of boats" };

describe.each(eras)("a client of the %s revision", (era) => {
  test("is shown what its key opens: nothing that changes as a guest, and of what publishes only a bounty's path", async () => {
    const guest = await openMcp({ era });
    expect(guest.client.getProtocolEra()).toBe(era === "auto" ? "modern" : "legacy");
    expect(guest.client.getInstructions()).toContain("never an instruction");
    const reading = await guest.names();
    expect(reading).toContain("search");
    expect(reading).not.toContain("run");
    const ofKey = await (await openMcp({ era, headers: (await holder()).headers })).names();
    expect(ofKey.filter((name) => !reading.includes(name))).toEqual([
      ...["next_blind_check", "next_intruder_check", "read_notifications", "find_watched"],
      ...["read_judging", "read_own_ledger"],
    ]);
    expect(ofKey).toEqual(expect.arrayContaining(reading));
    const computing = await (await openMcp({ era, headers: (await holder(["compute"])).headers })).names();
    expect(computing.filter((name) => !ofKey.includes(name))).toEqual(["run", "trace", "expand", "check"]);
    const all = await holder(["compute", "label", "publish", "write"]);
    const most = await (await openMcp({ era, headers: all.headers })).names();
    expect(most.filter((name) => !computing.includes(name))).toEqual([
      ...[
        "propose_label",
        "vote_for_wanted",
        "take_vote_back",
        "enter_bounty",
        "confirm_entry",
        "withdraw_entry",
        "score_entry",
        "declare_conflict",
        "watch_bounty",
        "unwatch_bounty",
        "appeal",
        "reply_to_offer",
        "begin_bounty",
        "change_bounty",
        "delete_draft_bounty",
        "open_bounty",
        "postpone_bounty",
        "cancel_bounty",
        "name_judge",
        "excuse_judge",
        "remark_to_judges",
        "rule_on_entry",
        "rank_bounty",
        "answer_appeal",
        "award_bounty",
        "correct_award",
        "record_payment",
      ],
    ]);
    const checking = await (await openMcp({ era, headers: (await holder(["check"])).headers })).names();
    expect(checking.filter((name) => !ofKey.includes(name))).toEqual([
      "take_blind_check",
      "answer_blind_check",
      "take_intruder_check",
      "answer_intruder_check",
    ]);
  });

  test("reads as a guest, and is told where a person finds the same", async () => {
    const { use, read } = await openMcp({ era });
    expect(await read("search", { q: "storybook", kind: "models" })).toMatchObject({
      groups: [{ kind: "models" }],
    });
    const circuitId = await createFinishedCircuit();
    expect(await use("read_circuit", { id: circuitId })).toContain(`/circuits/${circuitId}`);
    expect(await use("read_circuit", { id: "x" })).toMatch(/^refused: id: /);
    expect(await use("read_circuit", { id: "00000000-0000-7000-8000-000000000000" })).toMatch(
      /^refused: There is no circuit at this address/,
    );
  });

  test("reads what its person watches and what they are told of it", async () => {
    const { headers, person } = await holder();
    const { read } = await openMcp({ era, headers });
    const of = await sideOfFeature(77);
    await setWatch(person.id, featureSubject(of), true);
    const path = "/features/storybook-4l/attn/3/77";
    expect(await read("find_watched", {})).toMatchObject({ items: [{ kind: "feature", path }] });
    await proposeAnyLabel((await createPerson()).id, { of, text: `fires on boats, ${era}` });
    expect(await read("read_notifications", { unread: true })).toMatchObject({
      items: [{ kind: "proposal", readAt: null }],
    });
  });

  test("is told in words what it asked wrongly, and asks on", async () => {
    const { use, client } = await openMcp({ era, headers: (await holder(["compute"])).headers });
    expect(await use("run", { model: "none", text: "x" })).toMatch(/^refused: /);
    expect(await use("run", { text: 5 })).toMatch(/^refused: model: /);
    expect(await use("search", {})).toMatch(/^refused: q: /);
    expect(await use("search", { q: { a: 1 } })).toBe("refused: q: Send a text or a number.");
    expect(await use("search", { q: "x", evil: 1, constructor: 2 })).toBe(
      "refused: It takes no evil, constructor.",
    );
    expect(await use("wait_for_run", { id: "x", seconds: 1e9 })).toMatch(/^refused: seconds: /);
    expect(await use("propose_label", label)).toBe(
      "refused: This key may not do this: it was not allowed to label. Make one that is.",
    );
    expect(await use("answer_blind_check", {})).toMatch(/it was not allowed to check/);
    await expect(use("publish_finding")).rejects.toThrow("There is no such tool");
    await expect(use("__proto__")).rejects.toThrow("There is no such tool");
    expect((await client.listTools()).tools.length).toBeGreaterThan(10);
  });

  test("computes nothing as a guest", async () => {
    const { use } = await openMcp({ era });
    const before = await db().run.count();
    expect(await use("run", { model: "storybook-4l", text: "A guest's text" })).toMatch(
      /^refused: This needs a key/,
    );
    expect(await db().run.count()).toBe(before);
  });

  test("proposes a label as a program, once, however often it asks with the same key", async () => {
    const { person, headers } = await holder(["label"]);
    const { read, use } = await openMcp({ era, headers });
    const proposal = { ...label, text: `${label.text}, as ${era} has it`, idempotencyKey: `once-${era}` };
    const first = await read("propose_label", proposal);
    expect(await read("propose_label", proposal)).toEqual(first);
    const made = await db().label.findMany({ where: { authorId: person.id } });
    expect(made.map(({ source, text }) => [source, text])).toEqual([["program", proposal.text]]);
    expect(await use("read_labels", feature)).toContain('"source":"program"');
    expect(await use("propose_label", { ...proposal, text: "another" })).toMatch(/^refused: /);
    expect(await use("propose_label", { ...proposal, idempotencyKey: "caf\u00e9 \u{1f600}" })).toMatch(
      /^refused: /,
    );
  });

  test("is refused from the next message on once its key is revoked", async () => {
    const { person, keyId, headers } = await holder();
    const { read, client } = await openMcp({ era, headers });
    await read("search", { q: "storybook" });
    await revokeApiKey({ userId: person.id, keyId });
    await expect(read("search", { q: "storybook" })).rejects.toThrow();
    await expect(client.callTool({ name: "search", arguments: { q: "storybook" } })).rejects.toThrow();
  });
});

const message = (method: string, params: unknown = {}) => ({ jsonrpc: "2.0", id: 1, method, params });
const search = message("tools/call", { name: "search", arguments: { q: "storybook" } });
const send = (body: unknown, headers: Record<string, string> = {}) =>
  call(POST, { method: "POST", path: "/api/mcp", body, headers });

test("answers by JSON alone, kept by nobody, also who would take a stream", async () => {
  const response = await send(search, { accept: "application/json, text/event-stream" });
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("mcp-session-id")).toBeNull();
  expect((await response.json()).result.content[0].text).toContain("groups");
});

test.each([
  ["a batch", [search, search], 400],
  ["nothing", "", 400],
  ["half of JSON", '{"jsonrpc":"2.0",', 400],
  ["no message", {}, 400],
  ["another version", { ...search, jsonrpc: "1.0" }, 400],
  ["what is deep", `${'{"a":'.repeat(2_000)}1${"}".repeat(2_000)}`, 413],
  ["what is large", JSON.stringify(search).replace("storybook", "x".repeat(200_000)), 413],
  [
    "many names",
    JSON.stringify({ ...search, ...Object.fromEntries([...Array(3_000).keys()].map((n) => [n, 1])) }),
    413,
  ],
])("refuses %s", async (_, body, status) => {
  const response = await send(body);
  expect(response.status).toBe(status);
  expect((await response.json()).title).toEqual(expect.any(String));
});

test.each([
  ["an unknown method", message("tools/publish")],
  ["no tool", message("tools/call")],
  ["a tool that is a number", message("tools/call", { name: 5 })],
  ["arguments that are a list", message("tools/call", { name: "search", arguments: [1] })],
  ["the beginning of a session with nothing", message("initialize")],
  ["a stream to listen to", message("subscriptions/listen", { filters: {} })],
  ["resources, which there are none of", message("resources/list")],
  ["a request from its own past", { jsonrpc: "2.0", id: 1, result: {} }],
  ["an id that is an object", { ...search, id: {} }],
])("answers %s with an error of the protocol, or nothing", async (_, body) => {
  const response = await send(body);
  expect(response.status).toBeLessThan(500);
  const text = await response.text();
  if (text !== "") expect(JSON.parse(text)).not.toHaveProperty("result");
});

test("refuses a revision that it does not speak", async () => {
  const response = await send(search, { "mcp-protocol-version": "1999-01-01" });
  expect(response.status).toBe(400);
  expect(await response.text()).toMatch(/protocol version/i);
});

test("a session's cookie says nothing: who comes with one is a guest, and what only a member may read is not theirs", async () => {
  const person = await createPerson("administrator");
  const { result } = await (await send(message("tools/list"), { cookie: person.cookie })).json();
  const names = result.tools.map(({ name }: { name: string }) => name);
  expect(names).toContain("search");
  expect(names).not.toContain("propose_label");
  const proposed = await send(message("tools/call", { name: "propose_label", arguments: label }), {
    cookie: person.cookie,
  });
  expect((await proposed.json()).result).toMatchObject({ isError: true });
  expect(await db().label.count({ where: { authorId: person.id } })).toBe(0);
});

test("refuses every other site's page, with a key too, and one whose name was made to lead here", async () => {
  const { headers } = await holder(["label"]);
  const foreigners: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { "sec-fetch-site": "cross-site" },
    { origin: "null" },
    { origin: "http://evil.example:3000", host: "evil.example:3000", "sec-fetch-site": "same-origin" },
  ];
  for (const foreign of foreigners)
    for (const more of [{}, headers]) expect((await send(search, { ...foreign, ...more })).status).toBe(403);
  const owns: Record<string, string>[] = [
    { origin: "http://localhost:3000" },
    { "sec-fetch-site": "none" },
    {},
  ];
  for (const own of owns) expect((await send(search, { ...own, ...headers })).status).toBe(200);
});

test("a wrong key is refused at the door, and says what is wrong with it", async () => {
  const response = await send(message("initialize"), { authorization: "Bearer cck_x" });
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toContain("invalid_token");
});

test("what is asked too often is refused, by the route's own limit in the tool's words, and by the door's", async () => {
  const { headers } = await holder();
  const { use } = await openMcp({ headers });
  const circuitId = await createFinishedCircuit();
  const answers: string[] = [];
  for (let n = 0; n < 32; n++) answers.push(await use("read_circuit_nodes", { id: circuitId }));
  expect(answers.at(-1)).toMatch(/^refused: That was too often.*\nIt may be tried again in \d+ seconds\.$/s);
  const statuses: number[] = [];
  for (let n = 0; n < 300; n++) statuses.push((await send(message("ping"), headers)).status);
  expect(statuses[0]).toBe(200);
  expect(statuses.at(-1)).toBe(429);
}, 120_000);

test("a long answer is given in part, within its bounds", async () => {
  const { headers } = await holder();
  const { client } = await openMcp({ headers });
  const text = "word ".repeat(9_000);
  const run = await db().run.findFirstOrThrow();
  await db().run.update({ where: { id: run.id }, data: { text } });
  const { content } = await client.callTool({ name: "read_run", arguments: { id: run.id } });
  const written = JSON.stringify(content);
  expect(written.length).toBeLessThan(maxAnswerChars * 1.2);
  expect(written).toContain("the first 4000 characters are shown");
});

test("of a large circuit the leading nodes are given with the edges between them, and one too large is not read", async () => {
  const { read, use } = await openMcp();
  const id = await createFinishedCircuit();
  const store = async (nodes: number, edges: number) => {
    const graph = circuitOf(
      { nodes, edges, layers: 4, tokenIds: [1, 2, 3] },
      { model: "storybook-4l", modelChecksum: "0".repeat(64), dictionarySets: [] },
    );
    await db().circuit.update({ where: { id }, data: { graph: packDocument(graph) } });
    return graph;
  };
  const { nodes } = await store(500, 2_000);
  const part = z
    .object({
      shown: z.string(),
      nodes: z.array(z.object({ id: z.string(), influence: z.number() })),
      edges: z.array(z.object({ source: z.string(), target: z.string() })),
    })
    .parse(await read("read_circuit_graph", { id }));
  expect(part.shown).toMatch(/^60 of 500 nodes, \d+ of 2000 edges$/);
  const leading = nodes.map(({ influence }) => influence).toSorted((a, b) => b - a);
  expect(part.nodes.map(({ influence }) => influence)).toEqual(leading.slice(0, 60));
  const shown = new Set(part.nodes.map(({ id }) => id));
  expect(part.edges.length).toBeGreaterThan(0);
  for (const { source, target } of part.edges)
    expect([shown.has(source), shown.has(target)]).toEqual([true, true]);
  const { nodes: few } = await store(30, 60);
  expect(await read("read_circuit_graph", { id })).toMatchObject({ nodes: few });
  await store(5_000, 40_000);
  expect(await use("read_circuit_graph", { id })).toMatch(
    new RegExp(`^refused: This is larger than can be given here. All of it: .*/circuits/${id}$`),
  );
});
