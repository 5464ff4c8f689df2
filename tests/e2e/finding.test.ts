import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { startedSite } from "./support/site";
import { axeViolations, screenshot, submitPrompt, tokensShown, visitorsOf } from "./support/visitor";

const site = startedSite();
const visitor = visitorsOf(site);

async function signUp(page: Page, handle: string): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("Handle").fill(handle);
  await page.getByLabel("Password").fill("a long pass phrase");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.waitForURL(`${site.address}/`);
}

async function graphShown(page: Page): Promise<void> {
  await page.getByRole("heading", { name: /What makes/ }).waitFor();
  await page.getByRole("button", { name: "Pin" }).waitFor({ timeout: 60_000 });
}

/** From a prompt to a circuit. */
async function traceMary(page: Page): Promise<void> {
  await page.goto("/");
  await submitPrompt(page, "When Mary and John went to the store, John gave a drink to");
  await page.waitForURL(/\/runs\//);
  await tokensShown(page);
  const runId = new URL(page.url()).pathname.split("/").at(-1);
  const traced = await page.evaluate(async (id) => {
    const body = JSON.stringify({ runId: id, target: "logit.605@14" });
    const headers = { "content-type": "application/json" };
    return (await fetch("/api/v1/circuits", { method: "POST", headers, body })).json();
  }, runId);
  await page.goto(traced.url);
  await graphShown(page);
}

describe("a finding", () => {
  test("is checked causally, kept as a view, written up from a circuit, published, forked by another and shown on another site", async () => {
    const author = await visitor();
    const { page } = author;
    await signUp(page, "ada");
    await traceMary(page);
    await page.getByRole("button", { name: "Check every feature" }).click();
    await page.getByText("Pearson").waitFor();
    expect(await page.locator(".scatter-point").count()).toBeGreaterThan(10);
    await page.getByText("Patterns and LayerNorms frozen").click();
    await page.getByText("Pearson").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel("Name for the view").fill("As traced");
    await page.getByRole("button", { name: "Save it" }).click();
    await page.getByRole("link", { name: "As traced" }).waitFor();
    await page.getByLabel("Name for the view").fill("As traced");
    await page.getByRole("button", { name: "Save it" }).click();
    await page.getByText("You have a view of that name").waitFor();
    await screenshot(page, "circuit-causal-check");
    await page.getByRole("button", { name: "Write it up" }).click();
    await page.waitForURL(/findings\/new/);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel("Title").fill("Mary gets the drink");
    await page
      .getByLabel("Write-up")
      .fill(
        "The errors carry most: `mlp-error.2@14`. <img src=x onerror=alert(1)> [no](javascript:alert(1))",
      );
    await page.getByLabel("Tags").fill("ioi, names");
    await page.getByRole("button", { name: "Save the draft" }).click();
    await page.waitForURL(/findings\/[0-9a-f-]{36}$/);
    const address = page.url();
    await graphShown(page);
    expect(await page.locator(".write-up img, .write-up script").count()).toBe(0);
    expect(await page.locator(".write-up a").getAttribute("href")).not.toContain("javascript");
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "finding-draft");

    const stranger = await visitor();
    const hidden = await stranger.page.goto(address);
    expect(hidden?.status()).toBe(404);

    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("Show this on your own page").waitFor();
    await graphShown(page);
    await page.getByRole("button", { name: "mlp-error.2@14", exact: true }).first().hover();
    await page.waitForURL(/node=mlp-error\.2@14/);
    // The browser itself notes the answer this journey asks to be refused.
    expect(author.heard.filter((line) => !/409 \(Conflict\)/.test(line))).toEqual([]);

    const reader = await visitor({ width: 390, scheme: "dark" });
    await signUp(reader.page, "grace");
    await reader.page.goto(address);
    await graphShown(reader.page);
    expect(await axeViolations(reader.page)).toEqual([]);
    await screenshot(reader.page, "finding-phone-dark");
    await reader.page.getByRole("button", { name: "Fork" }).click();
    await reader.page.waitForURL(
      (url) => url.href !== address && /findings\/[0-9a-f-]{36}$/.test(url.pathname),
    );
    await reader.page.getByText("Forked from").waitFor();
    await reader.page.getByRole("link", { name: "Edit" }).click();
    await reader.page.getByLabel("Title").fill("Mary gets the drink, again");
    await reader.page.getByRole("button", { name: "Save" }).click();
    await reader.page.getByRole("heading", { name: "Mary gets the drink, again" }).waitFor();
    await reader.page.getByRole("link", { name: "2 versions" }).click();
    await reader.page.getByRole("heading", { name: "1. Mary gets the drink" }).waitFor();

    await onAnotherSite(
      `<iframe src="${address.replace("/findings/", "/embed/")}" width="1000" height="800"></iframe>`,
      async (url) => {
        const outside = await visitor();
        await outside.page.goto(url);
        const frame = outside.page.frameLocator("iframe");
        await frame.getByRole("link", { name: "Mary gets the drink" }).waitFor({ timeout: 60_000 });
        await frame.getByRole("button", { name: "Pin" }).waitFor({ timeout: 60_000 });
        expect(await frame.getByRole("link", { name: "Sign in" }).count()).toBe(0);
        await screenshot(outside.page, "finding-embedded");
      },
    );
    await onAnotherSite(`<iframe src="${address}"></iframe>`, async (url) => {
      const outside = await visitor();
      await outside.page.goto(url);
      await expect.poll(() => outside.heard.join(" ")).toMatch(/frame-ancestors|X-Frame-Options/i);
    });
  });
});

/** A page with `body` on a server of its own, for the time of `visit`. */
async function onAnotherSite(body: string, visit: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end(`<!doctype html><title>Elsewhere</title>${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await visit(`http://127.0.0.1:${port}/`);
  } finally {
    server.close();
  }
}
