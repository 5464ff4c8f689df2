import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { assignEntries } from "@/lib/bounty-judging/assign-entries";
import { closeDatabase, db } from "@/lib/db/client";
import { commonsIn } from "@/tests/golden/commons";
import { closeIn, draftFinding, openRuled } from "@/tests/integration/support/entries";
import { passDays, scoresOf } from "@/tests/integration/support/judging";
import { openMcp } from "@/tests/integration/support/mcp-client";
import { byKeys, enterTwice } from "./support/by-keys";
import { startedSite } from "./support/site";
import { faultsOf, signUp, visitorsOf } from "./support/visitor";

const site = startedSite({ SIGN_UPS_PER_HOUR: "100" });
const visit = visitorsOf(site);
afterAll(closeDatabase);

const dayMillis = 86_400_000;

/** A browser in which somebody has signed up, with who they are to the database. */
async function arrive(handle: string, how: Parameters<typeof visit>[0] = {}) {
  const visitor = await visit(how);
  await signUp(visitor.page, handle);
  const { id, name } = await db().user.findUniqueOrThrow({ where: { handle } });
  const viewer = { kind: "member" as const, id, handle, name, role: "member" as const };
  return { ...visitor, person: { id, handle, cookie: "", viewer } };
}

/** Scores what is next by keys alone. */
async function scoreNext(page: Page, points: number): Promise<void> {
  await page.getByRole("link", { name: "Score the next" }).press("Enter");
  await page.getByRole("heading", { name: "Your scores" }).waitFor();
  await page.waitForLoadState("networkidle");
  for (const criterion of ["rigour", "insight", "clarity", "reuse"]) {
    await page.getByLabel(`Points for ${criterion}, 0 to 10`).pressSequentially(String(points));
    await page.getByLabel(`Why, for ${criterion}`).pressSequentially(`Worth ${points}.`);
  }
  await page.getByRole("button", { name: "Score it" }).press("Enter");
  await page.getByRole("button", { name: "Score it anew" }).waitFor();
}

type Arrived = Awaited<ReturnType<typeof arrive>>;

/** Drafts a bounty in its form, which begins with the seeded rules, and opens it at once; gives its address. */
async function draftAndOpen(sponsor: Arrived, judges: readonly Arrived[]): Promise<string> {
  const { page } = sponsor;
  await page.goto("/bounties/new");
  const opens = page.getByLabel("Opens (UTC)");
  // Said by the page's script alone.
  await page
    .getByText(/^Where you are: /)
    .last()
    .waitFor();
  const yesterday = Date.parse(`${await opens.inputValue()}Z`) - 2 * dayMillis;
  await opens.fill(new Date(yesterday).toISOString().slice(0, 16));
  await page.getByLabel("Title").fill("Whom a sentence is about");
  await page.getByLabel("Brief").fill("Which **features** say who was met?");
  await page.getByLabel("Currency").fill("usd");
  await page.getByLabel("Sums").fill("1000");
  await page.getByLabel("Judges", { exact: true }).fill(judges.map(({ person }) => person.handle).join(" "));
  for (const rule of ["Feature nodes", "Verified", "Node check", "Thresholds", "Novelty", "Ancestry"])
    await page.getByRole("checkbox", { name: rule, exact: true }).uncheck();
  await page.getByLabel("Min effect").waitFor({ state: "hidden" });
  await page.getByLabel("Min words").fill("3");
  await page.getByLabel("Min quoted").fill("1");
  expect(await faultsOf(sponsor, "bounty-new-narrow")).toEqual([]);
  await page.getByRole("button", { name: "Save the draft" }).click();
  await page.getByText("a draft that its sponsor alone sees").waitFor();
  expect(await faultsOf(sponsor, "bounty-draft-narrow")).toEqual([]);
  await page.getByRole("button", { name: "Open it" }).click();
  await page.getByRole("button", { name: "Open it to everybody? It is never deleted then." }).click();
  await page.getByText("opened it").waitFor();
  return new URL(page.url()).pathname;
}

/** Waits for the page of what was just entered, and for its rules to be kept; gives its id. */
async function entryAt(page: Page): Promise<string> {
  await page.waitForURL(({ pathname }) => pathname.includes("/entries/"));
  const said = page.getByRole("heading", { name: /^By the rules: (not )?eligible$/ });
  expect(await said.textContent()).toBe("By the rules: eligible");
  return path.basename(page.url());
}

test("a bounty is drafted, opened and entered for, three judges score blind, the ranking is appealed against, a winner takes the place, and everybody reads the award", async () => {
  process.env.DATABASE_URL = site.databaseUrl();
  const sponsor = await arrive("sponsors-all", { width: 390 });
  // The one by keys alone, the other on a phone.
  const [byKeyboard, byPhone] = [
    await arrive("enters-first"),
    await arrive("enters-second", { width: 390, scheme: "dark" }),
  ];
  const judges = [
    await arrive("judges-one"),
    await arrive("judges-two", { width: 390 }),
    await arrive("judges-three"),
  ] as const;
  const address = await draftAndOpen(sponsor, judges);

  const { page: keyed } = byKeyboard;
  await draftFinding(byKeyboard.person, { body: "Whom somebody met says `attn.1.3@4`." });
  await keyed.goto(address);
  await byKeys(keyed.getByRole("link", { name: "Enter a finding" }), { press: "Enter" });
  await byKeys(keyed.getByRole("radio", { name: /Who met whom/ }), { press: "Space" });
  await byKeys(keyed.getByRole("button", { name: "Enter it" }), { press: "Enter" });
  const first = await entryAt(keyed);
  expect(await faultsOf(byKeyboard, "bounty-entry-eligible")).toEqual([]);

  const { page: phone } = byPhone;
  await draftFinding(byPhone.person, { body: "It is `attn.1.3@4` that says who was met." });
  await phone.goto(address);
  await phone.getByRole("link", { name: "Enter a finding" }).click();
  await phone.getByRole("radio", { name: /Who met whom/ }).check();
  expect(await faultsOf(byPhone, "bounty-enter-narrow")).toEqual([]);
  await phone.getByRole("button", { name: "Enter it" }).click();
  const second = await entryAt(phone);

  const { id } = await db().bounty.findUniqueOrThrow({ where: { slug: path.basename(address) } });
  await closeIn(id, 0);
  await db().$transaction((tx) => assignEntries(tx, id));
  for (const [at, judge] of judges.entries()) {
    const { page } = judge;
    await page.goto(`${address}/judge`);
    await page.getByText(at === 0 ? "6 scores are waited for" : "2 entries are judged").waitFor();
    if (at === 1) expect(await faultsOf(judge, "bounty-judge-narrow")).toEqual([]);
    for (let n = 0; n < 2; n++) {
      await page.goto(`${address}/judge`);
      const next = await page.getByRole("link", { name: "Score the next" }).getAttribute("href");
      await scoreNext(page, (next?.endsWith(first) ? 6 : 8) + (at === 0 ? 1 : 0));
      expect(await page.getByText(/enters-/).count()).toBe(0);
    }
  }
  const [judge] = judges;
  expect(await faultsOf(judge, "bounty-entry-scored")).toEqual([]);
  await judge.page.goto(`${address}/judge`);
  await judge.page.getByText("You have scored all of them.").waitFor();
  await judge.page.getByLabel("Say something to the others").fill("The second shows more.");
  await judge.page.getByRole("button", { name: "Say it" }).click();
  await judge.page.getByText("The second shows more.").last().waitFor();
  await judge.page.getByText(/^How far judges agree/).waitFor();
  expect(await faultsOf(judge, "bounty-judge")).toEqual([]);

  const { page } = sponsor;
  await page.goto(address);
  await page.getByRole("link", { name: "Its judges" }).click();
  await page.getByRole("button", { name: "Rank it" }).click();
  await page.getByRole("button", { name: "Rank it, for everybody to see?" }).click();
  await page.getByRole("heading", { name: "Rank it again" }).waitFor();

  await phone.goto(`${address}/outcome`);
  await phone.getByText("This ranking is provisional.").waitFor();
  const rows = phone.getByRole("row");
  expect(await rows.nth(1).textContent()).toMatch(/^1.*enters-second.*8\.33/s);
  expect(await rows.nth(2).textContent()).toMatch(/^2.*enters-first.*6\.33/s);
  expect(await faultsOf(byPhone, "bounty-outcome-narrow")).toEqual([]);
  await keyed.goto(`${address}/outcome`);
  await byKeys(keyed.getByText("You may appeal on the page of").getByRole("link"), { press: "Enter" });
  await keyed.getByText("Worth 7.").first().waitFor();
  const wrong = "The second node was not looked at.";
  await byKeys(keyed.getByLabel("What is wrong with how it ranks"), { type: wrong });
  const buttonOf = (name: string) => keyed.getByRole("button", { name, exact: true });
  await enterTwice(buttonOf("Appeal"), buttonOf("Appeal publicly, with your name?"));
  await keyed.getByText("This entry was appealed for.").waitFor();
  expect(await faultsOf(byKeyboard, "bounty-entry-appealed")).toEqual([]);
  await byKeys(keyed.getByRole("link", { name: "What was said" }), { press: "Enter" });
  await keyed.getByText("Not answered yet.").waitFor();

  await page.goto(`${address}/outcome`);
  await page.getByText(wrong).waitFor();
  await page.getByLabel("Your answer").fill("It was, and does not bear on it.");
  await page.getByRole("button", { name: "Answer" }).click();
  await page.getByRole("button", { name: "Answer, for good?" }).click();
  await page.getByText("It was, and does not bear on it.").last().waitFor();
  const [award, surely] = ["Award it", "Award it, for good?"].map((name) =>
    page.getByRole("button", { name, exact: true }),
  ) as [Locator, Locator];
  await award.click();
  await surely.click();
  await page.getByText(/^The ranking can be appealed against until/).waitFor();
  expect(sponsor.heard.splice(0)).toEqual([expect.stringContaining("409")]);

  await passDays(id, 8);
  await phone.goto(`${address}/outcome`);
  await phone.getByRole("button", { name: "Take it" }).click();
  await phone.getByText("takes it").waitFor();
  await page.reload();
  await byKeys(page.getByLabel("What you say of the award"), { type: "Found with care." });
  await enterTwice(award, surely);
  await page.getByRole("heading", { name: "Winner" }).waitFor();

  const reader = await visit();
  await reader.page.goto(address);
  await reader.page.getByRole("link", { name: "Who won, and why" }).click();
  await reader.page.getByText("Found with care.").first().waitFor();
  await reader.page.getByText("USD 1,000.00").waitFor();
  expect(await reader.page.locator("ol").first().textContent()).toMatch(/enters-second/);
  expect(await faultsOf(reader, "bounty-outcome")).toEqual([]);
  await reader.page.setViewportSize({ width: 390, height: 844 });
  expect(await faultsOf(reader, "bounty-awarded-narrow")).toEqual([]);
  await page.getByRole("link", { name: "The ledger" }).click();
  await page.getByLabel("Your reference").fill("Transfer of today");
  await page.getByRole("button", { name: "I have paid it" }).click();
  await page.getByRole("button", { name: "You have paid it, for good?" }).click();
  await page.getByText("Transfer of today").first().waitFor();
  expect(await faultsOf(sponsor, "bounty-ledger-narrow")).toEqual([]);
  await reader.page.getByRole("link", { name: "The ledger" }).click();
  await reader.page.getByRole("cell", { name: "paid", exact: true }).waitFor();
  expect(await reader.page.getByText("Transfer of today").count()).toBe(0);
  await reader.page.setViewportSize({ width: 1280, height: 900 });
  expect(await faultsOf(reader, "bounty-ledger")).toEqual([]);
  await reader.page.goto(`${address}/entries/${second}`);
  await reader.page.getByText("Worth 9.").first().waitFor();
  // What came of it is told where who won looks, and where others look at them.
  await phone.goto("/settings/ledger");
  await phone.getByText("Transfer of today").waitFor();
  await phone.getByText("No bounty of yours promises money.").waitFor();
  expect(await faultsOf(byPhone, "own-ledger-narrow")).toEqual([]);
  await keyed.goto("/settings/ledger");
  await keyed.getByText("No bounty has awarded you anything.").waitFor();
  expect(await faultsOf(byKeyboard, "own-ledger")).toEqual([]);
  await reader.page.goto("/users/enters-second");
  await reader.page.getByText("1st place in").waitFor();
  expect(await faultsOf(reader, "profile-won")).toEqual([]);
  for (const { heard } of [sponsor, byKeyboard, byPhone, ...judges, reader]) expect(heard).toEqual([]);
});

/** Somebody past the sign-up form, with a key that may publish. */
async function keyHolder(handle: string) {
  const { id, name } = await db().user.create({ data: { handle } });
  const viewer = { kind: "member" as const, id, handle, name, role: "member" as const };
  const { key } = await createApiKey({ userId: id, name: "A program", scopes: ["publish"], days: null });
  return { id, handle, cookie: "", viewer, key };
}

test("the whole path is walked from the command line and by an agent, with keys", async () => {
  process.env.DATABASE_URL = site.databaseUrl();
  const [author, agent, judge] = [
    await keyHolder("by-line"),
    await keyHolder("by-mcp"),
    await keyHolder("scores-it"),
  ];
  const leads = await keyHolder("leads-it");
  const { id, slug } = await openRuled({
    ...{ sponsor: leads, judge },
    rules: [{ kind: "write-up", version: 1, minWords: 2, minQuoted: 1 }],
  });
  const run = (key: string | null, ...args: string[]) =>
    commonsIn({ COMMONS_SITE: site.address, ...(key && { COMMONS_KEY: key }) }, "bounty", ...args);
  const said = (key: string | null, ...args: string[]) => {
    const { status, stdout, stderr } = run(key, ...args);
    expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: "" });
    return stdout;
  };
  expect(said(null, "list")).toMatch(new RegExp(`^${slug} +open`, "m"));
  expect(JSON.parse(said(null, "read", slug))).toMatchObject({ slug, isFrozen: false });
  const finding = await draftFinding(author);
  expect(run(null, "enter", slug, finding.id)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/sign/i),
  });
  const entered = JSON.parse(said(author.key, "enter", slug, finding.id, "--json"));
  expect(said(author.key, "enter", slug, finding.id)).toBe(
    `It was entered before: version 1 of ${entered.id}.\n`,
  );
  expect(said(author.key, "entry", slug, entered.id)).toMatch(/^write-up@1 +passed/m);
  expect(said(author.key, "entries", slug)).toContain(entered.id);
  expect(run(agent.key, "entry", slug, entered.id)).toMatchObject({ status: 1, stdout: "" });
  said(author.key, "withdraw", slug, entered.id);
  expect(said(author.key, "enter", slug, finding.id)).toBe(`Entered: version 2 of ${entered.id}.\n`);

  const { read, client } = await openMcp({
    ...{ era: "auto", address: site.address, headers: { authorization: `Bearer ${agent.key}` } },
  });
  const other = await draftFinding(agent);
  const theirs = (await read("enter_bounty", { slug, finding: other.id })) as { id: string };
  expect(await read("read_entry", { slug, id: theirs.id })).toMatchObject({ report: { eligible: true } });
  expect(await read("read_bounty", { slug })).toMatchObject({ isFrozen: true });
  await client.close();

  await closeIn(id, 0);
  await db().$transaction((tx) => assignEntries(tx, id));
  expect(said(judge.key, "judging", slug)).toMatch(/2 scores are waited for/);
  const folder = mkdtempSync(path.join(os.tmpdir(), "commons-scores-"));
  for (const [entry, points] of [
    [entered.id, 9],
    [theirs.id, 4],
  ] as const) {
    const file = path.join(folder, "scores.json");
    writeFileSync(file, JSON.stringify(scoresOf(points, points, points, points)));
    said(judge.key, "score", slug, entry, "--scores", file);
  }
  rmSync(folder, { recursive: true });
  expect(said(leads.key, "rank", slug)).toBe("Done.\n");
  expect(said(null, "outcome", slug)).toMatch(/^1 +9\.00 +by-line/m);
  expect(run(null, "list", "--site", "http://localhost:1")).toMatchObject({
    ...{ status: 1, stderr: "Nothing answers at http://localhost:1.\n" },
  });
  expect(run(null, "list", "--site", "nowhere")).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/whole address/),
  });
});
