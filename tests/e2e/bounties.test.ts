import { expect, test } from "vitest";
import { startedSite } from "./support/site";
import { axeViolations, faultsOf, signUp, visitorsOf } from "./support/visitor";

const site = startedSite({ SIGN_UPS_PER_HOUR: "100" });
const visit = visitorsOf(site);

test("a bounty is drafted with its rules, opened, put later and cancelled, and everybody reads what became of it", async () => {
  const sponsor = await visit();
  const { page } = sponsor;
  await page.goto("/bounties/new");
  await page.getByText("A bounty needs somebody who stands for it").waitFor();
  await signUp(page, "sponsors-it");
  await page.goto("/bounties/new");
  await page.getByLabel("Title").fill("Where a name comes from");
  await page.getByLabel("Brief").fill("Which **features** move a name?");
  await page.getByLabel("Currency").fill("usd");
  await page.getByLabel("Sums").fill("600.50 1,000.005");
  const save = page.getByRole("button", { name: "Save the draft" });
  await save.click();
  await page.getByText("\u201c1,000.005\u201d is no sum in USD.").waitFor();
  await page.getByLabel("Sums").fill("600.50 300");
  await page.getByLabel("Judges").fill("sponsors-it nobody-at-all");
  await page.getByRole("checkbox", { name: "Scores" }).check();
  expect(await faultsOf(sponsor, "bounty-new")).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);
  await save.click();
  await page.getByText("Nobody here has the handle nobody-at-all.").first().waitFor();
  expect(sponsor.heard.splice(0)).toEqual([expect.stringContaining("422")]);
  await page.getByLabel("Judges").fill("sponsors-it");
  await save.click();
  await page.waitForURL((url) => /^\/bounties\/where-a-name-comes-from-/.test(url.pathname));
  const { pathname } = new URL(page.url());
  await page.getByText("a draft that its sponsor alone sees").waitFor();
  await page.getByText("1. USD 600.50, 2. USD 300.00").waitFor();

  const reader = await visit({ width: 390, scheme: "dark" });
  const phone = reader.page;
  expect((await phone.goto(pathname))?.status()).toBe(404);
  reader.heard.splice(0);
  await page.getByRole("button", { name: "Open it" }).click();
  await page.getByRole("button", { name: "Open it to everybody? It is never deleted then." }).click();
  await page.getByText("opened it").waitFor();
  expect(await faultsOf(sponsor, "bounty")).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);

  await phone.goto("/bounties");
  await phone.getByRole("link", { name: "Where a name comes from" }).click();
  await phone.getByRole("heading", { name: "Where a name comes from" }).waitFor();
  const rules = phone.locator("details.rule-row");
  expect(await rules.count()).toBe(11);
  await rules.nth(0).locator("summary").press("Enter");
  await rules
    .nth(0)
    .getByText(/version 1\)/)
    .waitFor();
  expect(await faultsOf(reader, "bounty-narrow")).toEqual([]);
  expect(await axeViolations(phone)).toEqual([]);

  await page.goto(`${pathname}/edit`);
  const later = page.getByLabel("Put the deadline later (UTC)");
  const before = await later.inputValue();
  await later.fill(`${Number(before.slice(0, 4)) + 1}${before.slice(4)}`);
  await page
    .getByText(/^Where you are: /)
    .last()
    .waitFor();
  await page.getByRole("button", { name: "Put it later" }).click();
  await page.getByText("put its deadline later").waitFor();
  await phone.reload();
  await phone.getByText("put its deadline later").waitFor();

  await page.goto(`${pathname}/edit`);
  await page.getByLabel("Why it is cancelled").fill("Somebody has found it.");
  await page.getByRole("button", { name: "Cancel the bounty" }).press("Enter");
  await page.getByRole("button", { name: "Cancel it for good, without an award?" }).press("Enter");
  await page.getByText("This bounty was cancelled.").waitFor();
  await phone.goto("/bounties?only=ended");
  await phone.getByRole("link", { name: "Where a name comes from" }).waitFor();
});

test("what is typed into a bounty's form is there again, and a change made elsewhere is told", async () => {
  const sponsor = await visit();
  const { page } = sponsor;
  await signUp(page, "types-much");
  await page.goto("/bounties/new");
  await page.getByLabel("Title").fill("Typed and left");
  await page.getByLabel("Brief").fill("Much that was typed.");
  await page.waitForTimeout(1_000);
  await page.goto("/bounties");
  await page.goto("/bounties/new");
  await expect.poll(() => page.getByLabel("Brief").inputValue()).toBe("Much that was typed.");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/bounties/typed-and-left-"));
  const { pathname } = new URL(page.url());
  const other = await page.context().newPage();
  for (const each of [page, other]) await each.goto(`${pathname}/edit`);
  await page.getByLabel("Title").fill("Typed here");
  await page.getByRole("button", { name: "Save the bounty" }).click();
  await page.getByRole("heading", { name: "Typed here" }).waitFor();
  await other.getByLabel("Title").fill("Typed there");
  await other.getByRole("button", { name: "Save the bounty" }).click();
  await other.getByText("You have changed this bounty elsewhere meanwhile.").waitFor();
});
