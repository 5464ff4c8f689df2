import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { modelsWithTenSets } from "../integration/support/several-sets";
import { circuitShown, openHowTraced } from "./support/circuit";
import { startedSite } from "./support/site";
import { faultsOf, runPrompt, tokensShown, visitorsOf, widths } from "./support/visitor";

const models = modelsWithTenSets();
const site = startedSite({ MODELS_DIR: models });
const visit = visitorsOf(site);
const text = "Tom and Lily went to the park, and Tom gave a ball to";

afterAll(() => rmSync(models, { recursive: true }));

test("a reader chooses which dictionaries to read with, is told which they were, and reads again with others", async () => {
  const { page, heard } = await visit();
  await page.goto("/");
  await page.getByLabel("Which attention dictionary").selectOption({ label: "Attention outputs, strict" });
  await runPrompt(page, text);
  await page.getByText("read with Attention outputs, strict, Residual stream, and MLP transcoders").waitFor();
  const strict = page.url();

  await page.getByText("Read it with other dictionaries").click();
  const choice = page.getByLabel("Which attention dictionary");
  expect(await choice.inputValue()).toBe("strict");
  await choice.selectOption("attn");
  await page.getByLabel("Which transcoder").selectOption({ label: "No transcoder" });
  await page.getByRole("button", { name: "Show features" }).click();
  await page.waitForURL((url) => url.href.split("?")[0] !== strict.split("?")[0]);
  await tokensShown(page);
  await page.getByText("read with Attention outputs and Residual stream,").waitFor();
  expect(heard).toEqual([]);
});

test("a circuit is traced with the dictionaries its text was read with, and says so", async () => {
  const { page } = await visit();
  await page.goto("/models/storybook-4l");
  await page.getByLabel("Which attention dictionary").selectOption("strict");
  await runPrompt(page, text);
  await page
    .getByRole("button", { name: /^Trace the logit of/ })
    .first()
    .click();
  await circuitShown(page);
  const traced = await openHowTraced(page);
  await traced
    .locator("dd")
    .getByText(/^Attention outputs, strict, /)
    .waitFor();
});

test("dictionaries are chosen without JavaScript too", async () => {
  const { page } = await visit({ javaScript: false });
  await page.goto("/");
  await page.getByLabel("Which attention dictionary").selectOption("strict");
  await page.getByRole("textbox", { name: /sentence|text/i }).fill(`${text} the`);
  await page.getByRole("button", { name: "Show features" }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}/);
  await page.getByText("read with Attention outputs, strict").waitFor();
});

test.each(widths)("the choice looks right in both colours at $width pixels", async (look) => {
  const visitor = await visit(look);
  await visitor.page.goto("/");
  await visitor.page.getByLabel("Which residual dictionary").waitFor();
  expect(await faultsOf(visitor, `dictionary-choice-${look.width}`)).toEqual([]);
});
