import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { formatProbability } from "@/components/ui/format-number";
import type { Circuit, CircuitNode } from "@/lib/circuit-format/circuit";
import { circuitDocument, circuitShown, inSight, openHowTraced, tracePrediction } from "./support/circuit";
import { sharedSite } from "./support/shared-site";
import { standing } from "./support/standing";
import { faultsOf, visitorsOf, widths } from "./support/visitor";

const site = sharedSite();
const visit = visitorsOf(site);
const text = "Sam and Lily went to the park, and Sam gave a flower to";
const otherText = "Tom and Anna went to the store, and Tom gave a big book to";

type Side = "left" | "right";

const picture = (page: Page, side: Side) => page.getByRole("group", { name: `The ${side} circuit` });
const nodeOn = (page: Page, side: Side, id: string) => picture(page, side).locator(`[data-node="${id}"]`);
const chosenOn = (page: Page, side: Side) => picture(page, side).locator('[aria-pressed="true"]');

async function picturesDrawn(page: Page): Promise<void> {
  for (const side of ["left", "right"] as const)
    await picture(page, side).locator(".node").first().waitFor({ timeout: 60_000 });
}

/** Puts two circuits' addresses into the form, as one copies them, and waits for their pictures. */
async function compare(page: Page, a: string, b: string): Promise<void> {
  await page.goto("/circuits/compare");
  await page.getByLabel("Left").fill(`${site.address}${a}`);
  await page.getByLabel("Right").fill(`${site.address}${b}`);
  await page.getByRole("button", { name: "Compare" }).click();
  await picturesDrawn(page);
  expect(await standing(page)).toEqual([]);
}

/** How many nodes the page says are `in both`, `only left` and so on. */
async function counts(page: Page) {
  const links = await page
    .getByRole("navigation", { name: "Which nodes" })
    .getByRole("link")
    .allTextContents();
  return Object.fromEntries(links.map((link) => [link.replace(/ \d+$/, ""), Number(/\d+$/.exec(link))]));
}

/** Nodes that both have, the same distance from where each text is counted from, without the two targets. */
function common([left, right]: [Circuit, Circuit], from: "start" | "target"): [CircuitNode, CircuitNode][] {
  const keyed = ({ nodes, spec }: Circuit) => {
    const origin = from === "start" ? 0 : (nodes.find(({ id }) => id === spec.target)?.position ?? 0);
    return new Map(
      nodes
        .filter(({ id }) => id !== spec.target)
        .map((node) => [
          `${node.id.replace(/@\d+$/, "")} ${node.position === null ? "" : node.position - origin}`,
          node,
        ]),
    );
  };
  const theirs = keyed(right);
  return [...keyed(left)].flatMap(([key, node]) => {
    const other = theirs.get(key);
    return other ? [[node, other] as [CircuitNode, CircuitNode]] : [];
  });
}

/** Holds what the page says of two circuits to their JSON, and returns the nodes that both have. */
async function expectCounted(page: Page, a: string, b: string, from: "start" | "target") {
  const [left, right] = [await circuitDocument(page, a), await circuitDocument(page, b)];
  const both = common([left, right], from);
  const said = await counts(page);
  const [inBoth = 0, elsewhere = 0] = [said["in both"], said["in both, at another token"]];
  expect(inBoth).toBe(both.length);
  expect(inBoth + elsewhere + (said["only left"] ?? 0)).toBe(left.nodes.length - 1);
  expect(inBoth + elsewhere + (said["only right"] ?? 0)).toBe(right.nodes.length - 1);
  const part = ({ nodes, spec }: Circuit, shared: CircuitNode[]) => {
    const influence = (total: number, node: CircuitNode) => total + node.influence;
    return shared.reduce(influence, 0) / nodes.filter(({ id }) => id !== spec.target).reduce(influence, 0);
  };
  expect(await page.locator("article strong").allTextContents()).toEqual([
    formatProbability(
      part(
        left,
        both.map(([node]) => node),
      ),
    ),
    formatProbability(
      part(
        right,
        both.map(([, node]) => node),
      ),
    ),
  ]);
  return both;
}

/** Chooses on each side in turn, finds the match chosen on the other, and again after a reload. */
async function expectChoosing(page: Page, both: [CircuitNode, CircuitNode][]): Promise<void> {
  const drawn = (side: Side) =>
    picture(page, side)
      .locator(".node")
      .evaluateAll((all) => all.map((each) => each.getAttribute("data-node")));
  const [left, right] = [new Set(await drawn("left")), new Set(await drawn("right"))];
  const [first, second] = both.filter(([a, b]) => left.has(a.id) && right.has(b.id));
  if (!first || !second) throw new Error("Too few nodes are drawn on both sides");
  await nodeOn(page, "left", first[0].id).click();
  await expect.poll(() => chosenOn(page, "right").getAttribute("data-node")).toBe(first[1].id);
  await page.waitForURL((url) => url.searchParams.get("node") === `left:${first[0].id}`);
  await nodeOn(page, "right", second[1].id).click();
  await page.waitForURL((url) => url.searchParams.get("node") === `right:${second[1].id}`);
  expect(await chosenOn(page, "left").getAttribute("data-node")).toBe(second[0].id);

  await page.getByRole("link", { name: /^in both \d+$/ }).click();
  await page.waitForURL(
    ({ searchParams }) => searchParams.get("show") === "common" && searchParams.has("node"),
  );
  await page.reload();
  await picturesDrawn(page);
  await expect.poll(() => chosenOn(page, "left").getAttribute("data-node")).toBe(second[0].id);
  expect(await chosenOn(page, "right").getAttribute("data-node")).toBe(second[1].id);
  // What was chosen is in sight, wherever the graph starts.
  for (const side of ["left", "right"] as const)
    expect(await inSight(chosenOn(page, side), picture(page, side))).toBe(true);
  const kinds = await page.getByRole("table").locator("tbody td:nth-child(2)").allTextContents();
  expect(new Set(kinds)).toEqual(new Set(["in both"]));
}

/** What only one side has stands out there, and the other says that it has it not. */
async function expectMissing(page: Page): Promise<void> {
  for (const [side, other] of [
    ["left", "right"],
    ["right", "left"],
  ] as const) {
    const own = picture(page, side).locator(".node[data-own]").first();
    if ((await own.count()) === 0) continue;
    expect(await own.getAttribute("aria-label")).toMatch(/, only on this side$/);
    await own.click();
    await page.getByText(`The ${other} circuit does not have it.`).waitFor();
    expect(await chosenOn(page, other).count()).toBe(0);
  }
}

async function traceInMode(page: Page, mode: "direct" | "residual"): Promise<string> {
  const before = page.url();
  await openHowTraced(page);
  await page.getByRole("combobox", { name: "Mode" }).selectOption(mode);
  await page.waitForURL((url) => url.href !== before && url.pathname.startsWith("/circuits/"));
  await circuitShown(page);
  return new URL(page.url()).pathname;
}

describe("two circuits side by side", () => {
  test("of two prompts match by the distance from their targets", async () => {
    const { page, heard } = await visit();
    const a = await tracePrediction(page, text);
    const b = await tracePrediction(page, otherText);
    await compare(page, a, b);
    await page.getByText("Two texts: a node is the same where the feature is").waitFor();
    for (const side of [text, otherText]) await page.getByText(side).waitFor();
    const both = await expectCounted(page, a, b, "target");
    await expectMissing(page);
    await expectChoosing(page, both);
    expect(heard).toEqual([]);
  });

  test("of two targets of one text match by token", async () => {
    const { page, heard } = await visit();
    const a = await tracePrediction(page, text);
    const b = await tracePrediction(page, text, 1);
    expect(b).not.toBe(a);
    await compare(page, a, b);
    await page.getByText("One text: a node is the same where the feature and the token are.").waitFor();
    const both = await expectCounted(page, a, b, "start");
    await expectMissing(page);
    await expectChoosing(page, both);
    expect(heard).toEqual([]);
  });

  test("of one target, direct and residual, are reached from one another", async () => {
    const { page, heard } = await visit();
    const a = await tracePrediction(page, text);
    const b = await traceInMode(page, "residual");
    await page
      .getByRole("row", { name: /direct/ })
      .getByRole("link", { name: "compare" })
      .first()
      .click();
    await page.waitForURL(/\/circuits\/compare\?/);
    await picturesDrawn(page);
    const params = new URL(page.url()).searchParams;
    expect(params.get("a")).toBe(b.split("/").at(-1));
    await compare(page, a, b);
    for (const mode of ["direct", "residual"]) await page.getByText(`${mode} mode, expanded from`).waitFor();
    const both = await expectCounted(page, a, b, "start");
    await expectMissing(page);
    await expectChoosing(page, both);
    expect(heard).toEqual([]);
  });
});

test.each(widths)(
  "in both colours, $width pixels wide, a comparison is accessible and fits",
  async (look) => {
    const visitor = await visit(look);
    const { page } = visitor;
    await compare(page, await tracePrediction(page, text), await tracePrediction(page, otherText));
    await picture(page, "left").locator(".node[data-own]").first().focus();
    await page.keyboard.press("Enter");
    await page.getByText("The right circuit does not have it.").waitFor();
    expect(await standing(page)).toEqual([]);
    expect(await faultsOf(visitor, `compare-${look.width}`)).toEqual([]);
  },
);
