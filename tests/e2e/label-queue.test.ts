import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, db } from "@/lib/db/client";
import { judgeFeature } from "@/lib/judgements/judge-feature";
import { recountLabels } from "@/lib/labels/recount";
import { storeNaiveEvidence } from "@/tests/integration/support/evidence";
import { startedSite } from "./support/site";
import { axeViolations, faultsOf, signUp, visitorsOf } from "./support/visitor";

const site = startedSite({ SIGN_UPS_PER_HOUR: "100" });
const visit = visitorsOf(site);

beforeAll(async () => {
  process.env.DATABASE_URL = site.databaseUrl();
  await storeNaiveEvidence(3);
}, 120_000);

afterAll(closeDatabase);

/** Has somebody judge the feature of a page. */
async function judgeAs(handle: string, path: string): Promise<void> {
  const { id } = await db().user.create({ data: { handle } });
  const [, , , set = "", layer, index] = path.split("/");
  const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
    where: { layer: Number(layer), set: { name: set } },
  });
  await judgeFeature({
    of: { dictionaryId, index: Number(index) },
    judgeId: id,
    content: { interpretable: 1, family: "unclear", hasOneMeaning: false, confidence: 0 },
  });
}

const fires = (page: Page) => page.getByRole("region", { name: "What makes it fire" });

/** The path of the feature that is before somebody, once all of it is there. */
async function shown(page: Page): Promise<string> {
  const link = page.getByRole("link", { name: "All that is known of it" });
  await link.waitFor();
  await fires(page).waitFor();
  await page.locator(".queue-evidence .feature-card-example").first().waitFor();
  return (await link.getAttribute("href")) ?? "";
}

test("a guest's words wait for them, and the feature they looked at is their first once they signed in", async () => {
  const guest = await visit({ width: 390, scheme: "dark" });
  const { page } = guest;
  await page.goto("/label");
  const path = await shown(page);
  await fires(page).getByRole("button", { name: "Propose a label" }).click();
  await page.getByLabel("Label", { exact: true }).fill("typed before signing in");
  expect(await faultsOf(guest, "label-queue-guest")).toEqual([]);
  await signUp(page, "came-later");
  await page.goto("/label");
  expect(await shown(page)).toBe(path);
  await fires(page).getByRole("button", { name: "Propose a label" }).click();
  await expect
    .poll(() => page.getByLabel("Label", { exact: true }).inputValue())
    .toBe("typed before signing in");
  expect(await faultsOf(guest, "label-queue-narrow")).toEqual([]);
});

test("by keys alone one labels, skips and goes on; another is shown other features, and one session is reverted in one step", async () => {
  const one = await visit();
  const two = await visit();
  await signUp(one.page, "labels-first");
  await signUp(two.page, "labels-second");
  const { page } = one;
  await Promise.all([page.goto("/label"), two.page.goto("/label")]);
  const seen = [await shown(page), await shown(two.page)];
  expect(seen[0]).not.toBe(seen[1]);
  expect(await faultsOf(one, "label-queue")).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);

  await page.keyboard.press("p");
  await page.getByLabel("Label", { exact: true }).waitFor();
  await page.keyboard.type("what it fires on");
  await page.keyboard.press("Enter");
  await fires(page).getByText("what it fires on", { exact: true }).waitFor();
  await page.getByRole("button", { name: /^Next feature/, disabled: false }).waitFor();
  await page.keyboard.press("n");
  await page.getByText("1 of 10 in this session").waitFor();
  const second = await shown(page);
  expect(seen).not.toContain(second);

  // Without a word nothing is passed over.
  await page.keyboard.press("n");
  await page.getByText("Why do you pass it over?").waitFor();
  await page.keyboard.press("2");
  await page.keyboard.press("Enter");
  await page.getByText("2 of 10 in this session").waitFor();
  const mark = await db().queueMark.findFirstOrThrow({
    where: { sitting: { member: { handle: "labels-first" } } },
  });
  expect(mark).toMatchObject({ kind: "skip", reason: "cannotTell" });

  await page.getByLabel("Goal").selectOption("none");
  await page.getByText("2 in this session").waitFor();
  const third = await shown(page);
  await page.reload();
  await page.getByText("2 in this session").waitFor();
  expect(await shown(page)).toBe(third);

  // What one makes of it, a key an answer; what others say comes after one's own.
  await judgeAs("judged-before", third);
  expect(await page.getByText("judged-before").count()).toBe(0);
  await page.keyboard.press("j");
  await page.getByRole("form", { name: "What you make of it" }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  for (const key of ["3", "2", "1", "4"]) await page.keyboard.press(key);
  await page.keyboard.press("Enter");
  const said = page.getByRole("status", { name: "What people make of it" });
  await said.getByText(/^You: local context, interpretable 3 of 4, one meaning, confidence 4 of 4/).waitFor();
  await said.getByText("judged-before").waitFor();
  await page.keyboard.press("Escape");
  expect(await faultsOf(one, "label-queue-judged")).toEqual([]);

  // Who closes the page gives back what it held.
  await page.goto("/features");
  await expect
    .poll(() => db().queuedFeature.count({ where: { leasedUntil: { gt: new Date() } } }))
    .toBeLessThanOrEqual(4);

  await page.goto("/label/sittings");
  expect(await faultsOf(one, "label-sittings")).toEqual([]);
  await page.getByRole("button", { name: "Revert it" }).click();
  await page.getByText(/^3 things were undone/).waitFor();
  expect(await db().judgement.count({ where: { takenBackAt: null } })).toBe(1);
  expect(await db().label.count({ where: { text: "what it fires on", withdrawnAt: null } })).toBe(0);
  expect(await recountLabels()).toEqual([]);
  expect([...one.heard, ...two.heard]).toEqual([]);
});

test("by the keyboard alone one comes from signing in to a tenth label", async () => {
  const { page, heard } = await visit();
  await signUp(page, "all-by-keys");
  await page.context().clearCookies();
  await page.goto("/label");
  await shown(page);
  await tabTo(page, "Sign in", 40);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/sign-in");
  await tabTo(page, "Handle", 40);
  await page.keyboard.type("all-by-keys");
  await tabTo(page, "Password", 5);
  await page.keyboard.type("a long pass phrase");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/label");
  for (let n = 1; n <= 10; n++) {
    await shown(page);
    await page.getByRole("button", { name: "Propose a label" }).first().waitFor();
    await page.keyboard.press("p");
    await page.getByLabel("Label", { exact: true }).waitFor();
    await page.keyboard.type(`label number ${n} by keys`);
    await page.keyboard.press("Enter");
    await fires(page).getByText(`label number ${n} by keys`, { exact: true }).waitFor();
    await page.getByRole("button", { name: /^Next feature/, disabled: false }).waitFor();
    await page.keyboard.press("n");
    await page.getByText(`${n} of 10 in this session`).waitFor();
  }
  await page.getByText("That was the goal").waitFor();
  const where = { author: { handle: "all-by-keys" }, withdrawnAt: null };
  expect(await db().label.count({ where })).toBe(10);
  expect(heard).toEqual([]);
});

/** Goes on by the tabulator until what is named so has the focus. */
async function tabTo(page: Page, name: string, most: number): Promise<void> {
  for (let n = 0; n < most; n++) {
    await page.keyboard.press("Tab");
    const label = await page.evaluate(() => {
      const { activeElement: at } = document;
      const named = at instanceof HTMLInputElement ? at.labels?.[0] : at;
      return named?.textContent?.trim() ?? "";
    });
    if (label.startsWith(name)) return;
  }
  throw new Error(`${name} is not reached by the tabulator`);
}
