import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { assignEntries } from "@/lib/bounty-judging/assign-entries";
import { closeDatabase, db } from "@/lib/db/client";
import { commonsIn } from "@/tests/golden/commons";
import { closeIn, draftFinding, openRuled } from "@/tests/integration/support/entries";
import { judgedBounty, passDays, scoresOf } from "@/tests/integration/support/judging";
import { openMcp } from "@/tests/integration/support/mcp-client";
import { startedSite } from "./support/site";
import { axeViolations, faultsOf, signUp, visitorsOf } from "./support/visitor";

const site = startedSite({ SIGN_UPS_PER_HOUR: "100" });
const visit = visitorsOf(site);
afterAll(closeDatabase);

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

test("three judges score blind, the ranking is appealed against, a winner takes the place, and everybody reads the award", async () => {
  process.env.DATABASE_URL = site.databaseUrl();
  const sponsor = await arrive("sponsors-all");
  const entrants = [
    await arrive("enters-first", { width: 390, scheme: "dark" }),
    await arrive("enters-second"),
  ];
  const judges = [
    await arrive("judges-one"),
    await arrive("judges-two", { width: 390 }),
    await arrive("judges-three"),
  ];
  const bounty = await judgedBounty({
    sponsor: sponsor.person,
    entrants: entrants.map(({ person }) => person),
    ...{ judges: judges.map(({ person }) => person), rewards: [100_000n] },
  });
  const path = `/bounties/${bounty.slug}`;
  const [first = "", second = ""] = bounty.entries;

  for (const [at, { page }] of judges.entries()) {
    await page.goto(`${path}/judge`);
    await page.getByText(at === 0 ? "6 scores are waited for" : "2 entries are judged").waitFor();
    if (at === 1) {
      expect(await faultsOf(judges[1] as (typeof judges)[number], "bounty-judge-narrow")).toEqual([]);
      expect(await axeViolations(page)).toEqual([]);
    }
    for (let n = 0; n < 2; n++) {
      await page.goto(`${path}/judge`);
      const next = await page.getByRole("link", { name: "Score the next" }).getAttribute("href");
      await scoreNext(page, (next?.endsWith(first) ? 6 : 8) + (at === 0 ? 1 : 0));
      expect(await page.getByText(/enters-/).count()).toBe(0);
    }
  }
  const [judge] = judges as [(typeof judges)[number]];
  expect(await faultsOf(judge, "bounty-entry-scored")).toEqual([]);
  expect(await axeViolations(judge.page)).toEqual([]);
  await judge.page.goto(`${path}/judge`);
  await judge.page.getByText("You have scored all of them.").waitFor();
  await judge.page.getByLabel("Say something to the others").fill("The second shows more.");
  await judge.page.getByRole("button", { name: "Say it" }).click();
  await judge.page.getByText("The second shows more.").last().waitFor();
  await judge.page.getByText(/^How far judges agree/).waitFor();
  expect(await faultsOf(judge, "bounty-judge")).toEqual([]);
  expect(await axeViolations(judge.page)).toEqual([]);

  const { page } = sponsor;
  await page.goto(path);
  await page.getByRole("link", { name: "Its judges" }).click();
  await page.getByRole("button", { name: "Rank it" }).click();
  await page.getByRole("button", { name: "Rank it, for everybody to see?" }).click();
  await page.getByRole("heading", { name: "Rank it again" }).waitFor();

  const phone = (entrants[0] as (typeof entrants)[number]).page;
  await phone.goto(`${path}/outcome`);
  await phone.getByText("This ranking is provisional.").waitFor();
  const rows = phone.getByRole("row");
  expect(await rows.nth(1).textContent()).toMatch(/^1.*enters-second.*8\.33/s);
  expect(await rows.nth(2).textContent()).toMatch(/^2.*enters-first.*6\.33/s);
  expect(await faultsOf(entrants[0] as (typeof entrants)[number], "bounty-outcome-narrow")).toEqual([]);
  expect(await axeViolations(phone)).toEqual([]);
  await phone.goto(`${path}/entries/${first}`);
  await phone.getByText("Worth 7.").first().waitFor();
  await phone.getByLabel("What is wrong with how it ranks").fill("The second node was not looked at.");
  await phone.getByRole("button", { name: "Appeal" }).click();
  await phone.getByRole("button", { name: "Appeal publicly, with your name?" }).click();
  await phone.getByRole("heading", { name: "Appeal", exact: true }).waitFor({ state: "detached" });

  await page.goto(`${path}/outcome`);
  await page.getByText("The second node was not looked at.").waitFor();
  await page.getByLabel("Your answer").fill("It was, and does not bear on it.");
  await page.getByRole("button", { name: "Answer" }).click();
  await page.getByRole("button", { name: "Answer, for good?" }).click();
  await page.getByText("It was, and does not bear on it.").last().waitFor();
  await page.getByRole("button", { name: "Award it" }).click();
  await page.getByRole("button", { name: "Award it, for good?" }).click();
  await page.getByText(/^The ranking can be appealed against until/).waitFor();
  expect(sponsor.heard.splice(0)).toEqual([expect.stringContaining("409")]);

  await passDays(bounty.id, 8);
  const winner = (entrants[1] as (typeof entrants)[number]).page;
  await winner.goto(`${path}/outcome`);
  await winner.getByRole("button", { name: "Take it" }).click();
  await winner.getByText("takes it").waitFor();
  await page.reload();
  await page.waitForLoadState("networkidle");
  await page.getByLabel("What you say of the award").fill("Found with care.");
  await page.getByRole("button", { name: "Award it" }).click();
  await page.getByRole("button", { name: "Award it, for good?" }).click();
  await page.getByRole("heading", { name: "Winner" }).waitFor();

  const reader = await visit();
  await reader.page.goto(path);
  await reader.page.getByRole("link", { name: "Who won, and why" }).click();
  await reader.page.getByText("Found with care.").first().waitFor();
  await reader.page.getByText("USD 1,000.00").waitFor();
  expect(await reader.page.locator("ol").first().textContent()).toMatch(/enters-second/);
  expect(await faultsOf(reader, "bounty-outcome")).toEqual([]);
  expect(await axeViolations(reader.page)).toEqual([]);
  await page.getByRole("link", { name: "The ledger" }).click();
  await page.getByLabel("Your reference").fill("Transfer of today");
  await page.getByRole("button", { name: "I have paid it" }).click();
  await page.getByRole("button", { name: "You have paid it, for good?" }).click();
  await page.getByText("Transfer of today").first().waitFor();
  expect(await faultsOf(sponsor, "bounty-ledger")).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);
  await reader.page.getByRole("link", { name: "The ledger" }).click();
  await reader.page.getByRole("cell", { name: "paid", exact: true }).waitFor();
  expect(await reader.page.getByText("Transfer of today").count()).toBe(0);
  await reader.page.goto(`${path}/entries/${second}`);
  await reader.page.getByText("Worth 9.").first().waitFor();
  // What came of it is told where who won looks, and where others look at them.
  const [other, best] = entrants as [(typeof entrants)[number], (typeof entrants)[number]];
  await best.page.goto("/settings/ledger");
  await best.page.getByText("Transfer of today").waitFor();
  await best.page.getByText("No bounty of yours promises money.").waitFor();
  expect(await faultsOf(best, "own-ledger")).toEqual([]);
  expect(await axeViolations(best.page)).toEqual([]);
  await other.page.goto("/settings/ledger");
  await other.page.getByText("No bounty has awarded you anything.").waitFor();
  expect(await faultsOf(other, "own-ledger-narrow")).toEqual([]);
  await reader.page.goto("/users/enters-second");
  await reader.page.getByText("1st place in").waitFor();
  expect(await faultsOf(reader, "profile-won")).toEqual([]);
  for (const { heard } of [sponsor, ...entrants, ...judges, reader]) expect(heard).toEqual([]);
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
