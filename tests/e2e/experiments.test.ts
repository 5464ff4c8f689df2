import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { sharedSite } from "./support/shared-site";
import { faultsOf, signUp, visitorsOf } from "./support/visitor";

const visitor = visitorsOf(sharedSite());

/** A family that comes with the site, as whoever is signed in makes it for themselves. */
async function makeFamily(page: Page, isPublic: boolean): Promise<string> {
  const bundled = JSON.parse(readFileSync("lib/families/bundled/indirect-object.json", "utf8"));
  // Others look for the bundled one by its title on the same site.
  const source = JSON.stringify({ ...bundled, title: "Grace's own prompts" });
  const made = await page.request.post("/api/v1/families", { data: { source, isPublic } });
  expect(made.status()).toBe(201);
  return (await made.json()).id;
}

test("somebody writes down what they expect, runs it, concludes and runs it again; another forks its file", async () => {
  const author = await visitor();
  const { page } = author;
  await signUp(page, "experiments-grace");
  const family = await makeFamily(page, true);
  await page.goto("/experiments/new");
  await page.getByRole("searchbox", { name: "Words of the title" }).fill("grace own");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.locator(`a[href^="/experiments/new?family=${family}"]`).click();
  await page.getByRole("heading", { level: 1, name: "Write an experiment" }).waitFor();

  await page.getByLabel("Title", { exact: true }).fill("What S2 is read for");
  await page
    .getByLabel("Hypothesis", { exact: true })
    .fill("Head 1.2 matters at S2 more than whole layers do.");
  const plan = page.getByLabel("Plan", { exact: true });
  expect(JSON.parse(await plan.inputValue()).conditions).toHaveLength(1);
  await page.getByLabel("Change", { exact: true }).selectOption("One head's output");
  await page.getByLabel("Layer", { exact: true }).fill("last");
  await page.getByRole("button", { name: "Add it" }).click();
  await page.getByText("A layer is a number from 0, or each, or all.").waitFor();
  await page.getByLabel("Layer", { exact: true }).fill("1");
  await page.getByLabel("Head", { exact: true }).fill("2");
  await page.getByLabel("At", { exact: true }).selectOption("S2");
  await page.getByRole("button", { name: "Add it" }).click();
  await page.getByText(/^Added: bring head 1\.2 to what the counterfactual has there, at S2\.$/).waitFor();
  const written = JSON.parse(await plan.inputValue());
  expect(written.conditions).toHaveLength(2);
  // Of a head that the model has not, its own sentence, and nothing typed is lost, also over a reload.
  const short = { ...written, prompts: { first: 6 }, metrics: ["logit-difference"] };
  await plan.fill(JSON.stringify({ ...short, metrics: ["loudness"] }, null, 2));
  await page.getByRole("button", { name: "Write it down and run it" }).click();
  await page.getByText("It is not written down, and stands here still.").waitFor();
  expect(author.heard.splice(0)).toEqual([expect.stringContaining("422")]);
  await page.reload();
  await expect.poll(() => plan.inputValue()).toContain("loudness");
  expect(await page.getByLabel("Title", { exact: true }).inputValue()).toBe("What S2 is read for");
  expect(await faultsOf(author, "form")).toEqual([]);
  await plan.fill(JSON.stringify(short, null, 2));
  await page.getByRole("radio", { name: /^Everybody/ }).check();
  await page.getByRole("button", { name: "Write it down and run it" }).click();

  await page.waitForURL(/\/experiments\/[0-9a-f-]+\?result=1$/);
  const table = page.getByRole("table", { name: "Logit difference under each condition" });
  await table.waitFor({ timeout: 120_000 });
  expect(await table.getByRole("row").count()).toBe(7);
  const address = new URL(page.url()).pathname;
  const times = await page
    .locator("section", { hasText: "Hypothesis" })
    .first()
    .locator("time")
    .allInnerTexts();
  expect(times).toHaveLength(2);
  expect(Date.parse(times[0] ?? "")).toBeLessThanOrEqual(Date.parse(times[1] ?? ""));
  await page.getByRole("heading", { name: "No conclusion yet" }).waitFor();
  await page.getByRole("button", { name: "Save the conclusion" }).waitFor();
  await page.getByLabel("The hypothesis does not hold").check();
  await page.getByLabel("What the result shows").fill("Layer 0 changes more than the head does.");
  await page.getByRole("button", { name: "Save the conclusion" }).click();
  await page.getByRole("heading", { level: 2, name: "The hypothesis does not hold" }).waitFor();
  await page.getByRole("button", { name: "Run it again" }).click();
  await page.getByText(/^: agrees with the first to 3 decimals \(/).waitFor({ timeout: 120_000 });
  expect(await faultsOf(author, "experiment")).toEqual([]);
  const file = await (await page.request.get(`/api/v1${address}/file`)).body();

  const other = await visitor({ width: 390, scheme: "dark" });
  await other.page.goto("/experiments?holds=no");
  await other.page.getByRole("link", { name: "What S2 is read for" }).click();
  await other.page.waitForURL(new RegExp(`${address}$`));
  await other.page.getByText("Layer 0 changes more than the head does.").waitFor();
  expect(await other.page.getByRole("button", { name: "Run it again" }).count()).toBe(0);
  expect(await faultsOf(other, "experiment on a phone")).toEqual([]);
  await signUp(other.page, "experiments-ada");
  await other.page.goto(address);
  await other.page.getByRole("link", { name: "Fork", exact: true }).click();
  await other.page.getByText("The hypothesis is your own").waitFor();
  expect(JSON.parse(await other.page.getByLabel("Plan", { exact: true }).inputValue())).toMatchObject({
    conditions: [{ name: "attention at END" }, { name: "one head's output at S2" }],
  });
  expect(await other.page.getByLabel("Hypothesis", { exact: true }).inputValue()).toBe("");
  expect(await faultsOf(other, "fork on a phone")).toEqual([]);

  await other.page.goto("/experiments/new");
  const take = (name: string, buffer: Buffer) =>
    other.page
      .getByLabel(/^Or take an experiment.s file/)
      .setInputFiles({ name, mimeType: "application/json", buffer });
  await take("broken.json", Buffer.from("{"));
  await other.page.getByText(/^broken\.json: It is no JSON/).waitFor();
  await take("experiment.json", file);
  await other.page.waitForURL(/\/experiments\/[0-9a-f-]+$/);
  await other.page.getByText(/^Written down here/).waitFor();
  await other.page.getByText("Only you see it.").waitFor();
  await other.page.getByRole("button", { name: "Delete the experiment" }).click();
  await other.page.getByRole("button", { name: /^Delete for good/ }).click();
  await other.page.waitForURL(/\/experiments$/);
  expect(other.heard).toEqual([]);
}, 300_000);
