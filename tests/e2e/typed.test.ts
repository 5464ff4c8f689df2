import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { graphDrawn, nodeOf, panel, tracePrediction } from "./support/circuit";
import { startedSite } from "./support/site";
import {
  axeViolations,
  faultsOf,
  screenshot,
  sidewaysOverflow,
  signUp,
  tokensShown,
  visitorsOf,
} from "./support/visitor";

const site = startedSite();
const visitor = visitorsOf(site);

const restored = (page: Page) => page.getByText(/^Restored what you typed at \d\d:\d\d\./);
const writeUp = (page: Page) => page.getByLabel("Write-up");

/** Begins a write-up of the first page's circuit, as whoever is signed in. */
async function beginWriteUp(page: Page): Promise<string> {
  await page.goto("/");
  const html = await page.content();
  const circuit = /\/circuits\/([0-9a-f-]{36})/.exec(html)?.[1] ?? "no circuit on the first page";
  await page.goto(`/findings/new?circuit=${circuit}&view=`);
  await graphDrawn(page);
  return page.url();
}

describe("a write-up that was not saved", () => {
  test("comes back after a link, Back, a reload and a new window, until it is saved or discarded", async () => {
    const { page, heard } = await visitor();
    await signUp(page, "ada");
    const address = await beginWriteUp(page);
    await page.getByLabel("Title", { exact: true }).fill("Mary gets the drink");
    await writeUp(page).fill("It starts with \u2028 Mary </script>");
    await page.getByRole("link", { name: "Models" }).first().click();
    await page.waitForURL(/models$/);
    await page.goBack();
    await expect.poll(() => writeUp(page).inputValue()).toContain("It starts with");
    await restored(page).waitFor();
    await graphDrawn(page);
    expect(await axeViolations(page)).toEqual([]);
    await writeUp(page).press("End");
    await writeUp(page).pressSequentially(" more");
    await page.reload();
    await expect.poll(() => writeUp(page).inputValue()).toContain(" more");
    // Closed without a word, as in a crash, and opened again.
    const again = await page.context().newPage();
    const left = page.url();
    await page.close({ runBeforeUnload: false });
    await again.goto(left);
    await expect.poll(() => writeUp(again).inputValue()).toContain(" more");
    expect(await again.getByLabel("Title", { exact: true }).inputValue()).toBe("Mary gets the drink");
    // Kept on the site too, it is no more what came back.
    await again.getByText(/^draft kept/).waitFor();
    await again.goto(address);
    await graphDrawn(again);
    expect(await writeUp(again).inputValue()).toBe("");
    await again.goto(address.replace(/findings\/new\?circuit=([0-9a-f-]+).*/, "circuits/$1"));
    await graphDrawn(again);
    await expect.poll(() => writeUp(again).inputValue()).toContain(" more");
    expect(await restored(again).count()).toBe(0);
    expect(heard).toEqual([]);
  });

  test("of what is published is kept in the browser until it is published, or discarded", async () => {
    const { page } = await visitor();
    await signUp(page, "bea");
    await beginWriteUp(page);
    await page.getByLabel("Title", { exact: true }).fill("A first title");
    await writeUp(page).fill("as published");
    await page.getByRole("button", { name: /^Publish/ }).click();
    await page.waitForURL(/publish$/);
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.waitForURL(/findings\/[0-9a-f-]{36}$/);
    await page.getByRole("link", { name: "Edit" }).click();
    await page.waitForURL(/edit$/);
    await graphDrawn(page);
    await writeUp(page).fill("Another thought");
    await page.getByText("kept in this browser", { exact: true }).waitFor();
    await page.reload();
    await restored(page).waitFor();
    await page.getByRole("button", { name: "Discard it" }).click();
    expect(await writeUp(page).inputValue()).toBe("as published");
    await writeUp(page).fill("A better thought");
    await page.getByRole("button", { name: "Publish the changes" }).click();
    await page.waitForURL(/findings\/[0-9a-f-]{36}$/);
    await page.getByText("A better thought").waitFor();
  });

  test("is nobody else's, and forgotten when its author signs out", async () => {
    const { page } = await visitor();
    await signUp(page, "cleo");
    const address = await beginWriteUp(page);
    await writeUp(page).fill("what only cleo may see");
    await page.getByRole("button", { name: "Account of cleo" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("link", { name: "Sign in" }).waitFor();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("cleo");
    await signUp(page, "dora");
    await page.goto(address);
    await graphDrawn(page);
    expect(await writeUp(page).inputValue()).toBe("");
  });

  test.each(["full", "forbidden"])(
    "is asked about before it is left in a browser whose storage is %s",
    async (state) => {
      const { page, heard } = await visitor();
      await signUp(page, `eva-${state}`);
      await page.addInitScript((is) => {
        const refuse = () => {
          throw new DOMException("no", is === "full" ? "QuotaExceededError" : "SecurityError");
        };
        if (is === "full") Storage.prototype.setItem = refuse;
        else Object.defineProperty(window, "localStorage", { get: refuse });
      }, state);
      await beginWriteUp(page);
      await writeUp(page).fill("kept in memory");
      await page.getByRole("link", { name: "Models" }).first().click();
      await page.waitForURL(/models$/);
      await page.goBack();
      await expect.poll(() => writeUp(page).inputValue()).toBe("kept in memory");
      await writeUp(page).pressSequentially(" and more");
      const asked = page.waitForEvent("dialog");
      const reload = page.reload().catch(() => null);
      await (await asked).accept();
      await reload;
      expect(heard).toEqual([]);
    },
  );
});

test("a prompt comes back in a new tab, says so, and goes once it was sent", async () => {
  const visit = await visitor({ width: 390 });
  const { page } = visit;
  await page.goto("/");
  await tokensShown(page);
  await page.getByRole("textbox").fill("Anna lost her ball.");
  const other = await page.context().newPage();
  await other.goto("/");
  await expect.poll(() => other.getByRole("textbox").inputValue()).toBe("Anna lost her ball.");
  await restored(other).waitFor();
  // What stands in another tab is still that tab's.
  await other.close();
  await page.reload();
  await restored(page).waitFor();
  expect(await faultsOf(visit, "typed-prompt-390")).toEqual([]);
  await page.getByRole("button", { name: "Show features" }).click();
  await page.waitForURL(/\/runs\//);
  await page.goto("/");
  await tokensShown(page);
  expect(await page.getByRole("textbox").inputValue()).not.toContain("Anna");
});

describe("while the database cannot be reached, a page says so and comes by itself once it can", () => {
  const hasToWait = (page: Page) => page.getByRole("heading", { name: "This page has to wait." }).waitFor();

  test("where a link led to it, and the prompt that was typed with it", async () => {
    const { page, heard } = await visitor({ width: 390, scheme: "dark" });
    await page.goto("/");
    await tokensShown(page);
    await page.getByRole("textbox").fill("Anna waited for her page.");
    await page.goto("/models");
    const open = await site.shutDatabase();
    try {
      await page.getByRole("link", { name: "Circuit Commons" }).first().click();
      await hasToWait(page);
      await page.getByText("The database does not answer.").waitFor();
      await page.getByText("What you were writing is kept in this browser").waitFor();
      expect(await page.getByRole("link", { name: "Try now" }).isVisible()).toBe(true);
      expect(await axeViolations(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
      await screenshot(page, "trouble-390-dark");
    } finally {
      await open();
    }
    await restored(page).waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
    expect(await page.getByRole("textbox").inputValue()).toBe("Anna waited for her page.");
    expect(heard.filter((line) => !line.includes("503"))).toEqual([]);
  });

  test("where something was done on it, which is not done", async () => {
    const { page } = await visitor();
    await signUp(page, "hanna");
    await page.goto("/models");
    const open = await site.shutDatabase();
    try {
      await page.getByRole("button", { name: "Account of hanna" }).click();
      await page.getByRole("button", { name: "Sign out" }).click();
      await hasToWait(page);
    } finally {
      await open();
    }
    await page.getByRole("button", { name: "Account of hanna" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/models");
  });
});

test("what a guest arranged, noted and was typing is there after making an account on the way to a write-up", async () => {
  const visit = await visitor();
  const { page, heard } = visit;
  const circuit = await tracePrediction(page, "When Mary and John went to the shop, John gave a drink to");
  await page.locator('.node[data-mark="error"]').first().click();
  await panel(page).getByRole("button", { name: "Add a note" }).click();
  await panel(page).getByLabel("Note").fill("noticed as a guest");
  // A note that is still being typed is kept too.
  await page.goto("/models");
  await page.goto(circuit);
  await restored(page).waitFor();
  await page.waitForURL(/view=/);
  // So is the name of a group that is not made yet, and another name of one that is.
  for (const mark of ["mlp", "embed"]) {
    await page.locator(`.node[data-mark="${mark}"]`).first().click();
    await panel(page).getByRole("button", { name: "Mark", exact: true }).click();
  }
  for (const name of ["what is there", "what was there"]) {
    await page.getByLabel("Name of the group").fill(name);
    await page.goto("/models");
    await page.goto(circuit);
    await restored(page).waitFor();
    await nodeOf(page, `group:${name}`).click();
  }
  await panel(page).getByRole("button", { name: "Ungroup" }).click();
  // One writes without an account, which is asked for to publish.
  await page.getByRole("button", { name: "Write it up" }).click();
  await writeUp(page).fill("what a guest wrote");
  await page.getByRole("button", { name: /^Publish/ }).click();
  await page.waitForURL(/sign-in\?callbackUrl=/);
  await page.getByRole("link", { name: "Make one" }).click();
  await page.waitForURL(/sign-up\?callbackUrl=/);
  await page.getByLabel("Handle").fill("grete");
  await page.reload();
  await expect.poll(() => page.getByLabel("Handle").inputValue()).toBe("grete");
  await page.getByLabel("Password").fill("a long pass phrase");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.waitForURL(/\/findings\/[0-9a-f-]{36}\/publish$/);
  await page.getByText("what a guest wrote").waitFor();
  await page.getByRole("link", { name: "Write on" }).click();
  await page.waitForURL(/\/edit$/);
  await graphDrawn(page);
  expect(await writeUp(page).inputValue()).toBe("what a guest wrote");
  await page.locator('.node[data-mark="error"]').first().click();
  expect(await panel(page).getByLabel("Note").inputValue()).toBe("noticed as a guest");
  // The run was asked for by this browser, and is its member's from now on.
  await page.goto("/");
  await page
    .getByRole("region", { name: "Your latest runs" })
    .getByRole("link", { name: /When Mary and John went to the shop/ })
    .waitFor();
  expect(heard).toEqual([]);
});

test("signing in from any page leads back to it as it was", async () => {
  const { page } = await visitor();
  await signUp(page, "ida");
  await page.goto("/");
  await page.getByRole("button", { name: "Account of ida" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Sign in" }).waitFor();
  const circuit = await tracePrediction(page, "The dog ran to the");
  await page.locator('.node[data-mark="error"]').first().click();
  await page.waitForURL(/node=/);
  const { search } = new URL(page.url());
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL(/sign-in\?callbackUrl=/);
  await page.waitForLoadState("networkidle");
  await page.getByLabel("Handle").fill("ida");
  await page.getByLabel("Password").fill("not this one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page
    .getByText(/do not belong together/)
    .first()
    .waitFor();
  await page.getByLabel("Password").fill("a long pass phrase");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === circuit);
  await graphDrawn(page);
  await expect.poll(() => new URL(page.url()).search).toBe(search);
});
