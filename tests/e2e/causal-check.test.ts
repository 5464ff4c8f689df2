import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { type CausalCheckView, causalCheckViewSchema } from "@/lib/causal-checks/view";
import { circuitDocument, graphDrawn, nodeOf, nodes, panel, tracePrediction } from "./support/circuit";
import { startedSite } from "./support/site";
import { standing } from "./support/standing";
import { faultsOf, screenshot, visitorsOf, widths } from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);
const text = "Sam and Lily went to the park, and Sam gave a flower to";

const verdict = (page: Page) => page.locator(".verdict");
const numbers = (page: Page) => verdict(page).locator("tbody tr");
const thing = (page: Page, kind: string, id: string) => page.locator(`${kind}[data-thing="${id}"]`);
const lit = (page: Page, kind: string, id: string) =>
  expect.poll(() => thing(page, kind, id).first().getAttribute("data-lit"));

/** What the site's API says of the check, past everything that the page makes of it. */
async function storedCheck(page: Page, frozen: boolean): Promise<NonNullable<CausalCheckView["result"]>> {
  const answer = await page.evaluate(async (frozen) => {
    const id = window.location.pathname.split("/").at(-1);
    const body = JSON.stringify({ frozen });
    const headers = { "content-type": "application/json" };
    return (await fetch(`/api/v1/circuits/${id}/causal-checks`, { method: "POST", headers, body })).json();
  }, frozen);
  const { result } = causalCheckViewSchema.pick({ result: true }).parse(answer);
  if (!result) throw new Error("The check has no result yet");
  return result;
}

async function check(page: Page): Promise<void> {
  await verdict(page).getByRole("button", { name: "Check" }).click();
  await verdict(page).locator("strong", { hasText: "Causally checked" }).waitFor({ timeout: 60_000 });
}

let circuit: string;

test("the verdict's numbers are those that were measured, and each name leads to its node", async () => {
  const { page, heard } = await visit();
  // From the beginning, since how many nodes are drawn at first goes by the window.
  await page.setViewportSize({ width: 1280, height: 800 });
  circuit = await tracePrediction(page, text);
  await verdict(page).getByText("Not causally checked").waitFor();
  expect(await page.locator(".node-measured").count()).toBe(0);
  await graphDrawn(page);
  const threshold = async () =>
    (await page.getByRole("slider").getAttribute("aria-valuetext"))?.replace(/,.*/, "");
  const drawn = () => nodes(page).evaluateAll((chips) => chips.map((chip) => chip.getAttribute("data-node")));
  const before = { threshold: await threshold(), nodes: await drawn() };
  await check(page);
  // What was missed comes besides what is most influential, which stays: by itself, or counted in a chip of its cell.
  await page.locator(".node-measured").first().waitFor({ state: "attached" });
  const inChips = await page
    .locator(".node[data-holds]")
    .evaluateAll((chips) => chips.flatMap((chip) => chip.getAttribute("data-holds")?.split(" ") ?? []));
  const now = await drawn();
  const gone = before.nodes.filter((id) => id !== null && !now.includes(id) && !inChips.includes(id));
  expect(gone).toEqual([]);
  expect(await page.locator(".node[data-missed]").count()).toBeLessThanOrEqual(10);
  expect(await threshold()).toBe(before.threshold);
  // And the graph has more of the window than all that stands around it.
  const pane = await page.locator(".graph-pane .graph").boundingBox();
  expect(pane?.height).toBeGreaterThanOrEqual(430);
  const { points } = await storedCheck(page, false);
  const ten = points.toSorted((a, b) => Math.abs(b.measured) - Math.abs(a.measured)).slice(0, 10);
  await page.getByText("the numbers").click();
  const rows = await numbers(page).evaluateAll((all) =>
    all.map((row) => ({
      id: row.getAttribute("data-thing"),
      ...Object.fromEntries(
        [...row.querySelectorAll("data")].map((cell, n) => [
          ["measured", "predicted"][n],
          Number(cell.value),
        ]),
      ),
    })),
  );
  expect(rows).toEqual(ten.map(({ id, measured, predicted }) => ({ id, measured, predicted })));
  await screenshot(page, "verdict-numbers");
  await numbers(page).first().getByRole("button").click();
  await page.waitForURL((url) => url.searchParams.get("node") === ten[0]?.id);
  await panel(page).getByRole("link", { name: "predicted effect", exact: true }).waitFor();
  const measured = panel(page).locator("dt", { hasText: "measured" }).locator("+ dd data");
  expect(Number(await measured.getAttribute("value"))).toBe(ten[0]?.measured);
  // The table has the same numbers, and sorts by them.
  await page.getByText("Table", { exact: true }).click();
  await page.getByRole("columnheader", { name: "measured" }).getByRole("button").click();
  const table = page.getByRole("table", { name: "The nodes of the circuit" });
  const first = table.locator("tbody tr").first();
  const most = points.reduce((best, each) => (each.measured > best.measured ? each : best));
  await expect.poll(() => first.getAttribute("data-thing")).toBe(most.id);
  expect(Number(await first.locator("td:nth-child(7) data").getAttribute("value"))).toBe(most.measured);
  expect(heard).toEqual([]);
});

test("each ablated node's chip carries its measured effect, and what the slider hides of the largest is pulled in and called missed", async () => {
  const { page, heard } = await visit();
  await page.goto(circuit);
  await graphDrawn(page);
  await page.getByText(/tick: measured/).waitFor();
  const { points } = await storedCheck(page, false);
  const checked = new Set(points.map(({ id }) => id));
  const chips = await nodes(page).evaluateAll((all) =>
    all.map((chip) => ({
      id: chip.getAttribute("data-node") ?? "",
      hasTick: chip.querySelector(".node-measured") !== null,
      isCross: chip.querySelector(".node-measured[data-opposite]") !== null,
    })),
  );
  for (const { id, hasTick, isCross } of chips) {
    expect([id, hasTick]).toEqual([id, checked.has(id)]);
    const point = points.find((each) => each.id === id);
    expect([id, isCross]).toEqual([id, point !== undefined && point.measured * point.predicted < 0]);
  }
  await screenshot(page, "verdict");
  // Nearly everything is hidden: of the largest effects, those below the threshold stay, marked.
  await page.getByRole("slider").fill("85");
  const missed = page.locator(".node[data-missed]");
  await missed.first().waitFor();
  const { nodes: all } = await circuitDocument(page);
  const ten = points.toSorted((a, b) => Math.abs(b.measured) - Math.abs(a.measured)).slice(0, 10);
  const shown = await missed.evaluateAll((chips) => chips.map((chip) => chip.getAttribute("data-node")));
  const threshold = Number(
    /[\d.]+/.exec((await page.getByRole("slider").getAttribute("aria-valuetext")) ?? "")?.[0],
  );
  const below = ten.filter(({ id }) => (all.find((node) => node.id === id)?.influence ?? 0) < threshold);
  expect(shown.toSorted()).toEqual(below.map(({ id }) => id).toSorted());
  expect(await missed.first().getAttribute("aria-label")).toMatch(
    /^missed: .*predicted effect .*, measured /,
  );
  const words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
  await verdict(page)
    .getByText(
      `Of the ten largest measured effects of the circuit's features the graph shows ${words[10 - below.length]}; it misses`,
    )
    .waitFor();
  await expect
    .poll(() => page.getByRole("link", { name: "missed", exact: true }).getAttribute("aria-description"))
    .toMatch(/^Among the 10 largest measured effects/);
  expect(heard).toEqual([]);
});

test("what is hovered lights wherever it stands: row, chip, point of the scatter, token, and its edges", async () => {
  const { page, heard } = await visit();
  await page.goto(circuit);
  await graphDrawn(page);
  const tried = page.locator(".causal-outcome tr[data-thing]");
  const ids = await tried.evaluateAll((rows) => rows.map((row) => row.getAttribute("data-thing") ?? ""));
  const drawn = await nodes(page).evaluateAll((chips) => chips.map((chip) => chip.getAttribute("data-node")));
  const id = ids.find((each) => drawn.includes(each)) ?? "";
  await thing(page, ".causal-outcome tr", id).first().hover();
  await lit(page, ".node", id).toBe("");
  await lit(page, ".scatter-point", id).toBe("");
  expect(await page.locator(".graph-lit path").count()).toBeGreaterThan(0);
  await page.mouse.move(1, 1);
  await expect.poll(() => page.locator("[data-lit]").count()).toBe(0);
  // By the keyboard too.
  await thing(page, ".causal-outcome tr", id).first().getByRole("button").focus();
  await lit(page, ".node", id).toBe("");
  // And the other way about.
  await nodeOf(page, id).hover();
  await lit(page, ".causal-outcome tr", id).toBe("");
  expect(new URL(page.url()).searchParams.get("node")).toBeNull();
  expect(heard).toEqual([]);
});

/** Moves the pointer onto the first edge that is not under anything else. */
async function pointAtAnEdge(page: Page): Promise<void> {
  const at = await page.evaluate(() => {
    for (const path of document.querySelectorAll<SVGPathElement>(".graph-edges path")) {
      const matrix = path.getScreenCTM();
      for (let part = 0.02; matrix && part < 1; part += 0.02) {
        const point = path.getPointAtLength(part * path.getTotalLength()).matrixTransform(matrix);
        const under = document.elementFromPoint(point.x, point.y);
        if (under?.closest(".graph-svg") && !under.closest(".node")) return { x: point.x, y: point.y };
      }
    }
    return null;
  });
  if (!at) throw new Error("No edge can be pointed at");
  await page.mouse.move(0, 0);
  await page.mouse.move(at.x, at.y);
}

test("an edge that is pointed at tells its number, which is the table's", async () => {
  const { page, heard } = await visit();
  await page.goto(circuit);
  await graphDrawn(page);
  // What was measured comes in between, and with it what was missed.
  await page.getByText(/tick: measured/).waitFor();
  const label = page.locator(".graph-edge-label");
  const near = page.locator('.node[data-lit="near"]');
  let said = "";
  let ends: (string | null)[] = [];
  // The drawing may move under the pointer as more of it comes: it is pointed at again until it stands still.
  await expect
    .poll(async () => {
      await pointAtAnEdge(page);
      said = (await label.textContent({ timeout: 2_000 }).catch(() => "")) ?? "";
      ends = await near.evaluateAll((all) => all.map((each) => each.getAttribute("data-node")));
      return /of what .* gets, by size/.test(said) ? ends.length : 0;
    })
    .toBe(2);
  await screenshot(page, "verdict-edge");
  const given = /^\+?(\S+) from/.exec(said)?.[1]?.replace("\u2212", "-");
  const { edges } = await circuitDocument(page);
  const own = edges.find(({ source, target }) => ends.includes(source) && ends.includes(target));
  if (given !== undefined) expect(Number(given) / (own?.contribution ?? 0)).toBeCloseTo(1, 2);
  expect(heard).toEqual([]);
});

test("which of the two checks is shown is chosen at either place, stands in the address, and is said", async () => {
  const { page, heard } = await visit();
  await page.goto(circuit);
  await graphDrawn(page);
  await verdict(page).getByText("nothing held").waitFor();
  await page.getByText("the numbers").click();
  await verdict(page).getByText("Patterns and LayerNorms frozen").click();
  await verdict(page).getByText("patterns and LayerNorms held.").waitFor({ timeout: 60_000 });
  await page.waitForURL(/check=frozen/);
  const { points } = await storedCheck(page, true);
  const [largest] = points.toSorted((a, b) => Math.abs(b.measured) - Math.abs(a.measured));
  await page.reload();
  await graphDrawn(page);
  await verdict(page).getByText("patterns and LayerNorms held.").waitFor();
  const beneath = page.getByRole("region", { name: "Is it true?" });
  expect(await beneath.getByLabel("Patterns and LayerNorms frozen").isChecked()).toBe(true);
  await page.getByText("the numbers").click();
  expect(await numbers(page).first().getAttribute("data-thing")).toBe(largest?.id);
  await beneath.getByText("All free").click();
  await verdict(page).getByText("nothing held").waitFor();
  expect(heard).toEqual([]);
});

test("the errors of a row are one share, opened into its nodes and folded again, also by an address", async () => {
  const { page, heard } = await visit();
  await page.goto(circuit);
  await graphDrawn(page);
  const fold = page.locator('.node[data-mark="error"][data-holds]').first();
  const held = ((await fold.getAttribute("data-holds")) ?? "").split(" ");
  const { nodes: all } = await circuitDocument(page);
  const sum = all
    .filter(({ id }) => held.includes(id))
    .reduce((total, { influence }) => total + influence, 0);
  await fold.click();
  await panel(page)
    .getByRole("heading", { name: /^Errors? of the/ })
    .waitFor();
  const influence = panel(page).locator("dt", { hasText: "influence" }).locator("+ dd data");
  expect(Number(await influence.getAttribute("value"))).toBeCloseTo(sum, 9);
  await screenshot(page, "folded-errors");
  await panel(page).getByRole("button", { name: "Open into its nodes" }).click();
  for (const id of held.slice(0, 2)) await nodeOf(page, id).waitFor();
  await page.waitForURL(/view=/);
  await page.reload();
  await nodeOf(page, held[0] ?? "").waitFor();
  await nodeOf(page, held[0] ?? "").click();
  await panel(page).getByRole("button", { name: "Fold the row's errors" }).click();
  await page.locator(`.node[data-holds~="${held[0]}"]`).waitFor();
  expect(heard).toEqual([]);
});

test.each(widths)(
  "in both colours, $width pixels wide, a checked circuit is accessible and fits",
  async (look) => {
    const visitor = await visit(look);
    await visitor.page.goto(circuit);
    await graphDrawn(visitor.page);
    await visitor.page.getByText("the numbers").click();
    expect(await standing(visitor.page)).toEqual([]);
    expect(await faultsOf(visitor, `verdict-${look.width}`)).toEqual([]);
  },
);
