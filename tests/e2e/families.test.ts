import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { sharedSite } from "./support/shared-site";
import { faultsOf, signUp, visitorsOf } from "./support/visitor";

const visitor = visitorsOf(sharedSite());

/** One of the families that come with the site, as whoever is signed in makes it for themselves. */
async function make(page: Page, name: string): Promise<void> {
  const source = readFileSync(`lib/families/bundled/${name}.json`, "utf8");
  const made = await page.request.post("/api/v1/families", { data: { source, isPublic: false } });
  expect(made.status()).toBe(201);
}

test("somebody finds a family, sees its prompts as tokens with roles, checks it on the model and takes a prompt to the run form", async () => {
  const reader = await visitor();
  const { page } = reader;
  await signUp(page, "families-grace");
  await make(page, "indirect-object");
  await page.goto("/families?q=no+such+family");
  await page.getByText("There is no such family.").waitFor();
  await page.getByRole("searchbox", { name: "Words of the title" }).fill("object indirect");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByRole("link", { name: /^Indirect object/ }).click();
  await page.getByRole("heading", { level: 1, name: /^Indirect object/ }).waitFor();
  const address = new URL(page.url()).pathname;

  const prompts = page.locator("ol > li");
  expect(await prompts.count()).toBe(8);
  const strip = prompts.nth(0).locator(".strip").nth(0);
  expect(await strip.locator(".role-name").allInnerTexts()).toEqual(
    expect.arrayContaining(["IO", "and", "S1", "S2", "END"]),
  );
  expect(await strip.locator(".role-token").count()).toBe(5);
  expect(await prompts.nth(0).locator(".strip").count()).toBe(2);
  await page.getByRole("button", { name: /^Check every prompt on/ }).click();
  await page.getByText("Every role is found, in all prompts and counterfactuals").waitFor();
  expect(await faultsOf(reader, "family")).toEqual([]);

  await page.getByRole("combobox", { name: /^Counterfactual/ }).selectOption("or for and");
  await page.getByRole("combobox", { name: /^Part/ }).selectOption("held-out");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByText("These are for testing what was found on the others.").waitFor();
  expect(await prompts.nth(0).locator(".strip").nth(1).textContent()).toContain(" or");

  const asked = await page.getByRole("link", { name: "Trace this prompt" }).nth(0).getAttribute("href");
  await page.goto(asked ?? "");
  expect(new URL(page.url()).pathname).toBe(address);
  const box = page.getByRole("textbox", { name: /through a model/ });
  expect(await box.inputValue()).toMatch(/^(When|After) .* to$/);
});

test("a fork is made of a file, what is refused stays as it was typed, and its versions keep their addresses", async () => {
  const member = await visitor({ width: 390, scheme: "dark" });
  const { page } = member;
  await signUp(page, "families-ada");
  await make(page, "days");
  await page.goto("/families?q=days");
  await page.getByRole("link", { name: /^Days in order/ }).click();
  await page.getByRole("link", { name: "Fork", exact: true }).click();
  const area = page.getByLabel("The family", { exact: true });
  const whole = await area.inputValue();
  const broken = whole.replace('"before": [', '"behind": [');
  await area.fill(broken);
  await page.getByRole("button", { name: "Make the family" }).click();
  await page.getByText(/the slot \{before\} has no word/).waitFor();
  // What the browser says of every answer that refuses.
  expect(member.heard.splice(0)).toEqual([expect.stringContaining("422")]);
  await page.reload();
  await expect.poll(() => area.inputValue()).toBe(broken);

  const choose = (name: string, buffer: Buffer) =>
    page.getByLabel("From a file").setInputFiles({ name, mimeType: "application/json", buffer });
  await choose("broken.json", Buffer.from([0x7b, 0xff, 0x7d]));
  await page.getByText("broken.json is no text in UTF-8, so nothing of it was taken.").waitFor();
  expect(await area.inputValue()).toBe(broken);
  await choose("days.json", Buffer.from(whole.replace("Days in order", "My days")));
  await expect.poll(() => area.inputValue()).toContain("My days");
  // Neither what stood there nor the file is lost to the other.
  await page.getByRole("button", { name: "Put back: What stood there" }).click();
  expect(await area.inputValue()).toBe(broken);
  await page.reload();
  await expect.poll(() => area.inputValue()).toBe(broken);
  await choose("days.json", Buffer.from(whole.replace("Days in order", "My days")));
  await page.getByRole("button", { name: "Put back: What stood there" }).click();
  await page.getByRole("button", { name: "Put back: days.json" }).click();
  expect(await area.inputValue()).toContain("My days");
  expect(await faultsOf(member, "family-form")).toEqual([]);
  await page.getByRole("button", { name: "Make the family" }).click();
  await page.getByRole("heading", { level: 1, name: /^My days/ }).waitFor();
  await page.getByText("a fork of", { exact: false }).waitFor();
  await page.getByText("Only you see it.", { exact: false }).waitFor();
  const address = new URL(page.url()).pathname;

  // Two windows begin at version 1; the second to save is told, and keeps what it has.
  const second = await page.context().newPage();
  for (const [window, title] of [
    [page, "Our days"],
    [second, "Their days"],
  ] as const) {
    await window.goto(`${address}/edit`);
    await window.getByLabel("The family", { exact: true }).fill(whole.replace("Days in order", title));
  }
  await page.getByRole("button", { name: "Save as version 2" }).click();
  await page.getByRole("heading", { level: 1, name: /^Our days/ }).waitFor();
  await second.getByRole("button", { name: "Save as version 2" }).click();
  await second.getByText(/Version 2 was made meanwhile/).waitFor();
  expect(await second.getByLabel("The family", { exact: true }).inputValue()).toContain("Their days");

  await page.getByRole("link", { name: "The version before it" }).click();
  await page.getByRole("heading", { level: 1, name: /^My days/ }).waitFor();
  await page.getByText("There is a later version").waitFor();
  await page.getByRole("link", { name: "version 2", exact: true }).waitFor();
});
