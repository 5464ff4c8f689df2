import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { placeNodes } from "@/lib/attribution-graphs/graph-reader";
import {
  chosen,
  circuitShown,
  climbTo,
  nodeOf,
  nodes,
  openDownloads,
  openHowTraced,
  panel,
  tracePrediction,
  unopenedLeaf,
} from "./support/circuit";
import { sharedSite } from "./support/shared-site";
import { standing } from "./support/standing";
import {
  axeViolations,
  faultsOf,
  runPrompt,
  screenshot,
  tokensShown,
  visitorsOf,
  widths,
} from "./support/visitor";

const site = sharedSite();
const visit = visitorsOf(site);
const text = "Sam and Lily went to the park, and Sam gave a flower to";
const longText =
  "The little girl named Lily went to the park with her friend Tom, and Tom gave a big red flower to";

const leftOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => Math.round(element.getBoundingClientRect().left));

/** Marks two MLP features by keys and gives them a name. Returns their ids. */
async function groupTwo(page: Page, name: string): Promise<string[]> {
  const nodes = page.locator('.node[data-mark="mlp"]');
  const members: string[] = [];
  for (const n of [0, 1]) {
    members.push((await nodes.nth(n).getAttribute("data-node")) ?? "");
    await nodes.nth(n).focus();
    await page.keyboard.press(" ");
  }
  await page.getByRole("combobox", { name: "Name of the group" }).fill(name);
  await page.keyboard.press("Enter");
  await page.locator(`.node[data-node="group:${name}"]`).waitFor();
  return members;
}

describe("from a prompt to a circuit", () => {
  test("a traced prediction is drawn, walked by keys, and told about node by node", async () => {
    const { page, heard } = await visit();
    await tracePrediction(page, text);
    const root = (await chosen(page)) ?? "";
    expect(root).toMatch(/^logit\.\d+@\d+$/);
    await page.locator('.node[data-mark="target"]').focus();
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => chosen(page)).not.toBe(root);
    const source = (await chosen(page)) ?? "";
    await page.waitForURL((url) => url.searchParams.get("node") === source);
    await panel(page).getByText(source, { exact: true }).waitFor();
    await panel(page)
      .getByRole("heading", { name: /^Gives to/ })
      .waitFor();
    await climbTo(page, root);
    await panel(page)
      .getByText(/^Adds up to/)
      .first()
      .waitFor();
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe("The chosen node");
    expect(heard).toEqual([]);
  });

  test("a pointer that rests on a node is shown its feature's card, and what is asked is changed on the page", async () => {
    const { page, heard } = await visit();
    const path = await tracePrediction(page, text);
    const card = page.locator(".feature-card:popover-open");
    const chip = nodes(page).and(page.locator('[data-mark="attn"]')).first();
    const id = (await chip.getAttribute("data-node")) ?? "";
    await chip.hover();
    await card.getByText(id.replace(/@\d+$/, "")).first().waitFor();
    // Pressed, it is told in the panel.
    await page.mouse.down();
    await page.mouse.up();
    await card.waitFor({ state: "hidden" });
    await expect.poll(() => chosen(page)).toBe(id);

    const another = page.locator("details.ask-another");
    await another.locator("summary").click();
    const field = another.getByLabel("The token to explain");
    await expect.poll(() => field.inputValue()).not.toBe("");
    const other = another.getByLabel("The token to compare it with");
    expect(await other.inputValue()).toBe("");
    const options = await another.locator("datalist").first().locator("option").all();
    const offered = await Promise.all(options.map((option) => option.getAttribute("value")));
    await other.fill(offered.find((word) => word !== offered[0]) ?? "");
    await screenshot(page, "ask-another");
    await another.getByRole("button", { name: "Trace" }).click();
    await page.waitForURL((url) => url.pathname.startsWith("/circuits/") && url.pathname !== path);
    await circuitShown(page);
    await expect.poll(() => page.getByRole("heading", { level: 1 }).textContent()).toMatch(/less that of/);
    expect(heard).toEqual([]);
  });

  test("a leaf is expanded, two nodes grouped, and all of it undone, redone and kept by the address", async () => {
    const { page, heard } = await visit();
    await tracePrediction(page, text);
    const leaf = await unopenedLeaf(page, "attn");
    const leafId = (await leaf.getAttribute("data-node")) ?? "";
    await leaf.click();
    await panel(page)
      .getByRole("list", { name: /What each head brings/ })
      .waitFor();
    await panel(page).getByRole("button", { name: "Expand", exact: true }).click();
    await panel(page)
      .getByRole("heading", { name: /^Gets from/ })
      .waitFor();
    await expect.poll(() => page.locator(`.node[data-node="${leafId}"][data-unopened]`).count()).toBe(0);

    const members = await groupTwo(page, "names");
    const group = page.locator('.node[data-mark="group"]');
    for (const member of members) expect(await page.locator(`.node[data-node="${member}"]`).count()).toBe(0);
    // What one has just made is what one looks at, and the keyboard is there.
    const isSelected = (url: URL) => url.searchParams.get("node") === "group:names";
    await page.waitForURL((url) => isSelected(url) && url.searchParams.has("view"));
    expect(await panel(page).evaluate((element) => element === document.activeElement)).toBe(true);

    // Undone, it leaves the address too.
    const [undo, redo] = [
      page.getByRole("button", { name: "Undo" }),
      page.getByRole("button", { name: "Redo" }),
    ];
    expect(await redo.getAttribute("aria-disabled")).toBe("true");
    const paleness = (element: Element) => Number(getComputedStyle(element).opacity);
    expect(await redo.evaluate(paleness)).toBeLessThan(await undo.evaluate(paleness));
    await page.keyboard.press("Control+z");
    await expect.poll(() => group.count()).toBe(0);
    await page.waitForURL((url) => !url.searchParams.has("node"));
    await redo.click();
    expect(await redo.evaluate((element) => element === document.activeElement)).toBe(true);
    await group.waitFor();
    await page.waitForURL((url) => isSelected(url) && url.searchParams.has("view"));

    await page.reload();
    await circuitShown(page);
    await group.waitFor();
    expect(await panel(page).getByRole("textbox", { name: "Name of the group" }).inputValue()).toBe("names");
    await expect
      .poll(() => page.locator(`.node[data-node="${leafId}"]:not([data-unopened])`).count())
      .toBe(1);
    expect(heard).toEqual([]);
  });

  test("a hidden node is counted and comes back, a pinned one outlasts the slider, a note is kept", async () => {
    const { page, heard } = await visit();
    await tracePrediction(page, text);
    const id = (await page.locator('.node[data-mark="mlp"]').first().getAttribute("data-node")) ?? "";
    await nodeOf(page, id).click();
    await panel(page).getByRole("button", { name: "Add a note" }).press("Enter");
    await page.keyboard.type("fires on names");
    expect(await panel(page).getByRole("textbox", { name: "Note" }).inputValue()).toBe("fires on names");
    await panel(page).getByRole("button", { name: "Pin" }).click();
    const slider = page.getByRole("slider");
    const before = await nodes(page).count();
    await slider.fill("100");
    await expect.poll(() => nodes(page).count()).toBeLessThan(before);
    // What is offered for the note beside it goes and comes with the node as the note does.
    await panel(page).getByText("Offer it as a label of").waitFor();
    await page.locator('.node[data-mark="target"]').click();
    await panel(page).getByRole("button", { name: "Add a note" }).waitFor();
    expect(await panel(page).getByRole("textbox", { name: "Note" }).count()).toBe(0);
    await nodeOf(page, id).click();
    await expect
      .poll(() => panel(page).getByRole("textbox", { name: "Note" }).inputValue())
      .toBe("fires on names");
    await panel(page).getByRole("button", { name: "Hide" }).press("Enter");
    await expect.poll(() => page.locator(`.node[data-node="${id}"]`).count()).toBe(0);
    await expect.poll(() => panel(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "Show 1 hidden" }).click();
    await slider.fill("0");
    await page.locator(`.node[data-node="${id}"]`).waitFor();
    expect(heard).toEqual([]);
  });
});

test("any token of the vocabulary can be the target, and is named on the circuit's page", async () => {
  const { page, heard } = await visit();
  await page.goto("/");
  await tokensShown(page);
  await runPrompt(page, text);
  const [first, other] = [
    page.getByRole("combobox", { name: "The token to explain" }),
    page.getByRole("combobox", { name: "The token to compare it with" }),
  ];
  const trace = page.getByRole("button", { name: "Trace", exact: true });
  await other.fill("no such word");
  await trace.click();
  await page.getByRole("alert").getByText("no token").waitFor();
  await first.fill("Mary");
  await expect.poll(() => page.locator('datalist option[value="\u00b7Mary"]').count()).toBe(1);
  await first.fill("\u00b7Mary");
  await other.fill("#4095");
  await trace.click();
  await circuitShown(page);
  expect(await chosen(page)).toMatch(/^logit-diff\.605-4095@\d+$/);
  await page
    .getByRole("heading", { name: /^What makes the logit of\W+Mary less that of <.endoftext.>/ })
    .waitFor();
  expect(heard).toEqual([]);
});

test("the table has the same nodes, sorts them, and chooses the same one", async () => {
  const { page, heard } = await visit();
  await tracePrediction(page, text);
  // A chip that stands for several nodes says which.
  const held = await nodes(page).evaluateAll((chips) =>
    chips.map((chip) => chip.getAttribute("data-holds")?.split(" ").length ?? 1),
  );
  const drawn = held.reduce((all, each) => all + each, 0);
  await page.getByText("Table", { exact: true }).click();
  await page.waitForURL((url) => url.searchParams.get("as") === "table");
  const rows = page.getByRole("table", { name: "The nodes of the circuit" }).locator("tbody tr");
  await rows.first().waitFor();
  expect(await rows.count()).toBe(drawn);
  const edges = page.getByRole("table", { name: "The edges between them" }).locator("tbody tr");
  expect(await edges.count()).toBeGreaterThan(drawn / 2);
  await page.getByRole("columnheader", { name: "effect" }).getByRole("button").click();
  await page.waitForURL((url) => url.searchParams.get("sort") === "-effect");
  const effects = await rows
    .locator("td:nth-child(6) data")
    .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute("value"))));
  expect(effects).toEqual([...effects].sort((a, b) => b - a));
  const button = rows.nth(2).getByRole("button");
  const id = (await button.textContent()) ?? "";
  await button.click();
  await page.waitForURL(
    (url) => url.searchParams.get("node") === id && url.searchParams.get("as") === "table",
  );
  // Back takes back the choice, then the sorting, then the table, and leaves the page alone.
  const table = page.getByRole("table", { name: "The nodes of the circuit" });
  const sorted = () => table.locator("th[aria-sort]").textContent();
  await page.goBack();
  await expect.poll(() => table.locator("tr[aria-current=true]").count()).toBe(1);
  await page.waitForURL((url) => !url.searchParams.has("node") && url.searchParams.get("sort") === "-effect");
  await page.goBack();
  await expect.poll(sorted).toMatch(/^influence/);
  await page.goBack();
  await expect.poll(() => nodes(page).count()).toBe(held.length);
  for (let step = 0; step < 3; step++) await page.goForward();
  await expect.poll(() => table.locator("tr[aria-current=true] th").textContent()).toBe(id);
  await page.getByText("Graph", { exact: true }).click();
  await expect.poll(() => chosen(page)).toBe(id);
  expect(heard).toEqual([]);
});

test("the circuit can be taken along as data and as a picture, and verified", async () => {
  const { page, heard } = await visit();
  await tracePrediction(page, text);
  for (const [name, beginning] of [
    ["JSON", '{"format":"circuit-commons/circuit@1"'],
    ["SVG", "<svg"],
    ["PNG", "\u0089PNG"],
  ] as const) {
    const link = (await openDownloads(page)).getByText(name, { exact: true });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const parts: Buffer[] = [];
    for await (const part of await download.createReadStream()) parts.push(part);
    expect(Buffer.concat(parts).toString("latin1").slice(0, beginning.length)).toBe(beginning);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^circuit-logit.*\\.${name.toLowerCase()}$`));
  }
  // As the viewers' scripts would take it, in a browser.
  const graph = await page.evaluate(async () => {
    const id = window.location.pathname.split("/").at(-1);
    return (await (await fetch(`/api/v1/circuits/${id}/attribution-graph`)).json()).graph;
  });
  const placed = await page.evaluate(placeNodes, graph);
  expect(placed.length).toBeGreaterThan(20);
  expect(placed.find(({ id }) => id === graph.nodes[0].node_id)?.name).toMatch(
    /^Output " \S+" \(p=0\.\d{3}\)$/,
  );
  const traced = await openHowTraced(page);
  await traced.getByRole("button", { name: "Verify" }).click();
  await page.getByText(/largest difference/).waitFor({ timeout: 30_000 });
  expect(heard).toEqual([]);
});

test("another mode or threshold is another circuit of the same target", async () => {
  const { page, heard } = await visit();
  await tracePrediction(page, text);
  const direct = page.url();
  await openHowTraced(page);
  await page.getByRole("combobox", { name: "Mode" }).selectOption("residual");
  await page.waitForURL((url) => url.href !== direct && url.pathname.startsWith("/circuits/"));
  await page.locator('.node[data-mark="target"]').waitFor({ timeout: 60_000 });
  const traced = await openHowTraced(page);
  await expect.poll(() => traced.getByRole("combobox", { name: "Mode" }).inputValue()).toBe("residual");
  expect(heard).toEqual([]);
});

test("a circuit is compared with another of its text", async () => {
  const { page, heard } = await visit();
  await tracePrediction(page, text);
  const first = page.url();
  await openHowTraced(page);
  await page.getByRole("combobox", { name: "Mode" }).selectOption("residual");
  await page.waitForURL((url) => url.href !== first && url.pathname.startsWith("/circuits/"));
  await page.getByRole("link", { name: "compare" }).first().click();
  await page.waitForURL(/\/circuits\/compare\?/);
  await page.getByRole("heading", { name: /^Right: the logit of/ }).waitFor();
  const compared = page.url();
  await page.goto("/circuits/compare?a=circuit-7&b=01930000-0000-7000-8000-000000000000");
  await page.getByText("There is no circuit in \u201ccircuit-7\u201d.").waitFor();
  await page.goto(`${compared.replace(/b=[^&]*/, "b=01930000-0000-7000-8000-000000000000")}`);
  await page.getByText("The right address is of no circuit here.").waitFor();
  await page.goto(compared);
  const graphs = page.locator(".compare-pictures > div");
  await graphs.nth(1).locator(".node").first().waitFor();
  // A node that both have is chosen in both, and one that only one has is said to be missing in the other.
  const shared = graphs.nth(0).locator('.node:not([data-own]):not([data-mark="target"])').first();
  const id = await shared.getAttribute("data-node");
  await shared.click();
  await page.waitForURL((url) => url.searchParams.get("node") === `left:${id}`);
  await expect.poll(() => graphs.nth(1).locator('.node[aria-pressed="true"]').count()).toBe(1);
  await page.reload();
  await expect.poll(() => graphs.nth(1).locator('.node[aria-pressed="true"]').count()).toBe(1);
  const own = page.locator(".compare-pictures .node[data-own]").first();
  await own.focus();
  await page.keyboard.press("Enter");
  await page.getByText(/^The (left|right) circuit does not have it\.$/).waitFor();
  await page.getByRole("link", { name: /^in both \d+$/ }).click();
  await page.waitForURL(/show=common/);
  const kinds = await page.getByRole("table").locator("tbody td:nth-child(2)").allTextContents();
  expect(new Set(kinds)).toEqual(new Set(["in both"]));
  await screenshot(page, "compare");
  expect(await axeViolations(page)).toEqual([]);
  expect(heard).toEqual([]);
});

test("a view that was cut short is said so, and the circuit shown as it is", async () => {
  const { page, heard } = await visit();
  await tracePrediction(page, text);
  await page.goto(`${new URL(page.url()).pathname}?view=1abc&node=nowhere`);
  await page.getByText(/could not be read/).waitFor();
  await nodes(page).first().waitFor();
  await panel(page).getByText("There is no node nowhere").waitFor();
  expect(heard).toEqual([]);
});

test("a link followed the moment after a node was chosen is not lost", async () => {
  const { page, heard } = await visit();
  await tracePrediction(page, text);
  const before = page.url();
  for (const name of ["Features", "Models"]) {
    await page.locator('.node[data-mark="mlp"]').first().click();
    // Within the moment after which the address is changed, so that both are under way at once.
    await page.waitForTimeout(100);
    await page.getByRole("link", { name, exact: true }).first().click();
    await page.waitForURL((url) => url.pathname === `/${name.toLowerCase()}`);
    await page.goBack();
    await nodes(page).first().waitFor();
    expect(new URL(page.url()).pathname).toBe(new URL(before).pathname);
  }
  expect(heard).toEqual([]);
});

test("an address without a circuit says so", async () => {
  const { page } = await visit();
  const response = await page.goto("/circuits/00000000-0000-7000-8000-000000000000");
  expect(response?.status()).toBe(404);
  await page.getByText("There is no circuit at this address.").waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

describe.each(widths)("in both colours, $width pixels wide", ({ width, schemes }) => {
  test("the page is accessible and as wide as its window in every state, and what is cut shows that it scrolls", async () => {
    const visitor = await visit({ width, schemes });
    const { page } = visitor;
    const look = String(width);
    const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
    await tracePrediction(page, longText);
    expect(await faultsOf(visitor, `circuit-${look}`)).toEqual([]);
    expect(await standing(page)).toEqual([]);
    // Header, content and footer begin at one line.
    const left = await leftOf(page, "body > header a");
    for (const other of ["main h1", "footer p"]) expect(await leftOf(page, other)).toBe(left);
    await page.locator('.node[data-mark="attn"]').first().click();
    await panel(page).getByText("The whole table, head by token").click();
    await panel(page)
      .getByRole("table", { name: /by head and source token/ })
      .waitFor();
    expect(await faultsOf(visitor, `circuit-node-${look}`)).toEqual([]);
    // The map's values are reached by a tap and by keys, and stand there in words.
    const cell = panel(page).locator('[data-cell="1 2"]');
    await cell.click();
    const value = panel(page).locator(".signed-heat-value");
    await expect.poll(() => value.textContent()).toMatch(/^head \d\.1 from token 2 /);
    expect(await value.locator("data").textContent()).toBe(await cell.getAttribute("aria-label"));
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => value.textContent()).toMatch(/^head \d\.2 from token 2 /);
    const states: [string, () => Promise<unknown>][] = [
      ["a note", () => button("Add a note").click()],
      ["all nodes", () => page.getByRole("slider").fill("0")],
      ["few nodes", () => page.getByRole("slider").fill("60")],
      ["a pinned node", () => button("Pin").click()],
      ["pinned only", () => page.getByRole("checkbox", { name: "pinned only" }).check()],
      ["all again", () => page.getByRole("checkbox", { name: "pinned only" }).uncheck()],
      ["a group", () => groupTwo(page, "a group of a rather long name that says much")],
      ["undone", () => button("Undo").click()],
    ];
    for (const [state, reach] of states) {
      await reach();
      expect([state, ...(await standing(page))]).toEqual([state]);
    }
    await page.getByText("Table", { exact: true }).click();
    await page.getByRole("table", { name: "The nodes of the circuit" }).waitFor();
    expect(await faultsOf(visitor, `circuit-table-${look}`)).toEqual([]);
    expect(await standing(page)).toEqual([]);
  });
});
