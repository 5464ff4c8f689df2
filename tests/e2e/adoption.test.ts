import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { giveFolder } from "@/cli/adoption/given-models";
import { startedSite } from "./support/site";
import { faultsOf, signUp, visitorsOf } from "./support/visitor";

const folder = mkdtempSync(path.join(tmpdir(), "adopt-page-"));
const allowed = path.join(folder, "allowed");
giveFolder(path.join(allowed, "story"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const site = startedSite({ ADOPT_DIR: allowed, MODELS_DIR: path.join(folder, "models") });
const visit = visitorsOf(site);

test("an administrator has a model adopted on a page, is told why one is refused, and begins it again; moderators have no such page", async () => {
  const administrator = await visit({ schemes: ["light", "dark"] });
  const { page } = administrator;
  await signUp(page, "adopts-models");
  await site.query(`update "User" set role = 'moderator' where handle = 'adopts-models'`);
  await page.goto("/moderation");
  expect(await page.getByRole("link", { name: "Adopting models" }).count()).toBe(0);
  await page.goto("/moderation/adoptions");
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await page.getByRole("heading", { name: "Adopting models" }).count()).toBe(0);
  administrator.heard.length = 0;
  await site.query(`update "User" set role = 'administrator' where handle = 'adopts-models'`);
  await page.goto("/moderation");
  await page.getByRole("link", { name: "Adopting models" }).click();
  await page.getByText("Nothing yet.").waitFor();
  expect(await faultsOf(administrator, "adoptions-empty")).toEqual([]);

  await page.getByLabel("Model", { exact: true }).fill("../elsewhere");
  await page.getByLabel("Name").fill("Not A Name");
  await page.getByRole("button", { name: "Adopt it" }).click();
  await page.getByText("Use lower-case letters, digits, dots and hyphens").waitFor();
  // What the browser says of every answer that refuses.
  expect(administrator.heard.splice(0)).toEqual([expect.stringContaining("400")]);
  expect(await page.getByLabel("Model", { exact: true }).inputValue()).toBe("../elsewhere");
  await page.getByLabel("Name").fill("elsewhere");
  await page.getByLabel("Known as").fill(`stories, ${"x".repeat(190)}`);
  await page.getByLabel("Licence").fill("CC-BY-4.0");
  await page.getByRole("button", { name: "Adopt it" }).click();
  await page.getByText("leads out of the folder that the operator allows").waitFor();
  expect(await page.getByLabel("Model", { exact: true }).inputValue()).toBe("");
  await page.getByText("licence: CC-BY-4.0").waitFor();
  expect(await faultsOf(administrator, "adoptions-refused")).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await faultsOf(administrator, "adoptions-refused-phone")).toEqual([]);
  await page.getByRole("button", { name: "Begin it again" }).click();
  await page.getByText("leads out of the folder that the operator allows").waitFor();

  await page.getByLabel("Model", { exact: true }).fill("story");
  await page.getByLabel("Name").fill("from-page");
  await page.getByRole("button", { name: "Adopt it" }).click();
  await page.getByText("without dictionaries").waitFor({ timeout: 120_000 });
  expect(await faultsOf(administrator, "adoptions-done")).toEqual([]);
  await page.getByRole("link", { name: "from-page" }).click();
  await page.waitForURL(/\/models\/from-page$/);
  await page.goto("/moderation/log?kind=adopt");
  await page.getByText("From story; as from-page").waitFor();
  expect(await faultsOf(administrator, "adoptions-log")).toEqual([]);
});
