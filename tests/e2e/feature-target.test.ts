import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { chosen, circuitDocument, circuitShown, nodeOf, nodes, panel } from "./support/circuit";
import { startedSite } from "./support/site";
import { faultsOf, runPrompt, tokensShown, visitorsOf, widths } from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);
const text = "Sam and Lily went to the park, and Sam gave a flower to";

/** Runs the text and chooses the strongest feature of a dictionary at a token; returns its name and value there. */
async function chooseFeature(page: Page, dictionary: string, token: number) {
  await page.goto("/");
  await tokensShown(page);
  await runPrompt(page, text);
  // A list shows its first few: of the others one asks by kind and layer.
  const [kind, layer] = dictionary.split(".");
  await page.goto(`${new URL(page.url()).pathname}?kind=${kind}&layer=${layer}&sort=activation`);
  await tokensShown(page);
  await page.locator("a.token").nth(token).click();
  await page.locator("section[aria-label=Features][aria-busy=false]").waitFor();
  await page.getByRole("heading", { name: new RegExp(`token ${token} of`) }).waitFor();
  const row = page.locator(`[data-feature^="${dictionary}."]`).first();
  const name = (await row.getAttribute("data-feature")) ?? "";
  await row.click();
  await page.waitForURL((url) => url.searchParams.get("feature") === name);
  return { name, activation: await firstNumber(row) };
}

async function traceFeature(page: Page, name: string, token: number): Promise<Circuit> {
  await page.getByRole("button", { name: `Trace ${name} at token ${token}`, exact: true }).click();
  await circuitShown(page);
  await page.getByRole("heading", { level: 1, name: `What makes ${name} at token ${token}` }).waitFor();
  return circuitDocument(page);
}

/** The exact values of the numbers that stand in a part of the page. */
const numbersIn = (part: Locator) =>
  part.locator("data").evaluateAll((all) => all.map((each) => Number(each.getAttribute("value"))));

async function firstNumber(part: Locator): Promise<number> {
  return Number(await part.locator("data").first().getAttribute("value"));
}

/**
 * The chips of the graph, with the nodes that each stands for. One for what has no room stands for several; that of a row's
 * errors is one thing, as it is in there.
 */
const drawnChips = (page: Page) =>
  nodes(page).evaluateAll((chips) =>
    chips.map((chip) => {
      const node = chip.getAttribute("data-node") ?? "";
      return {
        holds: node.startsWith("more:") ? (chip.getAttribute("data-holds") ?? "").split(" ") : [node],
        top: chip.getBoundingClientRect().top,
      };
    }),
  );

const sum = (values: number[]) => values.reduce((total, each) => total + each, 0);

/** What a node gets, largest first, as its circuit's JSON has it. */
function contributionsTo(circuit: Circuit, target: string) {
  return circuit.edges
    .filter((edge) => edge.target === target)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}

describe.each(["attn.2", "resid.2", "mlp.1"])(
  "a feature of %s, clicked at a token and traced",
  (dictionary) => {
    const token = 14;

    test("is the root of the drawn circuit, whose numbers are those of its JSON", async () => {
      const { page, heard } = await visit();
      const { name, activation } = await chooseFeature(page, dictionary, token);
      const circuit = await traceFeature(page, name, token);
      const root = circuit.nodes.find(({ id }) => id === circuit.spec.target);
      expect(root?.id).toBe(`${name}@${token}`);
      expect(root?.activation).toBeCloseTo(activation, 4);
      expect(await chosen(page)).toBe(root?.id);
      expect(await nodeOf(page, root?.id ?? "").getAttribute("data-mark")).toBe("target");

      const facts = page.locator(".circuit-facts");
      const { scores, checks } = circuit;
      const stated = [root?.activation, scores.replacement, scores.completeness, checks.largestResidual];
      // The graph is drawn a moment before the page is made anew.
      await expect.poll(() => numbersIn(facts)).toEqual(stated);
      expect(await numbersIn(panel(page).locator(".node-numbers"))).toEqual([
        root?.activation,
        1,
        root?.effect,
      ]);

      const sources = contributionsTo(circuit, root?.id ?? "");
      const list = panel(page).getByRole("list", { name: "What it gets, and from whom" });
      await panel(page)
        .getByRole("button", { name: /^[\d,]+ more$/ })
        .click();
      expect(await numbersIn(list)).toEqual(sources.map(({ contribution }) => contribution));
      const rest = circuit.rest.find(({ target }) => target === root?.id)?.sum ?? 0;
      const [total = 0] = await numbersIn(panel(page).locator("p", { hasText: /^Adds up to/ }));
      expect(total).toBeCloseTo(sum(sources.map(({ contribution }) => contribution)) + rest, 4);
      expect(total).toBeCloseTo(root?.activation ?? 0, 3);

      // All of its nodes are drawn once one asks for all, alone or in a chip that says which it holds, the root above every other.
      // The errors of a row are one.
      await page.getByRole("slider").fill("0");
      const all = [
        ...new Set(circuit.nodes.map(({ id }) => id.replace(/^(\w+)-error\.(\d+)@.*$/, "errors:$1.$2"))),
      ];
      all.sort();
      await expect
        .poll(async () => (await drawnChips(page)).flatMap(({ holds }) => holds).sort())
        .toEqual(all);
      const drawn = await drawnChips(page);
      const highest = drawn.reduce((best, each) => (each.top < best.top ? each : best));
      expect(highest.holds).toEqual([root?.id]);
      expect(heard).toEqual([]);
    });

    test("leads to its sources, and each of them back to it", async () => {
      const { page, heard } = await visit();
      const { name } = await chooseFeature(page, dictionary, token);
      const circuit = await traceFeature(page, name, token);
      const root = circuit.spec.target;
      const edge = contributionsTo(circuit, root).find(({ source }) => /^(attn|mlp|resid)\./.test(source));
      const list = panel(page).getByRole("list", { name: "What it gets, and from whom" });
      await panel(page)
        .getByRole("button", { name: /^[\d,]+ more$/ })
        .click();
      const place = contributionsTo(circuit, root).findIndex(({ source }) => source === edge?.source);
      await list.getByRole("button").nth(place).click();
      await expect.poll(() => chosen(page)).toBe(edge?.source);
      await page.waitForURL((url) => url.searchParams.get("node") === edge?.source);
      const gives = panel(page).getByRole("list", { name: "What it gives, and to whom" });
      expect(await numbersIn(gives)).toContain(edge?.contribution);
      await gives.getByRole("button", { name: name }).first().click();
      await expect.poll(() => chosen(page)).toBe(root);
      expect(heard).toEqual([]);
    });
  },
);

test("what the heads bring an attention feature and its constants are its value", async () => {
  const { page, heard } = await visit();
  const { name, activation } = await chooseFeature(page, "attn.1", 9);
  await traceFeature(page, name, 9);
  await panel(page).getByText("The whole table, head by token").click();
  const table = panel(page).getByRole("table", { name: /by head and source token/ });
  await table.waitFor();
  const cells = await table
    .locator("td[title]")
    .evaluateAll((all) => all.map((each) => Number(each.getAttribute("title")?.split(": ").at(-1))));
  const [heads = 0, constants = 0, value = 0] = await numbersIn(
    panel(page).locator("p", { hasText: /^Heads bring/ }),
  );
  expect(sum(cells)).toBeCloseTo(heads, 5);
  expect(heads + constants).toBeCloseTo(value, 5);
  expect(value).toBeCloseTo(activation, 4);
  expect(heard).toEqual([]);
});

test("nothing after its token has a part in a feature", async () => {
  const { page, heard } = await visit();
  const { name } = await chooseFeature(page, "attn.2", 5);
  const circuit = await traceFeature(page, name, 5);
  expect(Math.max(...circuit.nodes.map(({ position }) => position ?? 0))).toBe(5);
  expect(heard).toEqual([]);
});

test("among the strongest of the whole run a feature is traced where it fires most", async () => {
  const { page, heard } = await visit();
  await page.goto("/");
  await tokensShown(page);
  await runPrompt(page, text);
  await page.getByText("Whole run", { exact: true }).click();
  const row = page.locator('[data-feature^="attn."]').first();
  await row.waitFor();
  // Where it fires is said in full.
  const cut = page.locator(".feature-row-note");
  expect(
    await cut.evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth).length),
  ).toBe(0);
  const name = (await row.getAttribute("data-feature")) ?? "";
  const token = Number(/at (\d+),/.exec((await row.textContent()) ?? "")?.[1]);
  const activation = await firstNumber(row);
  const circuit = await traceFeature(page, name, token);
  expect(circuit.nodes.find(({ id }) => id === circuit.spec.target)?.activation).toBeCloseTo(activation, 4);
  expect(heard).toEqual([]);
});

test.each(widths)(
  "in both colours, $width pixels wide, a feature's circuit is accessible and fits",
  async (look) => {
    const visitor = await visit(look);
    const { page } = visitor;
    const { name } = await chooseFeature(page, "attn.2", 14);
    const suffix = String(look.width);
    expect(await faultsOf(visitor, `feature-chosen-${suffix}`)).toEqual([]);
    await traceFeature(page, name, 14);
    await panel(page).getByText("The whole table, head by token").click();
    await panel(page)
      .getByRole("table", { name: /by head and source token/ })
      .waitFor();
    expect(await faultsOf(visitor, `feature-circuit-${suffix}`)).toEqual([]);
  },
);
