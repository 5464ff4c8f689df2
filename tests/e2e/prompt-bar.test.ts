import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { circuitShown, tracePrediction } from "./support/circuit";
import { sharedSite } from "./support/shared-site";
import { standing } from "./support/standing";
import { faultsOf, signUp, tokensShown, visitorsOf, widths } from "./support/visitor";

const site = sharedSite();
const visitor = visitorsOf(site);

const text = "When Mary and John went to the store, John gave a drink to";
const swapped = "When Mary and Tom went to the store, Tom gave a drink to";
const bar = (page: Page) => page.getByRole("textbox", { name: /^What (was run|this circuit was traced in)/ });
const count = (page: Page) => page.locator(".prompt-bar-count");
const offers = (page: Page) => page.locator(".retrace-offer");

/** The circuit that stands on the first page, by itself. */
async function bundledCircuit(page: Page): Promise<string> {
  await page.goto("/");
  await tokensShown(page);
  const id = /\/circuits\/([0-9a-f-]{36})/.exec(await page.content())?.[1] ?? "no circuit on the first page";
  await page.goto(`/circuits/${id}`);
  await circuitShown(page);
  return id;
}

describe("the bar of a circuit's page", () => {
  test("traces the same in a text with one name changed, and offers the comparison in one press", async () => {
    const { page, heard } = await visitor();
    const id = await bundledCircuit(page);
    await expect.poll(() => bar(page).inputValue()).toBe(text);
    expect(await count(page).textContent()).toMatch(/^\d+ of 127 tokens$/);
    await bar(page).fill(swapped);
    await bar(page).press("Enter");
    await page.waitForURL((url) => url.searchParams.get("from") === id);
    await circuitShown(page);
    expect(await bar(page).inputValue()).toBe(swapped);
    expect(await faultsOf({ page, heard }, "retraced")).toEqual([]);
    await page.getByRole("link", { name: "Compare with the circuit before" }).click();
    await page.waitForURL(/\/circuits\/compare\?a=.*&b=/);
    await page.getByText("Two texts: a node is the same").waitFor();
    expect(new URL(page.url()).searchParams.get("a")).toBe(id);
  });

  test("asks which tokens are meant where the target's own name was changed, also after a reload", async () => {
    const { page, heard } = await visitor();
    // Of the logit of a name that stands in the text; the first page's own circuit may be of a feature.
    const id = (await tracePrediction(page, text)).split("/").at(-1) ?? "";
    await page.getByRole("heading", { level: 1, name: /logit of\W+Mary/ }).waitFor();
    await bar(page).fill(text.replace("Mary", "Lily"));
    await page.getByRole("button", { name: "Run and retrace" }).click();
    await offers(page).first().waitFor();
    expect(new URL(page.url()).searchParams.get("retrace")).toMatch(/^[0-9a-f-]{36}$/);
    // What the graph writes into the address leaves that in place.
    await page.locator(".node").nth(3).click();
    await page.waitForURL(/node=/);
    expect(await faultsOf({ page, heard }, "retrace-choice")).toEqual([]);
    await page.reload();
    await offers(page).filter({ hasText: "what stands in their place" }).click();
    await page.waitForURL((url) => url.searchParams.get("from") === id);
    await circuitShown(page);
    await page.getByRole("heading", { name: /Lily/ }).first().waitFor();
    await page.goBack();
    await expect.poll(() => new URL(page.url()).searchParams.get("retrace")).toBeNull();
    expect(heard).toEqual([]);
  });

  test("keeps what is typed, counts it, says when it is too much, and brings back what was run", async () => {
    const { page } = await visitor();
    const id = await bundledCircuit(page);
    await bar(page).fill("The cat sat on the mat.");
    await expect.poll(() => count(page).textContent()).toBe("7 of 127 tokens");
    await page.reload();
    await expect.poll(() => bar(page).inputValue()).toBe("The cat sat on the mat.");
    await bar(page).fill("one two ".repeat(120));
    await page.getByText(/^The text has \d+ tokens, and 127 fit\./).waitFor();
    await page.getByRole("button", { name: "Keep the first 127" }).click();
    await expect.poll(() => count(page).textContent()).toBe("127 of 127 tokens");
    await bar(page).fill(text);
    await bar(page).press("Enter");
    await page.getByText("That is the text that stands here already.").waitFor();
    await page.getByText("Latest texts").click();
    expect(await page.getByRole("button", { name: "one two one two" }).count()).toBe(0);
    await page.keyboard.press("Escape");
    await bar(page).press("Shift+Enter");
    expect(await bar(page).inputValue()).toBe(`${text}\n`);
    // A text that is no other's: run, and found again on a page of another run.
    await bar(page).fill("The dog ran to the");
    await page.getByRole("button", { name: "Run and retrace" }).click();
    await page.waitForFunction(
      (id) => !location.pathname.endsWith(id) || document.querySelector(".retrace-offer"),
      id,
    );
    await page.goto(`/circuits/${id}`);
    await bar(page).fill(text);
    await page.getByText("Latest texts").click();
    await page.getByRole("button", { name: "The dog ran to the" }).click();
    await expect.poll(() => bar(page).inputValue()).toBe("The dog ran to the");
  });

  test("never shows one person's latest texts to another", async () => {
    const { page } = await visitor();
    await signUp(page, "bar-ada");
    const address = await tracePrediction(page, "Ada alone wrote this");
    await page.goto(address);
    await bar(page).fill("Ada alone wrote that");
    await bar(page).press("Enter");
    await page.waitForURL(/from=/);
    await bar(page).focus();
    await page.getByText("Latest texts").click();
    await page.getByRole("button", { name: "Ada alone wrote this" }).waitFor();
    await page.context().clearCookies();
    await page.goto(address);
    await bar(page).focus();
    await page.getByText("Latest texts").click();
    await page.getByText("What you run here is listed here").waitFor();
    await signUp(page, "bar-bob");
    await page.goto(address);
    await bar(page).focus();
    await page.getByText("Latest texts").click();
    await page.getByText("What you run here is listed here").waitFor();
  });

  test("works without a script", async () => {
    const { page } = await visitor();
    const id = await bundledCircuit(page);
    const { page: plain } = await visitor({ javaScript: false });
    await plain.goto(`/circuits/${id}`);
    await bar(plain).fill("When Mary and Ben went to the store, Ben gave a toy to");
    await plain.getByRole("button", { name: "Run and retrace" }).click();
    await plain.waitForURL(/[?&](retrace|from)=/);
    // While it is computed the page looks again by itself.
    await plain
      .getByRole("link", { name: /Open its circuit|Compare with the circuit before|Open the run/ })
      .waitFor();
    await bar(plain).fill("");
    await plain.getByRole("button", { name: "Run and retrace" }).click();
    await plain.getByRole("alert").filter({ hasText: "Write a text first" }).waitFor();
  });

  test.each(widths)("stands on one line at $width, in both colours", async (look) => {
    const person = await visitor(look);
    const { page } = person;
    await bundledCircuit(page);
    const box = await bar(page).boundingBox();
    expect(box?.height).toBeLessThan(look.width === 390 ? 70 : 40);
    await bar(page).fill("a long text that goes on ".repeat(20));
    await page.getByText("Latest texts").click();
    await expect.poll(() => standing(page)).toEqual([]);
    expect(await faultsOf(person, `prompt-bar-${look.width}`)).toEqual([]);
  });
});

describe("the bar of a run's page", () => {
  test("runs another text by Enter, and says of the same that it stands here", async () => {
    const { page, heard } = await visitor();
    await page.goto("/");
    await tokensShown(page);
    await page.getByRole("link", { name: "Open this run by itself" }).click();
    await page.waitForURL(/\/runs\//);
    const first = page.url();
    await expect.poll(() => bar(page).inputValue()).toBe(text);
    await bar(page).press("Enter");
    await page.getByText("That is the text that stands here already.").waitFor();
    await bar(page).fill(swapped);
    await bar(page).press("Enter");
    await page.waitForURL((url) => url.href !== first);
    await tokensShown(page);
    expect(await bar(page).inputValue()).toBe(swapped);
    expect(await faultsOf({ page, heard }, "run-with-bar")).toEqual([]);

    // A text with a beginning of its own is told so, and taken as it is, also by the bar from then on.
    const strip = page.getByRole("listbox", { name: /tokens of the text/ });
    const own = "<|endoftext|>The cat";
    await bar(page).fill(own);
    await bar(page).press("Enter");
    await page.getByText("Two beginnings").waitFor();
    expect(await strip.textContent()).toBe(`<|endoftext|>${own}`);
    await page.getByRole("button", { name: "Take it as written" }).click();
    await page.getByText("Taken as written").waitFor();
    await tokensShown(page);
    expect(await strip.textContent()).toBe(own);
    expect(await bar(page).inputValue()).toBe(own);
    expect(await count(page).textContent()).toBe("3 of 128 tokens");
    const written = page.url();
    await bar(page).fill(`${own} sat`);
    await bar(page).press("Enter");
    await page.waitForURL((url) => url.href !== written);
    await page.getByText("Taken as written").waitFor();
    await tokensShown(page);
    expect(await strip.textContent()).toBe(`${own} sat`);
    expect(await faultsOf({ page, heard }, "run-as-written")).toEqual([]);
  });
});
