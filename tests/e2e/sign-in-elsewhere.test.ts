import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { startSignInServers } from "./support/sign-in-servers";
import { startedSite } from "./support/site";
import { runPrompt, visitorsOf } from "./support/visitor";

const servers = await startSignInServers();
afterAll(() => servers.stop());
const site = startedSite(servers.environment);
const visitor = visitorsOf(site);

/** Asks for a run as whoever has not signed in yet. */
async function askAsGuest(page: Page, text: string): Promise<void> {
  await page.goto("/");
  await runPrompt(page, text);
}

/** What they asked for is among their own now. */
async function hasAdopted(page: Page, text: string): Promise<void> {
  await page.goto("/");
  const own = page.getByRole("region", { name: "Your latest runs" });
  await own.getByRole("link", { name: text }).waitFor();
}

describe("signing in elsewhere", () => {
  test("with GitHub makes an account with a handle of its name, and the same one the next time, and brings along what was asked for before", async () => {
    Object.assign(servers.person, { githubId: 77, name: "Grace Hopper", email: "grace@example.org" });
    for (let time = 0; time < 2; time++) {
      const { page, heard } = await visitor();
      await askAsGuest(page, `Grace asked before visit ${time}`);
      await page.goto("/sign-in");
      await page.getByRole("button", { name: /GitHub/ }).click();
      await page.waitForURL(`${site.address}/`);
      for (let visit = 0; visit <= time; visit++) await hasAdopted(page, `Grace asked before visit ${visit}`);
      await page.goto("/settings");
      await page.getByText("grace-hopper").first().waitFor();
      expect(heard).toEqual([]);
    }
    Object.assign(servers.person, { githubId: 78 });
    const { page } = await visitor();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /GitHub/ }).click();
    await page.waitForURL(`${site.address}/`);
    await page.goto("/settings");
    await page.getByText("grace-hopper-2").first().waitFor();
  });

  test("with Google checks the identity token and signs in", async () => {
    Object.assign(servers.person, { googleId: "g-5", name: "Emmy Noether", email: "emmy@example.org" });
    const { page } = await visitor();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /Google/ }).click();
    await page.waitForURL(`${site.address}/`);
    await page.goto("/settings");
    await page.getByText("emmy-noether").first().waitFor();
  });

  test("with an e-mail link works once, brings along what was asked for before, and never shows the address as a handle", async () => {
    const { page } = await visitor();
    await askAsGuest(page, "Sofia asked before she had a link");
    await page.goto("/sign-in");
    await page.getByLabel(/e-mail/i).fill("Sofia.K@example.org");
    await page.getByRole("button", { name: /link/i }).click();
    await page.getByText(/on its way/).waitFor();
    const link = /http:\/\/localhost:\d+\/api\/auth\/callback\/email\?\S+/.exec(
      (servers.mail() ?? "").replaceAll("=\r\n", "").replaceAll("=3D", "="),
    )?.[0];
    await page.goto(link ?? "the e-mail held no link");
    await hasAdopted(page, "Sofia asked before she had a link");
    await page.goto("/settings");
    await page
      .getByText(/^@?reader/)
      .first()
      .waitFor();
    expect(await page.locator("header").textContent()).not.toMatch(/sofia/i);

    const stranger = await visitor();
    await stranger.page.goto(link ?? "");
    await stranger.page
      .getByText(/no longer|expired|used/i)
      .first()
      .waitFor();
  });

  test("with an address that another account has is refused, and says what to do", async () => {
    Object.assign(servers.person, { googleId: "g-thief", name: "Somebody Else", email: "emmy@example.org" });
    const { page } = await visitor();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /Google/ }).click();
    await page.waitForURL(/error=OAuthAccountNotLinked/);
    await page
      .getByText(/Sign in the way you did before/)
      .first()
      .waitFor();
  });
});
