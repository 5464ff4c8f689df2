import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { commons } from "@/tests/golden/commons";
import { startedSite } from "./support/site";
import {
  axeViolations,
  screenshot,
  sidewaysOverflow,
  signUp,
  submitPrompt,
  tokensShown,
  visitorsOf,
} from "./support/visitor";

const site = startedSite();
const visitor = visitorsOf(site);

/** From a prompt to a circuit, by the page's own buttons. */
async function traceMary(page: Page): Promise<string | undefined> {
  await page.goto("/");
  await submitPrompt(page, "When Mary and John went to the shop, John gave a drink to");
  await page.waitForURL(/\/runs\//);
  await tokensShown(page);
  await page
    .getByRole("button", { name: /^Trace the logit of/ })
    .first()
    .click();
  await page.waitForURL(/\/circuits\/[0-9a-f-]{36}/);
  await page.getByRole("button", { name: "Pin" }).waitFor({ timeout: 120_000 });
  return /\/circuits\/([0-9a-f-]{36})/.exec(page.url())?.[1];
}

test("a published finding is cited, shown elsewhere, and computed again from its file; an old version leads to the newest", async () => {
  const { page, heard } = await visitor();
  await signUp(page, "ada");
  const circuitId = await traceMary(page);
  const title = `</script><script>window.ran = 1</script> "Mary" & {John}_1`;
  const content = { title, body: "She gets *it*.", tags: ["ioi"], state: "" };
  const made = await page.request.post("/api/v1/findings", { data: { circuitId, ...content } });
  const { id } = await made.json();
  expect((await page.request.put(`/api/v1/findings/${id}/publication`)).status()).toBe(200);

  await page.goto(`/findings/${id}`);
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "");
  expect(data).toMatchObject({ "@type": "Dataset", name: title, version: "1", keywords: ["ioi"] });
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
  expect(await page.locator('link[rel="canonical"]').getAttribute("href")).toMatch(
    new RegExp(`/findings/${id}$`),
  );
  const oembed = await page.locator('link[type="application/json+oembed"]').getAttribute("href");
  expect(await (await page.request.get(oembed ?? "")).json()).toMatchObject({ type: "rich", title });

  const evidence = page.getByRole("region", { name: /^Evidence/ });
  await evidence.getByText("Missing for traced, of which nothing is known yet:").waitFor();
  const verified = await page.request.post(`/api/v1/circuits/${circuitId}/verifications`);
  expect(verified.status()).toBe(201);
  const tier = async () => (await (await page.request.get(`/api/v1/findings/${id}/tier`)).json()).tier;
  await expect.poll(tier, { timeout: 120_000 }).toBe("traced");
  await page.reload();
  await evidence.getByText("Missing for causal").waitFor();
  await evidence.getByText("Every tier, and what it asks").click();
  await evidence.getByText("Somebody else published the same circuit later").waitFor();

  await page.getByText("Cite this version (1)").click();
  await page.getByText("Show this on your own page").click();
  await page.getByText("@misc{").waitFor();
  await page.getByText("<blockquote cite=").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "cite");
  const { length } = await (await page.request.get(`/api/v1/findings/${id}/preview`)).body();
  expect(length).toBeGreaterThan(5_000);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await sidewaysOverflow(page)).toBe(0);
  await screenshot(page, "cite-narrow");
  await page.emulateMedia({ colorScheme: "dark" });
  await screenshot(page, "cite-narrow-dark");
  await page.emulateMedia({ colorScheme: "light" });

  const folder = mkdtempSync(path.join(os.tmpdir(), "cited-"));
  const file = path.join(folder, "finding.json");
  const whole = await page.request.get(`/api/v1/findings/${id}/versions/1/file`);
  writeFileSync(file, await whole.body());
  const again = commons("verify", file, "--hash", data.identifier.value);
  rmSync(folder, { recursive: true });
  expect(again.stderr).toContain("Agrees: The circuit came out again");
  expect(again.status).toBe(0);

  const changed = { ...content, title: "Mary gets it", revision: 1 };
  expect((await page.request.put(`/api/v1/findings/${id}`, { data: changed })).status()).toBe(200);
  await page.goto(`/findings/${id}/versions/1`);
  await page.getByText("This is an old version.").waitFor();
  await page.getByRole("heading", { level: 1, name: /window\.ran/ }).waitFor();
  expect(await page.locator('meta[name="robots"]').getAttribute("content")).toContain("noindex");
  expect(await sidewaysOverflow(page)).toBe(0);
  await screenshot(page, "old-version-narrow");
  await page.getByRole("link", { name: "The newest is version 2." }).click();
  await page.getByRole("heading", { level: 1, name: "Mary gets it" }).waitFor();
  expect(heard).toEqual([]);
  await page.request.delete(`/api/v1/findings/${id}/publication`);
  expect((await page.goto(`/findings/${id}/versions/2`))?.status()).toBe(410);
  await page.getByRole("heading", { name: "This version was taken back." }).waitFor();
  expect(await page.getByText("Mary gets it").count()).toBe(0);
});

test("a finding that is deleted while another has it open, cited, forked and collected leaves each of them something sensible", async () => {
  const [author, reader] = [await visitor(), await visitor()];
  await signUp(author.page, "emmy");
  const circuitId = await traceMary(author.page);
  const content = { circuitId, title: "Gone soon", body: "It says so.", tags: [], state: "" };
  const { id } = await (await author.page.request.post("/api/v1/findings", { data: content })).json();
  expect((await author.page.request.put(`/api/v1/findings/${id}/publication`)).status()).toBe(200);

  const { page } = reader;
  await signUp(page, "lise");
  const post = async (address: string, data?: unknown) =>
    (await page.request.post(address, data === undefined ? {} : { data })).json();
  const fork = await post(`/api/v1/findings/${id}/forks`);
  const collected = { title: "Kept by Lise", description: "", isPublic: true };
  const { id: collectionId } = await post("/api/v1/collections", collected);
  await post(`/api/v1/collections/${collectionId}/items`, { findingId: id, note: "worth a look" });
  await page.goto(`/findings/${id}`);
  await page.getByText("Cite this version (1)").click();
  const cited = /\/findings\/[0-9a-f-]{36}\/versions\/1/.exec(
    (await page.getByText("@misc{").textContent()) ?? "",
  )?.[0];

  expect((await author.page.request.delete(`/api/v1/findings/${id}`)).status()).toBe(204);
  await page.getByRole("button", { name: "Fork" }).click();
  await page.getByText("Its author, emmy, deleted").waitFor();
  await screenshot(page, "deleted-while-open");
  expect((await page.goto(cited ?? ""))?.status()).toBe(410);
  expect(await page.getByText("Gone soon").count()).toBe(0);
  await page.goto(`/findings/${fork.id}`);
  await page.getByText("a finding that was withdrawn").waitFor();
  await page.goto(`/collections/${collectionId}`);
  await page.getByText("worth a look").waitFor();
  expect(await page.getByText("Gone soon").count()).toBe(0);
  await screenshot(page, "collected-and-gone");
  expect((await page.request.get(`/api/v1/findings/${fork.id}`)).status()).toBe(200);
});
