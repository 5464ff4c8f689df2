import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Feature } from "@/lib/circuit-format/node-id";
import { closeDatabase, db } from "@/lib/db/client";
import { featurePath } from "@/lib/features/feature-address";
import { answerCheck } from "@/lib/labels/checks/answer-check";
import { stratumSchema } from "@/lib/labels/checks/stratum";
import { takeHand } from "@/lib/labels/checks/take-hand";
import { proposeLabel } from "@/lib/labels/propose-label";
import { storeNaiveEvidence } from "@/tests/integration/support/evidence";
import { startedSite } from "./support/site";
import { axeViolations, faultsOf, signUp, visitorsOf } from "./support/visitor";

const site = startedSite({ SIGN_UPS_PER_HOUR: "100" });
const visit = visitorsOf(site);
let path: string;
let features: Feature[];

beforeAll(async () => {
  process.env.DATABASE_URL = site.databaseUrl();
  features = await storeNaiveEvidence(2);
  const feature = features.find(({ kind, layer }) => kind === "mlp" && layer === 2);
  if (!feature) throw new Error("No feature of the MLP is known");
  path = featurePath({ ...feature, model: "storybook-4l", set: feature.kind });
}, 120_000);

afterAll(closeDatabase);

const side = (page: Page) => page.getByRole("region", { name: "What makes it fire" });

/** Whether the feature fires in the text that is asked about: what the page does not tell. */
async function isFiring(page: Page, handle: string): Promise<boolean> {
  const number = Number(/Text (\d+) of/.exec((await page.getByRole("status").textContent()) ?? "")?.[1]);
  const check = await db().labelCheck.findFirstOrThrow({ where: { rater: { handle }, number: number - 1 } });
  return check.fires;
}

async function answerByKeys(page: Page, handle: string): Promise<void> {
  await page.getByText(/^Text 1 of/).waitFor();
  const count = Number(/of (\d+)/.exec((await page.getByRole("status").textContent()) ?? "")?.[1]);
  for (let number = 1; number <= count; number++) {
    await page.getByText(`Text ${number} of ${count}`, { exact: false }).waitFor();
    await page.keyboard.press((await isFiring(page, handle)) ? "y" : "n");
  }
  await page.getByText(`All ${count} are answered.`).waitFor();
}

test("people who tell blind by a label where its feature fires make it supported, before the eyes of who looks", async () => {
  const author = await visit();
  await signUp(author.page, "author");
  await author.page.goto(path);
  await side(author.page).getByRole("button", { name: "Propose a label" }).click();
  await side(author.page).getByLabel("Label", { exact: true }).fill("what it fires on");
  await side(author.page).getByRole("button", { name: "Propose it" }).click();
  await side(author.page).getByText("For supported: 24 more blind answers from 2 people.").waitFor();
  // Their own is not offered to them.
  await author.page.goto("/label?only=checks");
  await author.page.getByText("There is no label left for you to check.").waitFor();
  await author.page.goto(path);

  const looks = [{}, { width: 390, scheme: "dark" }, {}, {}] as const;
  for (const [i, look] of looks.entries()) {
    const visitor = await visit(look);
    const { page } = visitor;
    await signUp(page, `rater-${i}`);
    await page.goto("/label?only=checks");
    await page.getByText(/^Text 1 of/).waitFor();
    if (i < 2) expect(await faultsOf(visitor, `label-check-${i}`)).toEqual([]);
    await answerByKeys(page, `rater-${i}`);
    await page.keyboard.press("Enter");
    await page.getByText(/^You told \d+ of \d+ rightly/).waitFor();
    expect(await page.locator('.checking-results li[data-right="false"]').count()).toBe(0);
    if (i === 0) expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByText("There is no label left for you to check.").waitFor();
    if (await side(author.page).getByText("supported", { exact: true }).isVisible()) break;
  }
  await side(author.page).getByText("supported", { exact: true }).waitFor();
  await side(author.page)
    .getByText(/told rightly$/)
    .waitFor();
  expect(author.heard).toEqual([]);
});

test("the last answer can be changed, and what was answered stays after a reload", async () => {
  const { page } = await visit();
  await signUp(page, "thinker");
  const { id } = await db().label.findFirstOrThrow({ where: { text: "what it fires on" } });
  await page.goto(`/label?label=${id}`);
  await page.getByText(/^Text 1 of/).waitFor();
  await page.getByRole("button", { name: "Yes" }).click();
  await page.getByText(/^Text 2 of/).waitFor();
  await page.keyboard.press("Backspace");
  await page.getByText(/^Text 1 of/).waitFor();
  await page.keyboard.press("n");
  await page.keyboard.press("c");
  await page.getByText(/^Text 3 of/).waitFor();
  const answered = () =>
    db().labelCheck.findMany({ where: { rater: { handle: "thinker" }, answeredAt: { not: null } } });
  await expect
    .poll(async () => (await answered()).map(({ number, says }) => [number, says]))
    .toEqual([[0, false]]);
  await page.reload();
  await page.getByText(/^Text 2 of/).waitFor();
});

test("at which token it fires is said by keys alone, at a telephone's width, in the dark and without JavaScript", async () => {
  const { id } = await db().label.findFirstOrThrow({ where: { text: "what it fires on" } });
  const looks = [{}, { width: 390, scheme: "dark" }, { javaScript: false }] as const;
  for (const [i, look] of looks.entries()) {
    const visitor = await visit(look);
    const { page } = visitor;
    const handle = `pointer-${i}`;
    const scripted = await visit();
    await signUp(scripted.page, handle);
    await page.context().addCookies(await scripted.page.context().cookies());
    // What looks for faults is a script itself.
    const faults = (name: string) => (i < 2 ? faultsOf(visitor, name) : []);
    const { id: raterId } = await db().user.findUniqueOrThrow({ where: { handle } });
    const { texts } = await takeHand({ labelId: id, raterId, byProgram: false });
    for (const { id: checkId } of texts)
      await answerCheck({ checkId, raterId, byProgram: false, said: { says: true } });
    await page.goto("/label?pinpoint=next");
    await page.getByRole("button", { name: "Show the first text" }).click();
    await page.getByText(/^Text 1 of \d+: at which token/).waitFor();
    expect(await faults(`label-pinpoint-${i}`)).toEqual([]);
    const rows = await db().pinpointCheck.findMany({ where: { raterId }, orderBy: { number: "asc" } });
    for (const [n, { first, position }] of rows.entries()) {
      await page.getByText(`Text ${n + 1} of ${rows.length}:`, { exact: false }).waitFor();
      if (n === 1) {
        await page.getByRole("button", { name: "Cannot tell" }).click();
        continue;
      }
      await page.getByRole("radio").first().focus();
      await page.keyboard.press("Space");
      for (let at = first; at < position; at++) await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
    }
    const told = rows.length - 1;
    await page.getByText(`You picked the very token in ${told} of ${told}`, { exact: false }).waitFor();
    expect(await faults(`label-pinpoint-told-${i}`)).toEqual([]);
    await page.goto(path);
    await side(page)
      .getByText(/picked the very token at which it fires most in \d+ of \d+ texts/)
      .waitFor();
  }
});

/** What a page has of five texts but for their words and numbers: of none may it be anything else than of the others. */
async function markupOfTexts(page: Page): Promise<string[]> {
  return page.locator(".intruder-text").evaluateAll((texts) =>
    texts.map((text) => {
      const bare = text.cloneNode(true);
      if (!(bare instanceof HTMLElement)) return "";
      for (const strip of bare.querySelectorAll(".strip")) strip.replaceChildren();
      for (const number of bare.querySelectorAll(".intruder-place")) number.replaceChildren();
      bare.querySelector("input")?.removeAttribute("value");
      return bare.outerHTML;
    }),
  );
}

test("which text does not belong is named by keys alone, at a telephone's width, in the dark and without JavaScript, and the page does not tell", async () => {
  const looks = [{}, { width: 390, scheme: "dark" }, { javaScript: false }] as const;
  for (const [i, look] of looks.entries()) {
    const visitor = await visit(look);
    const { page } = visitor;
    const handle = `odd-${i}`;
    const scripted = await visit();
    await signUp(scripted.page, handle);
    await page.context().addCookies(await scripted.page.context().cookies());
    // What looks for faults is a script itself.
    const faults = (name: string) => (i < 2 ? faultsOf(visitor, name) : []);
    await page.goto("/label?intruder=next");
    if (i < 2) expect(await faults(`label-intruder-begin-${i}`)).toEqual([]);
    await page.getByRole("button", { name: "Show the first five texts" }).click();
    await page.getByText(/^Question 1 of \d+: in which/).waitFor();
    expect(await faults(`label-intruder-${i}`)).toEqual([]);
    if (i < 2) expect(await axeViolations(page)).toEqual([]);
    const rows = await db().intruderQuestion.findMany({
      where: { rater: { handle } },
      orderBy: { number: "asc" },
      include: { dictionary: { include: { set: { include: { model: true } } } } },
    });
    for (const [n, { intruder }] of rows.entries()) {
      await page.getByText(`Question ${n + 1} of ${rows.length}:`, { exact: false }).waitFor();
      expect(new Set(i < 2 ? await markupOfTexts(page) : [""]).size).toBe(1);
      expect(await page.content()).not.toMatch(/intruder\\*":\d|isNear|windows\\*":|band\\*":/);
      const named = n === 0 ? (intruder + 1) % 5 : intruder;
      if (i < 2) await page.keyboard.press(String(named + 1));
      else await page.locator(".intruder-text").nth(named).click();
      await page.keyboard.press("Enter");
    }
    const told = rows.length - 1;
    await page.getByText(`You named ${told} of ${rows.length} rightly`, { exact: false }).waitFor();
    expect(await faults(`label-intruder-told-${i}`)).toEqual([]);
    if (i < 2) expect(await axeViolations(page)).toEqual([]);
    const { layer, set } = rows[0]?.dictionary ?? {};
    await page.getByRole("link", { name: "See the feature" }).click();
    await page.waitForURL(`**/features/${set?.model.name}/${set?.name}/${layer}/${rows[0]?.index}`);
    await side(page)
      .getByText(/shown no label: told in \d+ of \d+ times which of five texts it does not fire in/)
      .waitFor();
    if (i === 1) expect(await faults("label-intruder-feature")).toEqual([]);
    await page.goto("/label?intruder=next");
    await page.getByRole("button", { name: "Show the first five texts" }).waitFor();
    await page.goto("/label?intruder=%2Ffeatures%2Fnone%2Fattn%2F0%2F1");
    await page.getByText("There is no feature at this address.").waitFor();
  }
  const guest = await visit();
  await guest.page.goto("/label?intruder=next");
  await guest.page.getByText("Checking needs an account").waitFor();
});

/** A label of what a feature makes the model say, of which there is a hand, and its feature's page. */
async function outputLabel(): Promise<{ id: string; page: string }> {
  for (const feature of features) {
    const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
      where: { layer: feature.layer, set: { kind: feature.kind, model: { name: "storybook-4l" } } },
    });
    const [author, probe] = await Promise.all(
      ["author", "probe"].map((name) =>
        db().user.create({ data: { handle: `${name}-${crypto.randomUUID().slice(0, 8)}` } }),
      ),
    );
    const { id } = await proposeLabel({
      ...{ of: { dictionaryId, index: feature.index, side: "output" }, authorId: author?.id ?? "" },
      ...{ text: "what it raises", rationale: "", evidence: { examples: [], circuits: [] } },
    });
    const hand = await takeHand({ labelId: id, raterId: probe?.id ?? "", byProgram: false }).catch(
      () => null,
    );
    if (hand) return { id, page: featurePath({ ...feature, model: "storybook-4l", set: feature.kind }) };
  }
  throw new Error("No feature has a hand of tokens");
}

test("a label of what a feature makes the model say is checked by keys, on a telephone's width too, and its page tells how", async () => {
  const label = await outputLabel();
  const looks = [{}, { width: 390, scheme: "dark" }] as const;
  for (const [i, look] of looks.entries()) {
    const visitor = await visit(look);
    const { page } = visitor;
    await signUp(page, `teller-${i}`);
    await page.goto(`/label?label=${label.id}`);
    await page.getByText(/^Text 1 of \d+: which of these/).waitFor();
    expect(await faultsOf(visitor, `label-continuation-${i}`)).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    const rows = await db().labelCheck.findMany({
      where: { rater: { handle: `teller-${i}` } },
      orderBy: { number: "asc" },
    });
    for (const [n, { stratum: stored }] of rows.entries()) {
      await page.getByText(`Text ${n + 1} of ${rows.length}`, { exact: false }).waitFor();
      const stratum = stratumSchema.parse(stored);
      if (stratum.is !== "continuation") throw new Error("No token is asked about");
      await page.keyboard.press(n === 0 ? "c" : String(stratum.raised + 1));
    }
    await page.getByText(`All ${rows.length} are answered.`).waitFor();
    await page.keyboard.press("Enter");
    await page
      .getByText(`You told ${rows.length - 1} of ${rows.length - 1} rightly, and could not tell 1.`, {
        exact: false,
      })
      .waitFor();
    expect(await faultsOf(visitor, `label-continuation-told-${i}`)).toEqual([]);
    await page.goto(label.page);
    const told = page.getByRole("region", { name: "What it makes the model say" });
    await told.getByText(/named \d+ of \d+ tokens that it raises/).waitFor();
    await told.getByText("where guessing names 25%", { exact: false }).waitFor();
    expect(await faultsOf(visitor, `label-continuation-feature-${i}`)).toEqual([]);
  }
});

test("a text is made a test text with a reason, disputed by who answers it, and a moderator upholds that", async () => {
  const author = await db().user.create({ data: { handle: `author-${crypto.randomUUID().slice(0, 8)}` } });
  const feature = features.find(({ kind, layer }) => kind === "mlp" && layer === 1);
  if (!feature) throw new Error("No feature is known");
  const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
    where: { layer: feature.layer, set: { kind: feature.kind, model: { name: "storybook-4l" } } },
  });
  const { id } = await proposeLabel({
    ...{ of: { dictionaryId, index: feature.index, side: "input" }, authorId: author.id },
    ...{ text: "a label with test texts", rationale: "", evidence: { examples: [], circuits: [] } },
  });
  const picker = await visit();
  await signUp(picker.page, "picker");
  await picker.page.goto(`/label?label=${id}`);
  await answerByKeys(picker.page, "picker");
  await picker.page.keyboard.press("Enter");
  for (const [i, name] of ["that it fires", "that it does not"].entries()) {
    await picker.page.locator(".checking-results li").nth(i).getByText("A good test for others?").click();
    await picker.page
      .locator(".checking-results li")
      .nth(i)
      .getByRole("button", { name, exact: true })
      .click();
    await picker.page.getByRole("textbox").fill("its very words stand here");
    if (i === 0) expect(await faultsOf(picker, "label-gold-pick")).toEqual([]);
    await picker.page.getByRole("button", { name: "Make it a test text" }).click();
    await picker.page.locator(".checking-results li").nth(i).getByText("A test text: picker says").waitFor();
  }
  expect(await axeViolations(picker.page)).toEqual([]);
  const rater = await visit({ width: 390, scheme: "dark" });
  await signUp(rater.page, "disputer");
  await rater.page.goto(`/label?label=${id}`);
  await answerByKeys(rater.page, "disputer");
  await rater.page.keyboard.press("Enter");
  const gold = rater.page.locator(".checking-results li", { hasText: "A test text: picker says" });
  await gold.nth(0).getByRole("button", { name: "Dispute" }).click();
  await rater.page.getByRole("textbox").fill("half the readers would say no");
  await rater.page.getByRole("button", { name: "Dispute it" }).click();
  await rater.page.getByText("You dispute that; a moderator decides.").waitFor();
  expect(await faultsOf(rater, "label-gold-dispute")).toEqual([]);
  const moderator = await visit();
  await signUp(moderator.page, "overseer");
  await db().user.update({ where: { handle: "overseer" }, data: { role: "moderator" } });
  await moderator.page.goto("/moderation/gold");
  await moderator.page.getByText("half the readers would say no").waitFor();
  expect(await faultsOf(moderator, "moderation-gold")).toEqual([]);
  expect(await axeViolations(moderator.page)).toEqual([]);
  await moderator.page.getByRole("button", { name: "Uphold it" }).click();
  await moderator.page.getByText("No dispute waits for an answer.").waitFor();
  expect(await db().goldDispute.findMany({ select: { isUpheld: true } })).toEqual([{ isUpheld: true }]);
});

test("a guest is told why it takes an account, and a label that is not there is said so", async () => {
  const visitor = await visit();
  await visitor.page.goto("/label?only=checks");
  await visitor.page.getByText("Checking needs an account").waitFor();
  expect(await faultsOf(visitor, "label-guest")).toEqual([]);
  await signUp(visitor.page, "lost");
  await visitor.page.goto(`/label?label=${crypto.randomUUID()}`);
  await visitor.page.getByText("There is no label at this address.").waitFor();
  await visitor.page.getByRole("button", { name: "Another label" }).click();
  await visitor.page.getByText(/^Text 1 of|^There is no label left/).waitFor();
});
