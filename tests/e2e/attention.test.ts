import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { attentionScoreViewSchema } from "@/lib/attention-scores/view";
import { isTarget, parseNodeId } from "@/lib/circuit-format/node-id";
import { chosen, circuitDocument, graphDrawn, panel, tracePrediction, unopenedLeaf } from "./support/circuit";
import { sharedSite } from "./support/shared-site";
import { faultsOf, screenshot, visitorsOf, widths } from "./support/visitor";

const site = sharedSite();
const visit = visitorsOf(site);
const text = "When Mary and John went to the store, John gave a drink to";

/** Goes to the attention feature of the circuit through which most influence passes. Returns its id. */
async function strongestAttention(page: Page): Promise<string> {
  const { nodes } = await circuitDocument(page);
  const [strongest] = nodes.filter(({ kind }) => kind === "attn").sort((a, b) => b.influence - a.influence);
  const id = strongest?.id ?? "";
  await page.goto(`${new URL(page.url()).pathname}?node=${encodeURIComponent(id)}`);
  await graphDrawn(page);
  return id;
}

const reads = (page: Page) =>
  panel(page).getByRole("list", { name: "What each head brings, and from which token" });
const arcs = (page: Page) => page.locator(".graph-arcs [data-arc]");
const numbers = (found: string[]) => found.map(Number);
const valuesIn = async (page: Page, selector: string) =>
  numbers(
    await panel(page)
      .locator(`${selector} data`)
      .evaluateAll((all) => all.map((each) => each.getAttribute("value") ?? "")),
  );

describe("where an attention feature looks", () => {
  test("is drawn as arcs to the tokens, told by head, and asked why, with pairs that add up to the score", async () => {
    const { page, heard } = await visit();
    await tracePrediction(page, text);
    const id = await strongestAttention(page);
    await reads(page).getByRole("listitem").first().waitFor();
    const count = await reads(page).getByRole("listitem").count();
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(8);
    await expect.poll(() => arcs(page).count()).toBe(count);
    await screenshot(page, "attention-arcs");

    await arcs(page).first().dispatchEvent("pointerover");
    await page
      .locator(".graph-arc-name")
      .getByText(/^head \d+\.\d+ · /)
      .waitFor();
    await arcs(page).first().dispatchEvent("click");
    await page.waitForURL((url) => /^\d+\.\d+$/.test(url.searchParams.get("read") ?? ""));
    expect(new URL(page.url()).searchParams.get("node")).toBe(id);

    const answered = page.waitForResponse((response) => response.url().includes("/attention-scores"));
    await reads(page)
      .getByRole("button", { name: /^why it looked there/ })
      .first()
      .click();
    const asked = attentionScoreViewSchema.parse(await (await answered).json());
    expect(asked.query).toBe(position(id));
    const why = panel(page).getByRole("region", { name: "Why it looked there" });
    await why.getByText(/^Together/).waitFor();
    const [score] = await valuesIn(page, ".read-way strong");
    const pairs = await valuesIn(page, ".score-pairs");
    const sum = pairs.reduce((all, value) => all + value, 0);
    const size = pairs.reduce((all, value) => all + Math.abs(value), 0);
    expect(pairs.length).toBeGreaterThan(3);
    // Those listed and the rest, as they stand on the screen, are the score of the forward pass.
    expect(Math.abs(sum - (score ?? Number.NaN))).toBeLessThanOrEqual(1e-4 * (1 + size));
    await why.getByText("What the other tokens get").click();
    await why.getByRole("button", { name: /largest pairs$/ }).click();
    expect((await valuesIn(page, ".score-pairs")).reduce((all, value) => all + value, 0)).toBeCloseTo(sum, 6);
    await screenshot(page, "attention-why");

    // Its place in the address brings it back, from what was computed.
    await page.waitForURL((url) => url.searchParams.get("read")?.endsWith(".why") === true);
    await page.reload();
    await why.getByText(/^Together/).waitFor();
    expect((await valuesIn(page, ".read-way strong"))[0]).toBe(score);
    expect(heard).toEqual([]);
  });

  test("leads to who wrote what a head found there, also of a feature that was not expanded", async () => {
    const { page, heard } = await visit();
    await tracePrediction(page, text);
    const leaf = await unopenedLeaf(page, "attn");
    await leaf.dispatchEvent("click");
    await reads(page).getByRole("listitem").first().waitFor();
    // Which it is is told by what is chosen: the graph may have been drawn anew since the first was found.
    const leafId = await chosen(page);
    await reads(page)
      .getByRole("button", { name: /^what wrote this there/ })
      .first()
      .click();
    const wrote = panel(page).getByRole("region", { name: "What wrote this there" });
    const list = wrote.getByRole("list", { name: "What wrote this there" });
    await list.getByRole("listitem").first().waitFor();
    await screenshot(page, "attention-wrote");
    // What is chosen is written into the address a moment later.
    await page.waitForURL((url) => url.searchParams.has("read"));
    const at = new URL(page.url()).searchParams.get("read")?.split(".")[1];
    // In the graph they alone stand out.
    const loud = page.locator(".node:not([data-faint])");
    await expect.poll(() => loud.count()).toBeGreaterThan(1);
    const ids = await loud.evaluateAll((all) => all.map((each) => each.getAttribute("data-node") ?? ""));
    expect(ids.filter((id) => id !== leafId && !id.endsWith(`@${at}`))).toEqual([]);
    await list.getByRole("button").first().click();
    await page.waitForURL((url) => url.searchParams.get("node")?.endsWith(`@${at}`) === true);
    expect(heard).toEqual([]);
  });

  test("is reached by the keyboard alone", async () => {
    const { page } = await visit();
    await tracePrediction(page, text);
    await strongestAttention(page);
    await reads(page).getByRole("listitem").first().waitFor();
    await page.locator('.node[aria-pressed="true"]').focus();
    await page.keyboard.press("Enter");
    const why = reads(page)
      .getByRole("button", { name: /^why it looked there/ })
      .first();
    for (let tabs = 0; tabs < 40; tabs++) {
      if (await why.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await page.locator(".graph-arc-name").waitFor();
    await page.keyboard.press("Enter");
    await panel(page)
      .getByRole("region", { name: "Why it looked there" })
      .getByText(/^Together/)
      .waitFor();
  });

  test.each(widths)("stands in a window of $width pixels, in both colours", async (look) => {
    const visitor = await visit(look);
    const { page } = visitor;
    await tracePrediction(page, text);
    await strongestAttention(page);
    await reads(page)
      .getByRole("button", { name: /^why it looked there/ })
      .first()
      .click();
    await panel(page)
      .getByText(/^Together/)
      .waitFor();
    await panel(page).getByText("What the other tokens get").click();
    expect(await faultsOf(visitor, `attention-${look.width}`)).toEqual([]);
  });
});

function position(id: string): number | undefined {
  const node = parseNodeId(id);
  return node && isTarget(node) ? node.position : undefined;
}
