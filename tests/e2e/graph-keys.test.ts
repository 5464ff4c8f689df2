import type { Locator } from "playwright-core";
import { describe, expect, test } from "vitest";
import { chosen, climbTo, inSight, nodeOf, nodes, panel, unopenedLeaf } from "./support/circuit";
import { boxOf, canvas, lookElsewhere, target, traced, view } from "./support/graph";
import { sharedSite } from "./support/shared-site";
import { visitorsOf } from "./support/visitor";

const site = sharedSite();
const visit = visitorsOf(site);

/** Nothing of the page lies over any corner of the node. */
const isOnTop = (node: Locator) =>
  node.evaluate((element) => {
    const box = element.querySelector(".node-box") ?? element;
    const { left, right, top, bottom } = box.getBoundingClientRect();
    return [left + 3, right - 3].every((x) =>
      [top + 3, bottom - 3].every((y) => element.contains(document.elementFromPoint(x, y))),
    );
  });

describe("with the keyboard", () => {
  test("every key that the help lists does what it says", async () => {
    const { page, heard } = await visit();
    await traced(page);
    await page.getByText("Keys", { exact: true }).click();
    const listed = await page.locator(".keys dt").allTextContents();
    const root = (await chosen(page)) ?? "";
    const leaf = await unopenedLeaf(page, "attn");
    await target(page).focus();
    const press = (key: string) => page.keyboard.press(key);
    const current = async () => {
      await expect.poll(() => page.locator('.node[aria-pressed="true"]').count()).toBe(1);
      return (await chosen(page)) ?? "";
    };
    const row = async (id: string) => (await boxOf(page, `.node[data-node="${id}"]`)).y;

    const tried: [string, () => Promise<void>][] = [
      [
        "\u2191 \u2193",
        async () => {
          await press("ArrowDown");
          const [first] = await panel(page).getByRole("list").getByRole("button").all();
          expect(await current()).not.toBe(root);
          await first?.waitFor();
          await climbTo(page, root);
        },
      ],
      [
        "Page up, Page down",
        async () => {
          await press("PageDown");
          const below = await current();
          expect(await row(below)).toBeGreaterThan(await row(root));
          await press("PageUp");
          expect(await current()).toBe(root);
        },
      ],
      [
        "\u2190 \u2192",
        async () => {
          await press("End");
          // The biases stand at the row's end.
          const start = await current();
          await press("ArrowLeft");
          const next = await current();
          await press("ArrowRight");
          expect(await current()).toBe(start);
          expect(next).not.toBe(start);
          await press("Home");
          expect(await current()).toBe(root);
        },
      ],
      [
        "Enter",
        async () => {
          await press("Enter");
          expect(await panel(page).evaluate((element) => element === document.activeElement)).toBe(true);
        },
      ],
      [
        "Esc",
        async () => {
          await press("Escape");
          expect(await nodeOf(page, root).evaluate((element) => element === document.activeElement)).toBe(
            true,
          );
          await press("Escape");
          await expect.poll(() => page.locator('.node[aria-pressed="true"]').count()).toBe(0);
          await press("Enter");
          expect(await current()).toBe(root);
          await press("Escape");
        },
      ],
      [
        "Space or Shift + click",
        async () => {
          await press("ArrowDown");
          const id = await current();
          await press(" ");
          await page.locator(`.node[data-node="${id}"][data-marked]`).waitFor();
          await nodeOf(page, id).click({ modifiers: ["Shift"] });
          await expect.poll(() => page.locator(".node[data-marked]").count()).toBe(0);
        },
      ],
      [
        "E",
        async () => {
          const id = (await leaf.getAttribute("data-node")) ?? "";
          await leaf.focus();
          await press("e");
          await page.locator(`.node[data-node="${id}"]:not([data-unopened])`).waitFor();
        },
      ],
      [
        "H",
        async () => {
          await leaf.focus();
          await press("h");
          await page.getByRole("button", { name: "Show 1 hidden" }).waitFor();
        },
      ],
      [
        "P",
        async () => {
          await target(page).focus();
          await press("p");
          await page.locator(".node-pin").waitFor();
        },
      ],
      [
        "Ctrl + Z, Ctrl + Shift + Z",
        async () => {
          await press("Control+z");
          await expect.poll(() => page.locator(".node-pin").count()).toBe(0);
          await press("Control+Shift+z");
          await page.locator(".node-pin").waitFor();
        },
      ],
      [
        "+ \u2212 0",
        async () => {
          const { k } = await view(page);
          await press("+");
          expect((await view(page)).k).toBeCloseTo(1.25 * k, 5);
          await press("-");
          expect((await view(page)).k).toBeCloseTo(k, 5);
          for (let time = 0; time < 4; time++) await press("+");
          await press("0");
          for (const node of await nodes(page).all()) expect(await inSight(node, canvas(page))).toBe(true);
        },
      ],
      // The mouse's own, in graph-navigation.test.ts.
      ["Ctrl + wheel, drag", async () => {}],
    ];
    for (const [, attempt] of tried) await attempt();
    expect(listed.sort()).toEqual(tried.map(([name]) => name).sort());
    expect(heard).toEqual([]);
  });

  test("what is walked or tabbed to comes into sight, wherever the drawing was moved", async () => {
    const { page, heard } = await visit();
    await traced(page);
    await lookElsewhere(page);
    await target(page).focus();
    await page.keyboard.press("ArrowDown");
    await expect.poll(async () => inSight(nodeOf(page, (await chosen(page)) ?? ""), canvas(page))).toBe(true);
    await page.keyboard.press("Home");
    await expect.poll(() => inSight(target(page), canvas(page))).toBe(true);

    await lookElsewhere(page);
    await page.getByRole("button", { name: "Zoom in" }).focus();
    // Between the buttons and the nodes is the one stop of the tokens.
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    expect(await page.evaluate("document.activeElement.getAttribute('data-mark')")).toBe("target");
    await expect.poll(() => inSight(target(page), canvas(page))).toBe(true);
    expect(heard).toEqual([]);
  });

  test("what is walked to is not left under the small picture", async () => {
    const { page, heard } = await visit();
    await traced(page);
    await target(page).focus();
    for (let time = 0; time < 5; time++) await page.keyboard.press("+");
    for (const key of ["End", "ArrowRight", "ArrowUp", "ArrowRight", "PageDown", "ArrowRight"]) {
      await page.keyboard.press(key);
      const node = nodeOf(page, (await chosen(page)) ?? "");
      await expect.poll(() => inSight(node, canvas(page))).toBe(true);
      expect(await isOnTop(node)).toBe(true);
    }
    expect(heard).toEqual([]);
  });
});
