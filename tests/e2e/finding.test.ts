import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FrameLocator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { graphDrawn, unopenedLeaf } from "./support/circuit";
import { startedSite } from "./support/site";
import { standing } from "./support/standing";
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

async function graphShown(page: Page): Promise<void> {
  await page.getByRole("heading", { name: /What makes/ }).waitFor();
  await page.getByRole("button", { name: "Pin" }).waitFor({ timeout: 60_000 });
  await graphDrawn(page);
}

/**
 * From a prompt to the circuit of its likeliest next token, by the page's own buttons. Its text is not the one whose circuits
 * the site has checked by itself.
 */
async function traceMary(page: Page): Promise<void> {
  await page.goto("/");
  await submitPrompt(page, "When Mary and John went to the shop, John gave a drink to");
  await page.waitForURL(/\/runs\//);
  await tokensShown(page);
  await page
    .getByRole("button", { name: /^Trace the logit of/ })
    .first()
    .click();
  await page.waitForURL(/\/circuits\/[0-9a-f-]{36}/);
  await graphShown(page);
}

const writtenAbout = (page: Page) => page.getByRole("region", { name: "Written about this circuit" });
/** Somebody's groups alone: a chip that counts what has no room is one of its own sort. */
const group = (page: Page | FrameLocator) =>
  page.locator('.node[data-mark="group"]:not([data-node^="more:"])');

/** Expands a leaf by hand and puts two nodes in a group, and returns the leaf. */
async function arrange(page: Page): Promise<string> {
  const leaf = await unopenedLeaf(page, "mlp");
  const id = (await leaf.getAttribute("data-node")) ?? "";
  await leaf.focus();
  await page.keyboard.press("e");
  await page.locator(`.node[data-node="${id}"]:not([data-unopened])`).waitFor();
  await groupTwo(page, "names");
  return id;
}

async function groupTwo(page: Page, name: string): Promise<void> {
  const nodes = page.locator('.node[data-mark="attn"]');
  for (const n of [0, 1]) {
    await nodes.nth(n).focus();
    await page.keyboard.press(" ");
  }
  await page.getByRole("combobox", { name: "Name of the group" }).fill(name);
  await page.getByRole("button", { name: "Group", exact: true }).click();
  await page.getByRole("button", { name: new RegExp(`^group ${name}, 2 nodes`) }).waitFor();
}

describe("a finding", () => {
  test("is checked causally, arranged, kept as a view, written up from a circuit, published, forked by another and shown on another site", async () => {
    const author = await visitor();
    const { page } = author;
    await signUp(page, "ada");
    await traceMary(page);
    const plain = page.url();
    const leaf = await arrange(page);
    await page.waitForURL(/view=/);
    const check = page.getByRole("region", { name: "Is it true?" });
    const correlation = check.getByRole("button", { name: "Pearson", exact: true });
    await check.getByRole("button", { name: "Check every feature" }).click();
    await correlation.waitFor();
    expect(await page.locator(".scatter-point").count()).toBeGreaterThan(10);
    await check.getByText("Patterns and LayerNorms frozen").click();
    await correlation.waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel("Name for the view").fill("As traced");
    await page.getByRole("button", { name: "Save it" }).click();
    await page.getByRole("link", { name: "As traced" }).waitFor();
    await page.getByLabel("Name for the view").fill("As traced");
    await page.getByRole("button", { name: "Save it" }).click();
    await page.getByText("You have a view of that name").waitFor();
    await page.getByRole("button", { name: "Delete the view As traced" }).press("Enter");
    await expect.poll(() => page.getByRole("link", { name: "As traced" }).count()).toBe(0);
    const views = page.getByRole("region", { name: "Your views of this circuit" });
    await views.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByRole("link", { name: "As traced" }).waitFor();
    await screenshot(page, "circuit-causal-check");
    // The arrangement comes back by its name, to the circuit as it was traced.
    await page.goto(plain);
    await graphShown(page);
    expect(await group(page).count()).toBe(0);
    await page.getByRole("link", { name: "As traced" }).click();
    await group(page).waitFor();
    await page.locator(`.node[data-node="${leaf}"]:not([data-unopened])`).waitFor();
    await page.getByRole("button", { name: "Write it up" }).click();
    expect(await page.getByLabel("Write-up").evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    expect(await axeViolations(page)).toEqual([]);
    // The graph keeps its part of the address, and leaves the page its own.
    await page.locator('.node[data-mark="error"]').first().click();
    await page.waitForURL(/node=/);
    await page.reload();
    await group(page).waitFor();
    await page.getByLabel("Title", { exact: true }).fill("Mary gets the drink");
    await page
      .getByLabel("Write-up")
      .fill(
        "The errors carry most: `mlp-error.2@14`, not `mlp.9.9@9`. <img src=x onerror=alert(1)> [no](javascript:alert(1))",
      );
    await page.getByLabel("Tags").fill("ioi, names");
    await page.getByRole("button", { name: /^Publish/ }).click();
    await page.waitForURL(/publish$/);
    const address = page.url().replace("/publish", "");
    await page.goto(address);
    await graphShown(page);
    expect(await group(page).count()).toBe(1);
    expect(await page.locator(".write-up img, .write-up script").count()).toBe(0);
    expect(await page.locator(".quoted-node").allTextContents()).toEqual(["mlp-error.2@14"]);
    await page.getByText("mlp.9.9@9 (not in this circuit)").waitFor();
    expect(await page.locator(".write-up a").getAttribute("href")).not.toContain("javascript");
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "finding-draft");

    const stranger = await visitor();
    const hidden = await stranger.page.goto(address);
    expect(hidden?.status()).toBe(404);
    await stranger.page.goto(plain);
    await graphShown(stranger.page);
    expect(await writtenAbout(stranger.page).count()).toBe(0);
    // Its author finds the draft again from the first page and from the circuit.
    await page.goto("/");
    await page.getByRole("region", { name: "Your latest write-ups" }).getByText("draft").waitFor();
    await page.goto(plain);
    // What comes above it later would move it from under the pointer.
    await graphShown(page);
    await writtenAbout(page).getByText("draft").waitFor();
    await writtenAbout(page).getByRole("link", { name: "Mary gets the drink" }).click();
    await page.waitForURL(address);

    await publish(page);
    await stranger.page.reload();
    await writtenAbout(stranger.page).getByText("by ada").waitFor();
    expect(await axeViolations(stranger.page)).toEqual([]);
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
    await reader.page.getByLabel("Title", { exact: true }).fill("Mary gets the drink, again");
    // On a phone the graph counts what has no room; one arranges it on a wider window.
    await reader.page.setViewportSize({ width: 1280, height: 800 });
    await graphDrawn(reader.page);
    await group(reader.page).waitFor();
    await groupTwo(reader.page, "more");
    await reader.page.getByRole("button", { name: /^Publish/ }).click();
    await reader.page.getByRole("heading", { name: "Mary gets the drink, again" }).waitFor();
    await reader.page.getByRole("button", { name: "Publish", exact: true }).click();
    await reader.page.getByText("Show this on your own page").waitFor();
    await graphShown(reader.page);
    expect(await group(reader.page).count()).toBe(2);
    await reader.page.getByRole("link", { name: "1 version", exact: true }).click();
    await reader.page.getByRole("heading", { name: "Mary gets the drink, again" }).waitFor();

    await onAnotherSite(
      `<iframe src="${address.replace("/findings/", "/embed/")}" width="1000" height="800"></iframe>`,
      async (url) => {
        const outside = await visitor();
        const changes: string[] = [];
        outside.page.on("request", (request) => {
          const { pathname } = new URL(request.url());
          // What its author expanded is fetched as it was computed then.
          if (request.method() !== "GET" && !pathname.endsWith("/expansions")) changes.push(pathname);
          if (pathname.endsWith("/expansions")) changes.push(request.postData() ?? "");
        });
        await outside.page.goto(url);
        const frame = outside.page.frameLocator("iframe");
        await frame.getByRole("link", { name: "Mary gets the drink" }).waitFor({ timeout: 60_000 });
        await group(frame).waitFor({ timeout: 60_000 });
        await frame.locator('.node[data-unopened][data-mark="attn"]').first().click();
        await frame.getByText(/^Not expanded/).waitFor();
        for (const name of ["Expand", "Pin", "Hide", "Mark", "Undo"])
          expect(await frame.getByRole("button", { name, exact: true }).count()).toBe(0);
        expect(changes).toEqual([JSON.stringify({ nodeId: leaf })]);
        expect(await frame.getByRole("link", { name: "Sign in" }).count()).toBe(0);
        // The frame is a browser's smallest, and the graph fits it all the same.
        const inside = outside.page.frames().find((each) => each.url().includes("/embed/"));
        expect(inside && (await standing(inside))).toEqual([]);
        await screenshot(outside.page, "finding-embedded");
      },
    );
    await onAnotherSite(`<iframe src="${address}"></iframe>`, async (url) => {
      const outside = await visitor();
      await outside.page.goto(url);
      await expect.poll(() => outside.heard.join(" ")).toMatch(/frame-ancestors|X-Frame-Options/i);
    });
  });

  test("of words without a gap fits a phone, on its own page and in its history", async () => {
    const { page, heard } = await visitor({ width: 390 });
    await signUp(page, "lise");
    await traceMary(page);
    // Its address may say by now how one looks at it.
    const circuit = new URL(page.url()).pathname;
    await page.goto(`/findings/new?circuit=${circuit.split("/").at(-1)}&view=`);
    await graphShown(page);
    // A graph as it was traced is no view that was cut short.
    expect(await page.getByText("could not be read").count()).toBe(0);
    await page.goto(circuit);
    const long = "w".repeat(150);
    const content = { title: long, body: `${long} \`mlp-error.2@14\``, tags: ["t".repeat(30)], state: "" };
    const url = await page.evaluate(async (body) => {
      const circuitId = window.location.pathname.split("/").at(-1);
      const headers = { "content-type": "application/json" };
      const answer = await fetch("/api/v1/findings", {
        method: "POST",
        headers,
        body: JSON.stringify({ ...body, circuitId }),
      });
      return (await answer.json()).url;
    }, content);
    for (const address of [url, `${url}/edit`, `${url}/history`]) {
      await page.goto(address);
      await page.waitForLoadState("networkidle");
      expect(await page.getByText(/w{100}/).count()).toBeGreaterThan(0);
      expect(await sidewaysOverflow(page)).toBe(0);
      expect(await axeViolations(page)).toEqual([]);
    }
    for (const width of [390, 1280])
      for (const address of ["/", circuit]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(address);
        await page.getByRole("link", { name: long }).waitFor();
        expect(await sidewaysOverflow(page)).toBe(0);
      }
    expect(heard).toEqual([]);
  });
});

/** From a draft's own page to the look at what will be public, and on. */
async function publish(page: Page): Promise<void> {
  await page.getByRole("link", { name: /^Publish/ }).click();
  await page.waitForURL(/publish$/);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByText("Show this on your own page").waitFor();
}

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
