import { expect, test } from "vitest";
import { startedSite } from "./support/site";
import { pointAt, runPrompt, screenshot, tokensShown, visitorsOf } from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);

test("a stranger types a sentence and walks through what fires on its tokens", async () => {
  const { page, heard } = await visit();
  await page.goto("/");
  expect(await page.getByRole("textbox").inputValue()).toBe(
    "When Mary and John went to the store, John gave a drink to",
  );
  await tokensShown(page);

  await page.getByRole("textbox").fill("Tom went to the park. Tom saw a dog and");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}/);
  await tokensShown(page);
  const tokens = page.locator("a.token");
  const count = await tokens.count();
  expect(await page.locator(".token[aria-selected=true]").getAttribute("aria-label")).toContain("and");
  expect(await page.getByRole("listitem").count()).toBeGreaterThan(30);

  // Of the list that stands there now: one that is just being replaced is nowhere.
  const listTop = () =>
    page.evaluate(() => document.querySelector(".feature-list")?.getBoundingClientRect().top);
  const top = await listTop();
  await tokens.nth(count - 1).focus();
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("heading", { name: /^Firing on.*dog/ }).waitFor();
  await page.keyboard.press("Home");
  await page.getByRole("heading", { name: /^Firing on.*endoftext/ }).waitFor();
  await page.waitForURL(/[?&]token=0\b/);
  // The lists stay where they are, also under a token with a long name.
  await expect.poll(listTop).toBe(top);
  await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { name: /^Firing on.*Tom/ }).waitFor();
  expect(heard).toEqual([]);
});

test("filters, the chosen feature and the token are in the address, undone by Back, and survive a reload", async () => {
  const { page, heard } = await visit();
  await page.goto("/");
  await tokensShown(page);
  await page.getByRole("link", { name: "Open this run by itself" }).click();
  await page.waitForURL(/\/runs\//);
  await page.locator("a.token").nth(4).click();
  await page.locator("section[aria-label=Features][aria-busy=false]").waitFor();
  await page.waitForURL((url) => url.search === "?token=4");
  await page.getByRole("radio", { name: "attn" }).check();
  await page.waitForURL((url) => url.search === "?token=4&kind=attn");
  await page.goBack();
  await expect.poll(() => page.getByRole("radio", { name: "All kinds" }).isChecked()).toBe(true);
  expect(await page.locator("a.token").nth(4).getAttribute("aria-selected")).toBe("true");
  await page.goForward();
  await expect.poll(() => page.getByRole("radio", { name: "attn" }).isChecked()).toBe(true);
  await page.getByRole("combobox", { name: "Layer" }).selectOption("1");
  const first = page.locator("[data-feature]").first();
  await first.click();
  const chosen = await first.getAttribute("data-feature");
  await page.waitForURL(
    (url) => url.search === `?token=4&kind=attn&layer=1&feature=${encodeURIComponent(chosen ?? "")}`,
  );

  await page.reload();
  await tokensShown(page);
  expect(await page.locator("a.token").nth(4).getAttribute("aria-selected")).toBe("true");
  expect(await page.getByRole("radio", { name: "attn" }).isChecked()).toBe(true);
  expect(await page.getByRole("combobox", { name: "Layer" }).inputValue()).toBe("1");
  expect(await page.locator("[aria-pressed=true]").getAttribute("data-feature")).toBe(chosen);
  const ids = await page
    .locator("[data-feature]")
    .evaluateAll((all) => all.map((each) => each.getAttribute("data-feature")));
  expect(ids.every((id) => id?.startsWith("attn.1."))).toBe(true);
  expect(heard).toEqual([]);
});

test("pointing at a feature paints where it fires, with its values on the tokens", async () => {
  const { page, heard } = await visit();
  await page.goto("/");
  await tokensShown(page);
  const row = page.locator("[data-feature]").nth(3);
  const id = (await row.getAttribute("data-feature")) ?? "";
  await pointAt(row, page.locator(".painted").getByText(id, { exact: true }));
  const fires = /fires at (\d+) of/.exec((await page.locator(".painted").textContent()) ?? "")?.[1];
  expect(await page.locator(".token[data-heat]").count()).toBe(Number(fires));
  const value = await row.locator("data").first().textContent();
  const hot = page.locator(".token[aria-selected=true]");
  expect(await hot.getAttribute("data-value")).toBe(value);
  expect(heard).toEqual([]);
});

test("an account is made, claims administration, signs out, signs in and changes its settings", async () => {
  const { page, heard } = await visit();
  await page.goto("/sign-up");
  await page.getByLabel("Handle").fill("ada-l");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.getByRole("button", { name: "Account of ada-l" }).click();
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("heading", { name: "Settings" }).waitFor();

  await page.getByRole("textbox", { name: "Code" }).fill(site.administratorCode);
  await page.getByRole("button", { name: "Enter the code" }).click();
  await page.getByText("You are administrator now.").waitFor();
  await page.getByRole("textbox", { name: "Name" }).fill("Ada Lovelace");
  await page.getByRole("button", { name: "Save the name" }).click();
  await page.getByText("Saved.").waitFor();
  await screenshot(page, "settings-in-use");

  await page.getByRole("button", { name: "Account of ada-l" }).click();
  await page.getByText("Ada Lovelace, administrator").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Handle").fill("ada-l");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Account of ada-l" }).waitFor();
  await runPrompt(page, "The dog said woof and the cat said");
  await page.getByRole("link", { name: "Circuit Commons" }).click();
  await page.getByRole("link", { name: "The dog said woof and the cat said" }).waitFor();
  expect(heard).toEqual([]);
});

test("a second browser's session is listed and ended, and that browser is signed out", async () => {
  const [first, second] = [await visit(), await visit()];
  for (const { page } of [first, second]) {
    await page.goto("/sign-in?callbackUrl=/settings");
    await page.getByLabel("Handle").fill("ada-l");
    await page.getByLabel("Password").fill("correct horse battery");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
  }
  await first.page.reload();
  const ends = first.page.getByRole("button", { name: "End", exact: true });
  const before = await ends.count();
  await ends.first().click();
  await first.page.getByRole("button", { name: "End it" }).click();
  await expect.poll(() => ends.count()).toBe(before - 1);
  await second.page.reload();
  await second.page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect([...first.heard, ...second.heard]).toEqual([]);
});

test("what is sent before the page's script has come is sent once it has, and nothing typed is lost", async () => {
  const { page, heard } = await visit();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js", (route) => held.then(() => route.continue()));
  await page.goto("/sign-in?callbackUrl=/settings", { waitUntil: "commit" });
  await page.getByLabel("Handle").fill("ada-l");
  await page.getByLabel("Password").fill("correct horse battery");
  const send = page.getByRole("button", { name: "Sign in" });
  // Twice is once.
  await send.click();
  await page.getByLabel("Password").press("Enter");
  await expect.poll(() => send.getAttribute("aria-busy")).toBe("true");
  expect(await page.getByLabel("Handle").inputValue()).toBe("ada-l");
  release();
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  expect(heard).toEqual([]);
});

test("a mistake in one field of a form loses nothing in the others", async () => {
  const { page } = await visit();
  await page.goto("/sign-up");
  await page.getByLabel("Handle").fill("ada-l");
  await page.getByLabel("Password").fill("a password of my own");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.getByText("That handle is taken. Choose another.").first().waitFor();
  expect(await page.getByLabel("Password").inputValue()).toBe("a password of my own");
  expect(await page.getByLabel("Handle").getAttribute("aria-invalid")).toBe("true");

  await page.goto("/sign-in");
  await page.getByLabel("Handle").fill("ada-l");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("do not belong together").first().waitFor();
  expect(await page.getByLabel("Handle").inputValue()).toBe("ada-l");
});
