import { describe, expect, test } from "vitest";
import { sharedSite } from "./support/shared-site";
import { axeViolations, looks, runPrompt, screenshot, sidewaysOverflow, visitorsOf } from "./support/visitor";

const site = sharedSite();
const visit = visitorsOf(site);

const family = "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}";
/** Chinese, Arabic and an emoji of five characters: to the bundled model each byte of them is a token. */
const text = `\u4e2d\u6587 and \u0633\u0644\u0627\u0645 and ${family}`;

describe.each(looks)("in $scheme colours, $width pixels wide", ({ scheme, width }) => {
  test("tokens that are parts of a character show their bytes and the character that they make together", async () => {
    const { page, heard } = await visit({ scheme, width });
    await page.goto("/");
    await runPrompt(page, text);
    const strip = page.getByRole("listbox", { name: /tokens of the text/ });
    expect(await strip.textContent()).toBe(`<|endoftext|>${text}`);
    const first = strip.getByRole("option", {
      name: "1: \u201c\u27e8E4\u27e9\u201d (byte 1 of 3 of \u4e2d)",
    });
    expect(await first.getAttribute("title")).toBe("byte 1 of 3 of \u4e2d");
    expect(await first.locator(".mark").getAttribute("data-mark")).toBe("\u27e8E4\u27e9");
    await strip.getByRole("option", { name: "byte 2 of 2 of \u0633" }).waitFor();
    await strip.getByRole("option", { name: "byte 4 of 4 of \u{1f467}" }).waitFor();
    await first.click();
    await page.getByRole("heading", { name: /Firing on.*byte 1 of 3 of \u4e2d/ }).waitFor();
    // Until the predictions are this token's, the fields are still those of the one before.
    await page.getByRole("heading", { name: /Expected after.*byte 1 of 3 of \u4e2d/ }).waitFor();
    await page.getByLabel("The token to explain").fill("\u4e2d");
    const offered = page.locator("datalist option[label*='in \u4e2d']");
    await expect.poll(() => offered.count()).toBe(3);
    expect(await offered.first().getAttribute("value")).toBe("\u27e8E4\u27e9");
    await screenshot(page, `token-bytes-${scheme}-${width}`);
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    expect(heard).toEqual([]);
  });
});
