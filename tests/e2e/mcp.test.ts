import { expect, test } from "vitest";
import { z } from "zod";
import { createdApiKeySchema } from "@/lib/api-keys/view";
import { eras, openMcp } from "@/tests/integration/support/mcp-client";
import { BrowserUser } from "./support/browser-user";
import { startedSite } from "./support/site";

const site = startedSite({ SIGN_UPS_PER_HOUR: "100" });

const withId = z.looseObject({ id: z.uuid() });
const position = z.object({
  features: z.array(z.object({ kind: z.string(), layer: z.number(), index: z.number() })),
  predictions: z.array(z.object({ id: z.number() })),
});
const circuit = z.object({ nodeCount: z.number() });
const graph = z.object({
  nodes: z.array(z.object({ id: z.string(), kind: z.string(), expanded: z.boolean() })),
});

test.each(eras)(
  "an agent of the %s revision runs a text, traces what fires, reads the circuit and checks it",
  async (era) => {
    const user = new BrowserUser(site, era === "auto" ? "192.0.2.8" : "192.0.2.9");
    await user.signUp(`agent-of-${era}`, "a long pass phrase");
    const asked = { name: "An agent", scopes: ["compute"], days: 7 };
    const { key } = createdApiKeySchema.parse(await user.ask("POST", "/api/v1/me/keys", asked));
    const { read, use, client } = await openMcp({
      ...{ era, address: site.address, headers: { authorization: `Bearer ${key}` } },
    });
    const text = `When Mary and John went to the ${era === "auto" ? "shop" : "park"}, John gave a book to`;
    const run = withId.parse(await read("run", { model: "storybook-4l", text }));
    expect(await read("wait_for_run", { id: run.id, seconds: 50 })).toMatchObject({ status: "ready" });
    const { tokens } = z
      .object({ tokens: z.array(z.unknown()) })
      .parse(await read("read_run", { id: run.id }));
    const last = tokens.length - 1;
    const { features, predictions } = position.parse(
      await read("read_position", { id: run.id, position: last }),
    );
    expect(features.length).toBeGreaterThan(5);
    const asking = { runId: run.id, target: `logit.${predictions[0]?.id}@${last}`, threshold: 0.02 };
    const { id } = withId.parse(await read("trace", asking));
    expect(await read("wait_for_circuit", { id, seconds: 50 })).toMatchObject({ status: "ready" });
    const { nodeCount } = circuit.parse(await read("read_circuit", { id }));
    const { nodes } = graph.parse(await read("read_circuit_graph", { id }));
    expect(Math.min(nodeCount, 60)).toBeLessThanOrEqual(nodes.length);
    const lines = (await use("read_circuit_nodes", { id })).split("\n");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ node: asking.target });
    expect(lines.at(-1)).toMatch(
      new RegExp(`^The first \\d+ lines of \\d+ are shown. All of it: ${site.address}/circuits/${id}$`),
    );
    const closed = nodes.find(({ kind, expanded }) => !expanded && ["attn", "mlp", "resid"].includes(kind));
    expect(await read("expand", { id, nodeId: closed?.id })).toMatchObject({
      contributions: expect.any(Array),
    });
    const check = withId.parse(await read("check", { id, frozen: true }));
    const waited = await read("wait_for_check", { id, checkId: check.id, seconds: 50 });
    expect(waited).toMatchObject({ status: "ready" });
    expect(await read("read_check", { id, checkId: check.id })).toMatchObject({ result: expect.anything() });
    await client.close();
  },
  300_000,
);

test("has no sessions to open or end, and never answers with the reader's page", async () => {
  for (const method of ["GET", "DELETE", "PUT"]) {
    const response = await fetch(`${site.address}/api/mcp`, { method });
    expect([method, response.status]).toEqual([method, 405]);
  }
  const wrong = await fetch(`${site.address}/api/mcp`, { method: "POST", body: "x" });
  expect([wrong.status, wrong.headers.get("content-type")]).toEqual([415, "application/problem+json"]);
});
