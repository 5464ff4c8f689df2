import { afterAll, expect, test } from "vitest";
import { seededTerms } from "@/lib/bounty-rules/seeded-terms";
import { closeDatabase, db } from "@/lib/db/client";
import { closeIn, draftFinding, openRuled } from "@/tests/integration/support/entries";
import { startedSite } from "./support/site";
import { standing } from "./support/standing";
import { axeViolations, faultsOf, signUp, visitorsOf } from "./support/visitor";

const site = startedSite({ SIGN_UPS_PER_HOUR: "100" });
const visit = visitorsOf(site);
afterAll(closeDatabase);

/** Somebody who has signed up in a browser, as the database knows them. */
async function personOf(handle: string) {
  const { id, name } = await db().user.findUniqueOrThrow({ where: { handle } });
  return {
    id,
    handle,
    cookie: "",
    viewer: { kind: "member" as const, id, handle, name, role: "member" as const },
  };
}

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
  await page.getByLabel("Shared by").fill("1 4");
  await page.getByLabel("Judges", { exact: true }).fill("sponsors-it nobody-at-all");
  await page.getByRole("checkbox", { name: "Scores" }).check();
  expect(await faultsOf(sponsor, "bounty-new")).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);
  await save.click();
  await page.getByText("Nobody here has the handle nobody-at-all.").first().waitFor();
  expect(sponsor.heard.splice(0)).toEqual([expect.stringContaining("422")]);
  await page.getByLabel("Judges", { exact: true }).fill("sponsors-it");
  await save.click();
  await page.waitForURL((url) => /^\/bounties\/where-a-name-comes-from-/.test(url.pathname));
  const { pathname } = new URL(page.url());
  await page.getByText("a draft that its sponsor alone sees").waitFor();
  await page.getByText("1. USD 600.50, 2. USD 300.00 shared by 4").waitFor();
  await page.goto(`${pathname}/edit`);
  for (const label of ["Currency", "Sums"]) await page.getByLabel(label).fill("");
  await page.getByLabel("A prize in words").fill("A book");
  await page.getByLabel("Shared by").fill("1 1 1");
  await page.getByRole("button", { name: "Save the bounty" }).click();
  await page.getByText("A book (for the first 3)").waitFor();

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
  // Those of the form, and one more.
  expect(await rules.count()).toBe(seededTerms.rules.length + 1);
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

test("a finding is entered with a partner, its rules say what to change, and nobody else sees it before the close", async () => {
  process.env.DATABASE_URL = site.databaseUrl();
  const [entrant, partner, reader] = [
    await visit(),
    await visit({ width: 390, scheme: "dark" }),
    await visit(),
  ];
  await signUp(entrant.page, "enters-it");
  await signUp(partner.page, "helps-it");
  const { id: findingId } = await draftFinding(await personOf("enters-it"));
  const rules = [
    { kind: "write-up", version: 1, minWords: 20, minQuoted: 1 },
    { kind: "target", version: 1, kinds: ["attn", "logit", "mlp", "resid"] },
  ];
  const bounty = await openRuled({ rules });
  const { page } = entrant;
  await page.goto(`/bounties/${bounty.slug}`);
  await page.getByText("Nobody has committed to an entry yet.").waitFor();
  await page.getByRole("link", { name: "Enter a finding" }).click();
  await page.getByRole("radio", { name: /Who met whom/ }).check();
  await page.getByLabel("With whom").fill("helps-it");
  expect(await faultsOf(entrant, "bounty-enter")).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Enter it" }).click();
  await page.waitForURL((url) => url.pathname.includes("/entries/"));
  const { pathname } = new URL(page.url());
  await page.getByText("What to do:").waitFor();
  await page.getByText(/^It does not count until its team is whole/).waitFor();
  await page.getByRole("heading", { name: /By the rules: its team is not whole; not eligible/ }).waitFor();
  expect(await faultsOf(entrant, "bounty-entry")).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);

  const phone = partner.page;
  await phone.goto(pathname);
  await phone.getByRole("button", { name: "Confirm that you enter it" }).click();
  await phone.getByText(/^It does not count until its team is whole/).waitFor({ state: "detached" });
  expect(await faultsOf(partner, "bounty-entry-narrow")).toEqual([]);
  expect(await axeViolations(phone)).toEqual([]);

  const sealed = await reader.page.goto(pathname);
  expect(sealed?.status()).toBe(404);
  reader.heard.splice(0);
  await reader.page.goto(`/bounties/${bounty.slug}`);
  await reader.page.getByText(/^Commitments in their order/).waitFor();
  expect(await reader.page.getByText("Who met whom").count()).toBe(0);

  const long = `It reads \`attn.1.3@4\`. ${"More words that say what was seen there. ".repeat(5)}`;
  await db().finding.update({ where: { id: findingId }, data: { body: long, revision: 2 } });
  await db().findingRevision.create({
    data: { findingId, number: 2, title: "Who met whom", body: long, tags: [], state: "" },
  });
  await page.getByRole("button", { name: "Enter what the finding says now" }).click();
  await page.getByRole("heading", { name: /By the rules: (not )?eligible/ }).waitFor();
  await page.getByText("version 2").waitFor();
  await page.getByRole("button", { name: "Withdraw it" }).click();
  await page.getByRole("button", { name: "Withdraw it? Its commitments stay." }).click();
  await page.getByText("It was withdrawn: it does not count.").waitFor();
  await page.getByRole("button", { name: "Enter it once more" }).click();
  await page.getByText("It was withdrawn: it does not count.").waitFor({ state: "detached" });

  await closeIn(bounty.id, 0);
  await reader.page.goto(pathname);
  await reader.page.getByRole("heading", { name: "Who met whom" }).waitFor();
  expect(await reader.page.getByText("enters-it").count()).toBe(0);
  await reader.page.goto(`/bounties/${bounty.slug}`);
  await reader.page.getByRole("link", { name: "Who met whom" }).waitFor();
});

test("somebody asks for an explanation, another votes for it and begins a bounty of it", async () => {
  const visitor = await visit();
  const { page } = visitor;
  await signUp(page, "asker-of-it");
  await page.goto("/bounties/wanted?feature=/features/storybook-4l/attn/1/5");
  await page
    .getByRole("textbox", { name: "What you would like to see explained", exact: true })
    .fill("How it knows whose ball it is");
  await page.getByRole("button", { name: "Ask for it" }).click();
  await page.getByText("1 vote", { exact: true }).waitFor();
  await page.getByRole("link", { name: "storybook-4l/attn/1/5" }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await faultsOf(visitor, "wanted")).toEqual([]);

  const other = await visit({ width: 390, scheme: "dark" });
  await signUp(other.page, "voter-for-it");
  await other.page.goto("/bounties/wanted");
  await other.page.getByRole("button", { name: /^Vote for: How it knows/ }).click();
  await other.page.getByText("2 votes", { exact: true }).waitFor();
  expect(await standing(other.page)).toEqual([]);
  expect(await faultsOf(other, "wanted-phone")).toEqual([]);
  await other.page.getByRole("link", { name: "Make a bounty of this" }).click();
  const title = other.page.getByRole("textbox", { name: "Title", exact: true });
  await expect.poll(() => title.inputValue()).toBe("How it knows whose ball it is");
  expect(await faultsOf(other, "bounty-of-wanted")).toEqual([]);
});
