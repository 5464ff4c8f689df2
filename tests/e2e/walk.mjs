/* Walks through a site as a program of somebody's would, in plain JavaScript: tests/e2e/typescript-client.test.ts starts it. */

const [client = "", address = "", key = ""] = process.argv.slice(2);
const { CircuitCommons } = await import(client);
const commons = new CircuitCommons(address, { key });
const guest = new CircuitCommons(address);
const seen = {};

async function refused(asking) {
  try {
    await asking;
  } catch (error) {
    return [error.status, error.code, error.message];
  }
  throw new Error("It was not refused.");
}

const text = "When Anna and Tom went to the lake, Tom gave a boat to";
const body = { model: "storybook-4l", text };
const run = await commons.call("POST /runs", { body });
seen.ready = (await commons.wait("GET /runs/{id}/events", { params: { id: run.id } })).status;
seen.again = (await commons.call("POST /runs", { body })).id === run.id;
const { tokens } = await commons.call("GET /runs/{id}", { params: { id: run.id } });
const position = tokens.length - 1;
const acts = await commons.call("GET /runs/{id}/positions/{position}", { params: { id: run.id, position } });
seen.firing = acts.features.length;
const target = `logit.${acts.predictions[0].id}@${position}`;
const circuit = await commons.call("POST /circuits", { body: { runId: run.id, target, threshold: 0.05 } });
const params = { id: circuit.id };
await commons.wait("GET /circuits/{id}/events", { params });
const graph = await commons.call("GET /circuits/{id}/graph", { params });
seen.nodes = [graph.nodes.length, (await commons.call("GET /circuits/{id}", { params })).nodeCount];
const table = await commons.call("GET /circuits/{id}/table", { params, query: { format: "jsonl" } });
seen.table = new TextDecoder().decode(table).split("\n")[0];
for (const name of ["One", "Two", "Three"])
  await commons.call("POST /circuits/{id}/views", { params, body: { name, state: "" } });
seen.views = [];
for await (const { name } of commons.pages("GET /circuits/{id}/views", { params, query: { limit: 1 } }))
  seen.views.push(name);
seen.guest = await refused(guest.call("GET /circuits/{id}/views", { params }));
seen.scope = await refused(commons.call("PUT /findings/{id}/publication", { params }));
const wrong = new CircuitCommons(address, { key: `cck_${"0".repeat(46)}` });
seen.wrong = await refused(wrong.call("GET /search", { query: { q: "cat" } }));
console.log(JSON.stringify(seen));
