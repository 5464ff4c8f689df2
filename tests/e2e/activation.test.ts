import { describe, expect, test } from "vitest";
import { sharedSite } from "./support/shared-site";
import { standing } from "./support/standing";
import { axeViolations, looks, screenshot, visitorsOf } from "./support/visitor";

const site = sharedSite();
const visit = visitorsOf(site);

const answer = /Specificity is how much|Nothing can be said yet|No feature fires there more/;

test("a text is written, its tokens chosen and its features found by keys alone, and what is no text is refused beside the box", async () => {
  const { page, heard } = await visit();
  await page.goto("/search/activation");
  const box = page.getByRole("textbox", { name: "A text with the tokens" });
  await page.getByText("Features are found by the tokens at which they fire.").waitFor();
  await page.waitForLoadState("networkidle");
  await box.press("Control+Enter");
  await page.getByText("Write a text first").waitFor();
  expect(await box.getAttribute("aria-invalid")).toBe("true");

  await box.fill("The dog barked at the cat in the garden.");
  await box.press("Control+Enter");
  await page.waitForURL(/\/search\/activation\?run=/);
  await page.getByText("Choose the tokens at which it is to fire.").waitFor({ timeout: 60_000 });
  const token = page.getByRole("checkbox", { name: /dog/ });
  await token.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.waitForURL(/&at=\d+/);
  await page.getByText(answer).first().waitFor();
  expect(await token.isChecked()).toBe(true);
  // A refusal is a failed request, of which browsers tell by themselves.
  expect(heard.filter((line) => !line.includes("400 (Bad Request)"))).toEqual([]);
});

test("without JavaScript a text is run, waited for, and searched by its tokens", async () => {
  const { page } = await visit({ javaScript: false });
  await page.goto("/search/activation");
  await page.getByRole("button", { name: "Show its tokens" }).click();
  await page.getByText("Write a text first").waitFor();
  await page.getByRole("textbox", { name: "A text with the tokens" }).fill("Six birds sat in a tall tree.");
  await page.getByRole("button", { name: "Show its tokens" }).click();
  await page.waitForURL(/\/search\/activation\?run=/);
  await page.getByText("Choose the tokens at which it is to fire.").waitFor({ timeout: 60_000 });
  await page.getByRole("checkbox", { name: /birds/ }).check({ force: true });
  await page.getByRole("button", { name: "Find features" }).click();
  await page.waitForURL(/&at=\d+/);
  await page.getByText(answer).first().waitFor();
});

describe.each(looks)("in $scheme, $width wide", ({ scheme, width }) => {
  test("the search by activation stands as it should, empty, with tokens and with what was found", async () => {
    const { page, heard } = await visit({ scheme, width, touch: width === 390 });
    await page.goto("/search/activation");
    await page.getByText("Features are found by the tokens").waitFor();
    await page.waitForLoadState("networkidle");
    const looked = async (name: string) => {
      await screenshot(page, `activation-${name}-${scheme}-${width}`);
      expect([name, await axeViolations(page)]).toEqual([name, []]);
      expect([name, await standing(page)]).toEqual([name, []]);
    };
    await looked("empty");
    await page
      .getByRole("textbox", { name: "A text with the tokens" })
      .fill("The girl saw her red boat again.");
    await page.getByRole("button", { name: "Show its tokens" }).click();
    await page.getByText("Choose the tokens at which it is to fire.").waitFor({ timeout: 60_000 });
    await looked("tokens");
    await page.getByText("Another text").click();
    await looked("another");
    await page.goto(`${page.url()}&at=3&at=6`);
    await page.getByText(answer).first().waitFor();
    await looked("found");
    expect(heard).toEqual([]);
  });
});
