import { expect, test } from "vitest";
import { graphDrawn, inSight, tracePrediction } from "./support/circuit";
import { sharedSite } from "./support/shared-site";
import {
  axeViolations,
  runPrompt,
  screenshot,
  sidewaysOverflow,
  signUp,
  submitPrompt,
  tokensShown,
  visitorsOf,
} from "./support/visitor";

const site = sharedSite();
const visit = visitorsOf(site);

test.each(["before", "after"])(
  "what is selected in the box before the page's script has come makes room for what is typed %s it has",
  async (when) => {
    const { page } = await visit();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/_next/static/**/*.js", (route) => held.then(() => route.continue()));
    await page.goto("/", { waitUntil: "commit" });
    const box = page.getByRole("textbox", { name: /sentence|text/i });
    await box.focus();
    await page.keyboard.press("ControlOrMeta+a");
    if (when === "before") await page.keyboard.insertText("The cat sat.");
    release();
    await page.waitForLoadState("networkidle");
    if (when === "after") await page.keyboard.insertText("The cat sat.");
    await page.getByRole("button", { name: "Show features" }).click();
    await page.waitForURL(/\/runs\//);
    await tokensShown(page);
    const strip = page.getByRole("listbox", { name: /tokens of the text/ });
    expect(await strip.textContent()).toBe("<|endoftext|>The cat sat.");
  },
);

test("what comes back into the box is typed over by who had selected all in it", async () => {
  const { page } = await visit();
  await page.goto("/");
  await tokensShown(page);
  const box = page.getByRole("textbox");
  await box.fill("A draft I am not done with");
  await page.reload({ waitUntil: "commit" });
  await box.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.getByText("Restored what you typed").waitFor();
  await page.keyboard.insertText("Something else.");
  expect(await box.inputValue()).toBe("Something else.");
});

test("what is typed in the box stays however often the page's script takes it over, and a script may still set it", async () => {
  const { page } = await visit();
  await page.goto("/");
  await tokensShown(page);
  const box = page.getByRole("textbox");
  const first = await box.inputValue();
  // As React sets up a field that the server has written.
  const takeOver = () =>
    box.evaluate((field: HTMLTextAreaElement, first) => {
      field.defaultValue = first;
      if (field.textContent === first) field.value = first;
    }, first);
  await box.fill("A text.");
  await takeOver();
  expect(await box.inputValue()).toBe("A text.");
  await box.selectText();
  await takeOver();
  await page.keyboard.insertText("Another text.");
  await takeOver();
  expect(await box.inputValue()).toBe("Another text.");
  await box.evaluate((field: HTMLTextAreaElement, first) => {
    field.value = first;
  }, first);
  expect(await box.inputValue()).toBe(first);
});

test("an empty prompt is answered beside the box", async () => {
  const { page } = await visit();
  await page.goto("/");
  await submitPrompt(page, "");
  await page.getByText("Write a text first").waitFor();
  expect(await page.getByRole("textbox").getAttribute("aria-invalid")).toBe("true");
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "prompt-empty");
});

const tooLong = "The dog ran to the park. ".repeat(60);

test("a text too long for the model is told before it is sent, stays, and can be cut to what fits", async () => {
  const { page, heard } = await visit();
  await page.goto("/");
  const box = page.getByRole("textbox");
  await box.fill(tooLong);
  await page.getByText("421 tokens, and 127 fit").waitFor();
  expect(await box.inputValue()).toBe(tooLong);
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "prompt-too-long");
  await page.getByRole("button", { name: "Keep the first 127" }).click();
  expect(tooLong.startsWith(await box.inputValue())).toBe(true);
  await expect.poll(() => page.getByText("127 fit").count()).toBe(0);
  await page.getByRole("button", { name: "Show features" }).click();
  await page.waitForURL(/\/runs\//);
  await tokensShown(page);
  expect(await page.locator("a.token").count()).toBe(128);
  expect(heard).toEqual([]);
});

test("a text too long for the model costs nothing where it is sent all the same", async () => {
  const { page } = await visit();
  await signUp(page, "too-long");
  await page.goto("/");
  const left = await page.getByText(/runs left today/).textContent();
  await submitPrompt(page, tooLong);
  await page.getByRole("button", { name: "Keep the last 127" }).waitFor();
  await page.goto("/");
  expect(await page.getByText(/runs left today/).textContent()).toBe(left);
});

test("without JavaScript a text too long comes back whole, and then cut as was asked", async () => {
  const { page } = await visit({ javaScript: false });
  await page.goto("/");
  await submitPrompt(page, tooLong);
  const box = page.getByRole("textbox");
  expect(await box.inputValue()).toBe(tooLong);
  await page.getByRole("button", { name: "Keep the last 127" }).click();
  await expect.poll(async () => (await box.inputValue()).length).toBeLessThan(tooLong.length);
  expect(tooLong.endsWith(await box.inputValue())).toBe(true);
  await page.getByRole("button", { name: "Show features" }).click();
  await page.waitForURL(/\/runs\//);
});

test("more characters than can be sent are refused beside the box and stay there", async () => {
  const { page } = await visit();
  const text = "word ".repeat(5_000);
  await page.goto("/");
  await submitPrompt(page, text);
  await page.getByText("at most 20,000 can be sent").waitFor();
  expect(await page.getByRole("textbox").inputValue()).toBe(text);
});

test.each([
  ["emoji", "The cat \u{1f408} and the family \u{1f468}\u200d\u{1f469}\u200d\u{1f467} said \u2764\ufe0f"],
  [
    "scripts",
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd \u4f60\u597d \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 Z\u0361\u0351a\u0337\u030d",
  ],
  ["invisible", "a\u200bb\u202ec\u00a0d\ufeffe\tf\n\ng  h"],
])("odd Unicode (%s) is shown token by token without breaking the page", async (name, text) => {
  const { page, heard } = await visit({ width: 390 });
  await page.goto("/");
  await runPrompt(page, text);
  const strip = page.getByRole("listbox", { name: /tokens of the text/ });
  expect(await strip.textContent()).toBe(`<|endoftext|>${text}`);
  await screenshot(page, `unicode-${name}`);
  expect(await sidewaysOverflow(page)).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  expect(heard).toEqual([]);
});

test("a text that fills the model's context stays walkable", async () => {
  const { page, heard } = await visit();
  await page.goto("/");
  await runPrompt(page, "The dog ran to the park. ".repeat(17).trim());
  await page.locator("a.token").last().focus();
  await page.keyboard.press("ArrowUp");
  await page.waitForURL(/token=\d+/);
  await screenshot(page, "run-long");
  expect(heard).toEqual([]);
});

test("what was typed comes back after a visit to another page", async () => {
  const { page } = await visit();
  await page.goto("/");
  await page.getByRole("textbox").fill("A draft I am not done with");
  await page.getByRole("link", { name: "Models" }).first().click();
  await page.getByRole("heading", { name: /models that can be looked into/ }).waitFor();
  await page.getByRole("link", { name: "Home" }).click();
  await expect.poll(() => page.getByRole("textbox").inputValue()).toBe("A draft I am not done with");
});

test("a circuit leads back to a text of nothing but white space", async () => {
  const { page } = await visit();
  await tracePrediction(page, "  \n ");
  await page.getByRole("link", { name: "Its run" }).click();
  await page.waitForURL(/\/runs\//);
  await tokensShown(page);
});

test.each([1280, 390] as const)(
  "of a long text the strip shows the chosen token, on a run and on a circuit (%i pixels)",
  async (width) => {
    const { page } = await visit({ width });
    const chosen = page.locator(".token[aria-selected=true]");
    const seen = async () => {
      const frame = page.locator(".run-strip-tokens, .graph-axes");
      await expect.poll(() => inSight(chosen, frame)).toBe(true);
      return page.evaluate(() => window.scrollY);
    };
    await page.goto("/");
    await tokensShown(page);
    await runPrompt(page, "The dog ran to the park. ".repeat(17).trim());
    expect(await seen()).toBe(0);
    await page.locator("a.token").last().focus();
    await page.keyboard.press("Home");
    await expect.poll(() => chosen.getAttribute("aria-label")).toMatch(/^0:/);
    await seen();
    await page.goto(await tracePrediction(page, "The dog ran to the park. ".repeat(17).trim()));
    await graphDrawn(page);
    // On a phone one has scrolled to where the graph is chosen.
    const scrolled = await seen();
    if (width === 1280) expect(scrolled).toBe(0);
  },
);
