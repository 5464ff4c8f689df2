import { expect, test } from "vitest";
import { startedSite } from "./support/site";
import { standing } from "./support/standing";
import { axeViolations, faultsOf, screenshot, signUp, visitorsOf } from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);

test("a webhook's secret is shown once, its page says why a test did not arrive, and it is turned off and deleted", async () => {
  const visitor = await visit();
  const { page } = visitor;
  await signUp(page, "hook-maker");
  await page.goto("/settings/webhooks");
  const address = page.getByRole("textbox", { name: "Address", exact: true });
  await address.fill("https://127.0.0.1/told");
  await page.getByRole("button", { name: "Make the webhook" }).click();
  await expect.poll(() => page.getByText("Give a name in place of the number.").count()).toBeGreaterThan(0);
  // The browser tells of the refusal too.
  visitor.heard.length = 0;
  await address.fill("https://receiver.invalid/told");
  await page.getByRole("button", { name: "Make the webhook" }).click();
  const secret = await page.getByRole("textbox", { name: "The secret", exact: true }).inputValue();
  expect(secret).toMatch(/^whsec_/);
  await screenshot(page, "webhook-made");
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Close" }).click();
  await page.reload();
  await page.getByRole("link", { name: "https://receiver.invalid/told" }).click();
  await page.getByRole("heading", { level: 1, name: "receiver.invalid" }).waitFor();
  expect(await page.content()).not.toContain(secret);
  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByText("A test is on its way.").waitFor();
  const told = async () => {
    await page.reload();
    return page.getByText("its name was not found").count();
  };
  await expect.poll(told, { timeout: 60_000, interval: 2_000 }).toBe(1);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await standing(page)).toEqual([]);
  expect(await faultsOf(visitor, "webhook-phone")).toEqual([]);
  await page.getByRole("button", { name: "Turn it off" }).click();
  await page.getByText("you turned it off").waitFor();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Delete it for good?" }).click();
  await page.getByText("You have none.").waitFor();
});

test("a key is made by keyboard, shown once, asks for its owner, is refused once revoked, and fits a phone", async () => {
  const visitor = await visit();
  const { page } = visitor;
  await signUp(page, "key-maker");
  await page.goto("/settings");
  await page.getByText("You have no keys.").waitFor();
  await page.getByLabel("What the key is for").focus();
  await page.keyboard.type("Half written");
  await page.waitForTimeout(600);
  await page.reload();
  await expect.poll(() => page.getByLabel("What the key is for").inputValue()).toBe("Half written");
  await page.getByLabel("What the key is for").focus();
  await page.keyboard.type(" notebook");
  await page.getByRole("checkbox", { name: /^compute/ }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Make the key" }).focus();
  await page.keyboard.press("Enter");
  const shown = page.getByRole("textbox", { name: "The key", exact: true });
  await shown.waitFor();
  const key = await shown.inputValue();
  expect(key).toMatch(/^cck_[0-9A-Za-z]{46}$/);
  await screenshot(page, "settings-key-made");
  expect(await axeViolations(page)).toEqual([]);

  const ask = (text: string) =>
    fetch(`${site.address}/api/v1/runs`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "storybook-4l", text }),
    });
  const asked = await ask("The key asked for this.");
  expect(asked.status).toBe(201);
  const { id } = await asked.json();
  const [run] = await site.query(
    'select handle from "Run" join "User" on "User".id = "requesterId" where "Run".id = $1',
    [id],
  );
  expect(run).toEqual({ handle: "key-maker" });
  // A page knows no key: it shows what a guest is shown, and is the guests' own.
  const shownByKey = await fetch(`${site.address}/models`, { headers: { authorization: `Bearer ${key}` } });
  expect(await shownByKey.text()).not.toContain("key-maker");

  await page.getByRole("button", { name: "Close" }).click();
  await page.getByText("The key is not shown again.").waitFor();
  expect(await page.content()).not.toContain(key);
  await page.reload();
  await page.getByText("Half written notebook").waitFor();
  expect(await page.content()).not.toContain(key);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
    key,
  );

  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await standing(page)).toEqual([]);
  expect(await faultsOf(visitor, "settings-keys-phone")).toEqual([]);
  await page.getByRole("button", { name: "Revoke Half written notebook" }).click();
  await page.getByRole("button", { name: "Revoke it" }).click();
  await page.getByText("You have no keys.").waitFor();
  expect((await ask("Not any more.")).status).toBe(401);
});
