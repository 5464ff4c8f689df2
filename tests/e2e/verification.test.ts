import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { build } from "@/lib/build";
import { type Circuit, circuitSchema } from "@/lib/circuit-format/circuit";
import { packDocument, unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { graphDrawn, openHowTraced, tracePrediction } from "./support/circuit";
import { startedSite } from "./support/site";
import { faultsOf, visitorsOf, widths } from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);
const text = "Sam and Lily went to the park, and Sam gave a flower to";

const idOf = (address: string) => address.split("/").at(-1);

/** Changes a circuit's stored graph, as somebody who can write to the database would. */
async function tamper(address: string, change: (graph: Circuit) => void): Promise<void> {
  const [row] = await site.query('select graph from "Circuit" where id = $1', [idOf(address)]);
  if (!(row?.graph instanceof Uint8Array)) throw new Error("The circuit has no graph");
  const graph = circuitSchema.parse(unpackDocument(row.graph));
  change(graph);
  const packed = Buffer.from(packDocument(graph));
  await site.query('update "Circuit" set graph = $2 where id = $1', [idOf(address), packed]);
}

/** Presses the button and waits for what the page says then; it may have said the same of an earlier time before. */
async function verify(page: Page, outcome: RegExp): Promise<void> {
  const found = page.waitForResponse(
    async (response) =>
      response.request().method() === "GET" &&
      /\/verifications\/[^/]+$/.test(response.url()) &&
      (await response.json()).status !== "computing",
    { timeout: 60_000 },
  );
  await openHowTraced(page);
  await page.getByRole("button", { name: /^Verify/ }).click();
  await found;
  await page.getByRole("status").filter({ hasText: outcome }).waitFor({ timeout: 60_000 });
}

const verdict = (page: Page) => page.locator('.circuit-facts [role="status"]');
const places = (page: Page) => page.locator(".circuit-facts details li");

/** Two circuits of one text: one is changed behind the site's back, the other left alone. */
let changed: string;
let untouched: string;
const differs = /^differs from what is stored/;
const same = /^as it is stored/;

test("a number changed in a stored graph is found, and the page says where", async () => {
  const { page, heard } = await visit();
  untouched = await tracePrediction(page, text, 1);
  changed = await tracePrediction(page, text);
  let edge = { name: "", stored: 0, computed: 0 };
  await tamper(changed, ({ edges }) => {
    const [first] = edges.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
    if (!first) throw new Error("The circuit has no edges");
    const computed = first.contribution;
    first.contribution = Number((computed * 1.5).toPrecision(6));
    edge = { name: `${first.source} -> ${first.target}`, stored: first.contribution, computed };
  });
  await page.reload();
  await graphDrawn(page);
  await verify(page, differs);
  await page.getByText("where", { exact: true }).click();
  const line = (await places(page).allTextContents()).find((each) => each.startsWith(edge.name));
  const [, stored, recomputed] =
    /contribution is stored as (\S+) and recomputed as (\S+)$/.exec(line ?? "") ?? [];
  expect(Number(stored)).toBe(edge.stored);
  expect(Number(recomputed)).toBeCloseTo(edge.computed, 4);
  expect(heard).toEqual([]);

  // Whoever comes after sees it too.
  const other = await visit();
  await other.page.goto(changed);
  expect(await verdict(other.page).textContent()).toMatch(differs);
  expect(await places(other.page).allTextContents()).toContain(line);
});

test("an untouched circuit passes, and says when and by which build, to whoever comes after too", async () => {
  const { page, heard } = await visit();
  await page.goto(untouched);
  expect(await verdict(page).textContent()).toBe("not yet");
  await verify(page, same);
  expect(await places(page).count()).toBe(0);
  const { page: after } = await visit();
  await after.goto(untouched);
  for (const each of [page, after]) {
    const [, difference] =
      /largest difference ([^,\s]+)/.exec((await verdict(each).textContent()) ?? "") ?? [];
    expect(Number(difference?.replace("\u2212", "-"))).toBeLessThan(1e-4);
    expect(await verdict(each).locator(".mono").textContent()).toBe(`${build} on cpu`);
    const when = await verdict(each).locator("time").getAttribute("datetime");
    expect(Math.abs(Date.now() - new Date(when ?? 0).getTime())).toBeLessThan(120_000);
  }
  expect(heard).toEqual([]);
});

test("a number changed beside the graph, which the page shows, is found, and passes once it is put back", async () => {
  const { page, heard } = await visit();
  const move = (by: number) =>
    site.query('update "Circuit" set value = value + $2 where id = $1 returning value', [
      idOf(untouched),
      by,
    ]);
  const [row] = await move(1);
  await page.goto(untouched);
  await verify(page, differs);
  await page.getByText("where", { exact: true }).click();
  expect(await places(page).allTextContents()).toEqual([
    `value is shown as ${row?.value} and is ${Number(row?.value) - 1} in the graph`,
  ]);
  await move(-1);
  await verify(page, same);
  expect(await places(page).count()).toBe(0);
  expect(heard).toEqual([]);
});

test("a stored graph that is no graph any more fails in words", async () => {
  const { page, heard } = await visit();
  const address = await tracePrediction(page, text, 2);
  const nonsense = Buffer.from("nonsense");
  await site.query('update "Circuit" set graph = $2 where id = $1', [idOf(address), nonsense]);
  await verify(page, differs);
  await page.getByText("where", { exact: true }).click();
  expect(await places(page).allTextContents()).toEqual(["The stored graph cannot be read."]);
  expect(heard).toEqual([]);

  const { page: after } = await visit();
  await after.goto(address);
  await after.getByText("The site answered that it could not send it.").waitFor();
  expect(await verdict(after).textContent()).toMatch(differs);
});

test.each(widths)(
  "in both colours, $width pixels wide, a circuit with much amiss is accessible and fits",
  async (look) => {
    const visitor = await visit(look);
    const { page } = visitor;
    const address = await tracePrediction(page, text, 3);
    await tamper(address, ({ nodes }) => {
      for (const node of nodes) node.effect += 1;
    });
    await verify(page, differs);
    await page.getByText("where", { exact: true }).click();
    expect(await places(page).first().textContent()).toMatch(
      /: effect is stored as \S+ and recomputed as \S+$/,
    );
    expect(await places(page).last().textContent()).toMatch(/^and [\d,]+ more in the graph$/);
    // The list scrolls, and leaves the circuit in sight.
    const list = page.getByRole("list", { name: "Where it differs" });
    await list.waitFor();
    expect(await list.evaluate(({ clientHeight }) => clientHeight)).toBeLessThan(250);
    expect(await faultsOf(visitor, `verification-failed-${look.width}`)).toEqual([]);
    await visitor.page.goto(untouched);
    await graphDrawn(page);
    expect(await faultsOf(visitor, `verification-passed-${look.width}`)).toEqual([]);
  },
);

test("a verdict comes without moving the graph below it", async () => {
  const { page } = await visit();
  await tracePrediction(page, text, 4);
  const top = async () => (await page.locator(".workbench").boundingBox())?.y;
  // The facts above the graph may come a moment after it.
  await openHowTraced(page);
  await page.getByRole("button", { name: "Verify", exact: true }).waitFor();
  const before = await top();
  await verify(page, same);
  expect(await top()).toBe(before);
});

test("a causal check stands there for whoever comes after, as does one that is under way", async () => {
  const { page, heard } = await visit();
  const circuit = await tracePrediction(page, text, 5);
  const check = (of: Page) => of.getByRole("region", { name: "Is it true?" });
  await check(page).getByRole("button", { name: "Check every feature" }).click();
  await check(page).getByText("features ablated").waitFor({ timeout: 60_000 });
  const found = await check(page).getByRole("table").textContent();

  const goOn = site.pauseWorker();
  await check(page).getByText("Patterns and LayerNorms frozen").click();
  await check(page).getByText("Next in the queue.").waitFor();
  const { page: after } = await visit({ javaScript: false });
  await after.goto(circuit);
  expect(await check(after).getByRole("table").textContent()).toBe(found);
  await page.reload();
  await check(page).getByText("Patterns and LayerNorms frozen").click();
  await check(page).getByText("Next in the queue.").waitFor();
  goOn();
  await check(page).getByText("features ablated").waitFor({ timeout: 60_000 });
  expect(await check(page).getByRole("table").textContent()).not.toBe(found);
  expect(heard).toEqual([]);
});
