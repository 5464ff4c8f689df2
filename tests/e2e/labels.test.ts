import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { panel, tracePrediction } from "./support/circuit";
import { startedSite } from "./support/site";
import {
  axeViolations,
  faultsOf,
  screenshot,
  sidewaysOverflow,
  signUp,
  visitorsOf,
  widths,
} from "./support/visitor";

const site = startedSite({ SIGN_UPS_PER_HOUR: "100" });
const visit = visitorsOf(site);

const featureAt = (index: number) => `/features/storybook-4l/attn/3/${index}`;
const side = (page: Page) => page.getByRole("region", { name: "What makes it fire" });
const propose = (page: Page) => side(page).getByRole("button", { name: "Propose a label" });
const label = (page: Page) => side(page).getByLabel("Label", { exact: true });

async function proposeIn(page: Page, text: string): Promise<void> {
  await propose(page).click();
  await label(page).fill(text);
  await side(page).getByRole("button", { name: "Propose it" }).click();
  await side(page).getByRole("article", { name: text }).waitFor();
}

test("what one person proposes, rewords and votes another sees without reloading, and the feature is called that", async () => {
  const [ann, ben] = [await visit(), await visit({ width: 390, scheme: "dark" })];
  await signUp(ann.page, "ann");
  await signUp(ben.page, "ben");
  for (const { page } of [ann, ben]) await page.goto(featureAt(1));
  await proposeIn(ann.page, "the name that was said last");
  const seen = side(ben.page).getByRole("article", { name: "the name that was said last" });
  await seen.waitFor();
  await ben.page.getByRole("heading", { level: 1, name: "the name that was said last" }).waitFor();
  await seen.getByRole("button", { name: "Agree 0", exact: true }).click();
  await side(ann.page).getByText("1 for, 0 against").waitFor();
  await seen.getByRole("button", { name: "Disagree 0", exact: true }).click();
  await ben.page.getByRole("radio", { name: "too narrow" }).check();
  await ben.page.getByRole("button", { name: "Vote against it" }).click();
  await side(ann.page).getByText("0 for, 1 against").waitFor();
  await side(ann.page).getByText("Against it: too narrow (1).").waitFor();
  await side(ben.page).getByText("contested", { exact: true }).waitFor();

  await side(ann.page).getByRole("button", { name: "Say it better" }).click();
  await label(ann.page).fill("any name, said last");
  await side(ann.page).getByRole("button", { name: "Save" }).click();
  await side(ben.page).getByText("Your vote was for what it said before. Vote again.").waitFor();
  await ben.page.getByRole("button", { name: "2 revisions" }).click();
  await ben.page.locator(".label-history del").first().waitFor();
  expect(await sidewaysOverflow(ben.page)).toBe(0);
  await screenshot(ben.page, "labels-dark-390");

  await side(ann.page).getByRole("button", { name: "Take it back" }).click();
  await side(ben.page).getByText("Nobody has proposed a label yet.").waitFor();
  await side(ann.page).getByRole("button", { name: "Propose it again" }).click();
  await side(ben.page).getByRole("article", { name: "any name, said last" }).waitFor();
  expect([...ann.heard, ...ben.heard]).toEqual([]);
});

test("members see who else looks at a feature, until they leave", async () => {
  const [ann, ben] = [await visit(), await visit({ width: 390 })];
  await signUp(ann.page, "seen-ann");
  await signUp(ben.page, "seen-ben");
  await ann.page.goto(featureAt(60));
  const ways = ann.page.getByRole("navigation", { name: "Other features" });
  await ben.page.goto(featureAt(60));
  await ways.getByText("Also here: seen-ben").waitFor();
  await ben.page.getByText("Also here: seen-ann").waitFor();
  expect(await sidewaysOverflow(ben.page)).toBe(0);
  await ben.page.goto("/models");
  await ways.getByText("Also here").waitFor({ state: "detached" });
  expect([...ann.heard, ...ben.heard]).toEqual([]);
});

test("two who vote at once both see both votes", async () => {
  const people = [await visit(), await visit(), await visit()];
  for (const [i, { page }] of people.entries()) {
    await signUp(page, `voter-${i}`);
    await page.goto(featureAt(2));
  }
  const [author, ...voters] = people.map(({ page }) => page);
  if (!author) return;
  await proposeIn(author, "a name after a verb");
  await Promise.all(
    voters.map((page) => side(page).getByRole("button", { name: "Agree 0", exact: true }).click()),
  );
  for (const page of voters) {
    await side(page).getByRole("button", { name: "Agree 2", exact: true, pressed: true }).waitFor();
    await side(page).getByText("It leads with 2 votes for and 0 against it.").waitFor();
  }
});

test("what a guest types survives leaving and signing in, and is proposed then, by keys alone", async () => {
  const { page, heard } = await visit();
  await page.goto(featureAt(3));
  await propose(page).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("who is given something");
  await page.goto("/models");
  await signUp(page, "keys");
  await page.goto(featureAt(3));
  await propose(page).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => label(page).inputValue()).toBe("who is given something");
  await page.keyboard.press("Control+Enter");
  await side(page).getByRole("article", { name: "who is given something" }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Propose another");
  expect(heard).toEqual([]);
});

test("what the site refuses is said beside the field, and a vote that it refuses is taken off again", async () => {
  const [ann, ben] = [await visit(), await visit()];
  await signUp(ann.page, "first");
  await signUp(ben.page, "second");
  for (const { page } of [ann, ben]) await page.goto(featureAt(4));
  await proposeIn(ann.page, "ends a sentence");
  await side(ben.page).getByRole("article").waitFor();
  await side(ben.page).getByRole("button", { name: "Propose another" }).click();
  await label(ben.page).fill("Ends a sentence!");
  await ben.page.getByRole("button", { name: "Propose it" }).click();
  await side(ben.page).getByText("first has proposed \u201cends a sentence\u201d already").waitFor();
  expect(await label(ben.page).inputValue()).toBe("Ends a sentence!");
  expect(await axeViolations(ben.page)).toEqual([]);
  await ben.page.getByRole("button", { name: "Close" }).click();
  await ben.page.route("**/vote", (route) => route.fulfill({ status: 503, body: "{}" }));
  await side(ben.page).getByRole("button", { name: "Agree 0", exact: true }).click();
  await side(ben.page).getByRole("alert").waitFor();
  await side(ben.page).getByRole("button", { name: "Agree 0", exact: true, pressed: false }).waitFor();
});

test.each(widths)("labels fit and are accessible, in both colours, $width pixels wide", async (look) => {
  const visitor = await visit(look);
  await signUp(visitor.page, `looks-${look.width}`);
  await visitor.page.goto(featureAt(look.width));
  await proposeIn(visitor.page, "a_very_long_word_without_a_space_".repeat(3));
  await side(visitor.page).getByRole("button", { name: "Propose another" }).click();
  expect(await faultsOf(visitor, `labels-${look.width}`)).toEqual([]);
});

test("without a script what is proposed is there to read", async () => {
  const { page: author } = await visit();
  await signUp(author, "writer");
  await author.goto(featureAt(5));
  await proposeIn(author, "begins a quotation");
  const { page } = await visit({ javaScript: false });
  await page.goto(featureAt(5));
  expect(await side(page).textContent()).toContain("begins a quotation");
  expect(await page.locator("h1").textContent()).toContain("begins a quotation");
});

test("a feature is judged by keys, blind to others until one has said it oneself, and without a script", async () => {
  const [dora, emil] = [await visit(), await visit({ width: 390, scheme: "dark", javaScript: false })];
  await signUp(dora.page, "dora");
  await dora.page.goto(featureAt(7));
  const judgements = (page: Page) => page.getByRole("region", { name: /^What people make of/ });
  const of = judgements(dora.page);
  await of.getByText("Nobody has judged it yet.").waitFor();
  await of.getByText("Judge it yourself").press("Enter");
  await of.getByRole("group", { name: "How interpretable is it?" }).getByLabel("3").press("Space");
  await of.getByLabel("Of which family?").selectOption({ label: "name mover: copies a name" });
  await of.getByLabel("one", { exact: true }).press("Space");
  await of.getByRole("group", { name: "How sure are you of this?" }).getByLabel("2").press("Space");
  expect(await axeViolations(dora.page)).toEqual([]);
  await of.getByRole("button", { name: "Save and see what others say" }).press("Enter");
  await of.getByText(/^You: name mover, interpretable 3 of 4, one meaning, confidence 2 of 4/).waitFor();
  await screenshot(dora.page, "judgements");

  await emil.page.goto(featureAt(7));
  await judgements(emil.page).getByText("1 person has judged it.").waitFor();
  expect(await judgements(emil.page).textContent()).not.toContain("name mover");
  expect(await sidewaysOverflow(emil.page)).toBe(0);
  await dora.page.goto("/models/storybook-4l");
  await dora.page.getByText("No feature of this model has been judged by two people yet.").waitFor();
  expect(dora.heard).toEqual([]);
});

test("what one notes of a node is offered as its feature's label in one step, with the circuit that shows it", async () => {
  const text = "the name that comes next";
  const note = async (page: Page) => {
    await tracePrediction(page, "When Mary and John went to the shop, John gave a drink to");
    await page.locator('.node[data-mark="attn"]').first().click();
    await panel(page).getByRole("button", { name: "Add a note" }).press("Enter");
    await page.keyboard.type(text);
    // A note is kept as one leaves it.
    await page.keyboard.press("Tab");
    await panel(page).getByRole("button", { name: "what makes it fire" }).click();
  };
  const guest = await visit();
  await note(guest.page);
  await panel(guest.page)
    .getByRole("alert")
    .getByText(/sign in/i)
    .waitFor();

  const { page, heard } = await visit();
  await signUp(page, "noter");
  await note(page);
  await panel(page).getByText("Proposed as a label.").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "label-offered");
  await panel(page).getByRole("link", { name: "The labels of this feature" }).click();
  const proposal = side(page).getByRole("article", { name: text });
  await proposal.waitFor();
  expect(await proposal.locator('a[href^="/circuits/"]').count()).toBe(1);
  expect(heard).toEqual([]);
});
