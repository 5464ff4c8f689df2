import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, db } from "@/lib/db/client";
import { storeNaiveEvidence } from "@/tests/integration/support/evidence";
import { startedSite } from "./support/site";
import { axeViolations, faultsOf, signUp, visitorsOf } from "./support/visitor";

const site = startedSite({ SIGN_UPS_PER_HOUR: "100" });
const visit = visitorsOf(site);

/** Features of which something is known, as one writes them. */
let known: string[] = [];

beforeAll(async () => {
  process.env.DATABASE_URL = site.databaseUrl();
  await storeNaiveEvidence(1);
  const rows = await db().featureEvidence.findMany({
    take: 3,
    orderBy: [{ dictionaryId: "asc" }, { index: "asc" }],
    select: { index: true, dictionary: { select: { layer: true, set: { select: { kind: true } } } } },
  });
  known = rows.map(({ index, dictionary: { layer, set } }) => `${set.kind}.${layer}.${index}`);
}, 120_000);

afterAll(closeDatabase);

test("a project is begun, its features judged by keys by who was invited, on a phone too, and what came of it stands there", async () => {
  const owner = await visit();
  const { page } = owner;
  await page.goto("/projects");
  await page.getByText("There is no project yet.").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.goto("/projects/new");
  await page.getByText("A project needs somebody who leads it, and that an account.").waitFor();
  await signUp(page, "leads-it");
  await page.goto("/projects/new");
  await page.getByLabel("Title").fill("Names in stories");
  await page.getByLabel("Goal").fill("Know what the first three do.");
  await page.getByLabel("Guidelines").fill("Read **ten** texts first.");
  await page.getByLabel("How many people judge each feature").fill("2");
  await page.getByLabel("Who is invited").check();
  expect(await faultsOf(owner, "project-new")).toEqual([]);
  await page.getByRole("button", { name: "Begin it and choose its features" }).click();
  await page.waitForURL((url) => url.pathname === "/projects/names-in-stories/edit");

  const features = page.getByRole("textbox", { name: "Features" });
  const add = page.getByRole("button", { name: "Add them" });
  await features.fill(`${known[0]}\nno feature at all`);
  await add.click();
  await page.getByText("Line 2, \u201cno feature at all\u201d, is no feature's id.").waitFor();
  expect(owner.heard.splice(0)).toEqual([expect.stringContaining("422")]);
  await features.fill(known.join("\n"));
  await add.click();
  await page.getByText("3 features came in.").waitFor();
  await page.getByRole("radio", { name: "A search" }).check();
  await page.getByLabel("Address of a search").fill("/features?model=storybook-4l&sort=density");
  await page.getByLabel("How many of those found, at most").fill("1");
  await add.click();
  await page.getByText(/^(1 feature came in|0 features came in; 1 was in it before)\.$/).waitFor();
  const extra = await db().projectFeature.count();
  if (extra > 3) {
    await page
      .getByRole("button", { name: /^Take out: / })
      .nth(3)
      .click();
    await expect.poll(() => db().projectFeature.count()).toBe(3);
  }
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = (await page.getByText(/#invitation=/).textContent()) ?? "";
  expect(await faultsOf(owner, "project-edit")).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);

  const invited = await visit({ width: 390, scheme: "dark" });
  const phone = invited.page;
  await signUp(phone, "was-invited");
  const { pathname, hash } = new URL(link);
  await phone.goto(pathname);
  await phone.getByText("It is joined by invitation: ask one of its owners for one.").waitFor();
  await phone.goto("/projects");
  await phone.goto(`${pathname}${hash}`);
  await phone.getByRole("button", { name: "Join the project" }).click();
  await phone.getByRole("link", { name: "Judge its features" }).waitFor();
  expect(await faultsOf(invited, "project-narrow")).toEqual([]);
  expect(await axeViolations(phone)).toEqual([]);

  for (const each of [page, phone]) {
    await each.goto("/label?project=names-in-stories");
    await each.getByText("Read ten texts first.").waitFor();
    for (let n = 0; n < 3; n++) {
      await each.getByRole("button", { name: /^Judge it/ }).waitFor();
      await each.locator(".queue-evidence .feature-card-example").first().waitFor();
      if (n === 0 && each === phone) expect(await faultsOf(invited, "project-queue-narrow")).toEqual([]);
      await each.keyboard.press("j");
      await each.getByRole("form", { name: "What you make of it" }).waitFor();
      for (const key of [String(n + 1), "2", "1", "3"]) await each.keyboard.press(key);
      await each.keyboard.press("Enter");
      await each.getByRole("status", { name: "What people make of it" }).waitFor();
      await each.getByRole("button", { name: /^Next feature/ }).waitFor();
      await each.keyboard.press("n");
      await each.getByText(`${n + 1} of 10 in this session`).waitFor();
    }
    await each.getByText("Nothing of this project waits for you now.").waitFor();
  }
  expect(await faultsOf(owner, "project-queue-done")).toEqual([]);

  await page.goto("/projects/names-in-stories");
  await page.getByText("6 of 6 judgements; 3 of 3 features have enough.").waitFor();
  await page.getByRole("heading", { name: "How far its members agree" }).waitFor();
  // It is computed at most every half a minute, and who was invited has seen the page before.
  await expect
    .poll(
      async () => {
        await page.goto("/projects/names-in-stories");
        return page.getByText(/^3 features that two or more of its members judged/).count();
      },
      { timeout: 60_000, interval: 2_000 },
    )
    .toBe(1);
  const under = async (locator: Locator) => (await locator.boundingBox()) ?? { y: 0, height: 0 };
  const heading = await under(page.getByRole("heading", { name: "Guidelines" }));
  const said = await under(page.getByText("Read ten texts first."));
  expect(said.y - heading.y - heading.height).toBeLessThanOrEqual(12);
  expect(await faultsOf(owner, "project")).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);
  const table = await page.request.get("/api/v1/projects/names-in-stories/table?of=judgements");
  expect((await table.text()).trim().split("\n")).toHaveLength(7);
  await page.getByRole("link", { name: known[0] ?? "", exact: true }).click();
  await page.getByRole("region", { name: "Projects that it is in" }).getByText("Names in stories").waitFor();

  await page.goto("/projects/names-in-stories/edit");
  await page.getByRole("button", { name: "Delete the project" }).click();
  await page.getByRole("button", { name: /^Delete for good/ }).click();
  await page.waitForURL((url) => url.pathname === "/projects");
  await page.getByText("You are in no project yet.").waitFor();
  const gone = await phone.goto("/projects/names-in-stories");
  expect(gone?.status()).toBe(410);
  await phone.getByText("This project was taken back.").waitFor();
  expect(owner.heard).toEqual([]);
});
