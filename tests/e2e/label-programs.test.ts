import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/lib/db/client";
import { featurePath } from "@/lib/features/feature-address";
import { storeNaiveEvidence } from "@/tests/integration/support/evidence";
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
let paths: string[] = [];

beforeAll(async () => {
  process.env.DATABASE_URL = site.databaseUrl();
  const known = await storeNaiveEvidence(2);
  paths = known.map((feature) => featurePath({ ...feature, model: "storybook-4l", set: feature.kind }));
});

afterAll(closeDatabase);

const side = (page: Page) => page.getByRole("region", { name: "What makes it fire" });
const program = (page: Page) => side(page).getByRole("textbox", { name: "Program" });

async function beginProposal(page: Page, text: string): Promise<void> {
  await side(page)
    .getByRole("button", { name: /^Propose a/ })
    .press("Enter");
  await side(page).getByLabel("Label", { exact: true }).fill(text);
  await side(page).getByText("Say it as a program").press("Enter");
}

test("a program is mended where it goes wrong, tried on the examples as one writes, and measured when it is proposed", async () => {
  const visitor = await visit();
  const { page, heard } = visitor;
  await signUp(page, "writer");
  await page.goto(paths[0] ?? "");
  await beginProposal(page, "words with a letter before n");
  await program(page).pressSequentially("token matches /[aeiou]n/\nand after");
  await side(page).getByText("Line 2, character 5: What comes after a token is not known").waitFor();
  expect(await side(page).locator("mark").textContent()).toBe("after");
  await side(page).getByRole("button", { name: "Go there" }).click();
  await screenshot(page, "label-program-fault");
  await page.keyboard.type("not position 1");
  await side(page)
    .getByText(/^In the 6 strongest examples it marks \d+ of \d+ tokens/)
    .waitFor();
  expect(await side(page).locator(".program-preview [data-heat]").count()).toBeGreaterThan(3);
  expect(await faultsOf(visitor, "label-program-preview")).toEqual([]);

  await page.keyboard.press("Control+Enter");
  const shown = side(page).getByRole("region", { name: "As a program" });
  await shown.getByText(/^It marks [\d.]+% of the tokens/).waitFor({ timeout: 60_000 });
  expect(await shown.locator("code").textContent()).toBe("token matches /[aeiou]n/ and not position 1");
  const words = await shown.getByRole("img", { name: /^Share of tokens/ }).getAttribute("aria-label");
  expect(words).toMatch(/no firing: [\d.<]+ ?%/);
  await shown.getByText("In numbers").press("Enter");
  expect(await shown.getByRole("row").count()).toBeGreaterThan(2);
  await shown.getByText(/^Counted exactly on all [\d,]+ tokens/).waitFor();
  expect(heard).toEqual([]);

  // What is there is there without a script too, and without an account.
  const { page: plain } = await visit({ javaScript: false });
  await plain.goto(paths[0] ?? "");
  expect(await side(plain).textContent()).toContain("Counted exactly on all");
  await side(plain).getByText("In numbers").click();
  expect(await side(plain).getByRole("row").count()).toBeGreaterThan(2);
});

test("a program is kept while it is typed, and goes when its author takes it away", async () => {
  const { page } = await visit();
  await signUp(page, "keeper");
  await page.goto(paths[1] ?? "");
  await beginProposal(page, "what comes again");
  await program(page).fill("repeats within 5");
  await side(page)
    .getByText(/^In the \d strongest examples/)
    .waitFor();
  await page.reload();
  await side(page)
    .getByRole("button", { name: /^Propose a/ })
    .click();
  await expect.poll(() => program(page).inputValue()).toBe("repeats within 5");
  await side(page).getByRole("button", { name: "Propose it" }).click();
  await side(page).getByRole("region", { name: "As a program" }).waitFor();
  await side(page).getByRole("button", { name: "Say it better" }).click();
  await program(page).fill("");
  await side(page).getByRole("button", { name: "Save" }).click();
  await side(page).getByRole("region", { name: "As a program" }).waitFor({ state: "detached" });
  await side(page).getByRole("button", { name: "2 revisions" }).click();
  await side(page).getByText("with another program or none").waitFor();
});

test.each(widths)(
  "a program and its score fit and are accessible, in both colours, $width pixels wide",
  async (look) => {
    const visitor = await visit(look);
    const { page } = visitor;
    const name = String(look.width);
    await signUp(page, `looks-${name}`);
    await page.goto(paths[2 + widths.indexOf(look)] ?? "");
    await beginProposal(page, "a letter of the first half");
    await program(page).fill(
      `${'token matches /^ [a-m]/ and not within 5 before word in ["he", "she", "it"]'} or ${'token is "averylongtokenwithoutanyspaceinit" or '.repeat(3)}repeats`,
    );
    await side(page)
      .getByText(/^In the \d strongest examples/)
      .waitFor();
    expect(await faultsOf(visitor, `label-program-writing-${name}`)).toEqual([]);
    await side(page).getByRole("button", { name: "Propose it" }).click();
    await side(page)
      .getByText(/^Counted exactly/)
      .waitFor({ timeout: 60_000 });
    await side(page).getByText("In numbers").click();
    expect(await faultsOf(visitor, `label-program-score-${name}`)).toEqual([]);
  },
);

test("examples are pinned to a label by keys, outlast leaving the page, and lead to the texts that show it", async () => {
  const { page, heard } = await visit();
  await signUp(page, "pinner");
  await page.goto(paths[10] ?? "");
  const open = async () => {
    await side(page)
      .getByRole("button", { name: /^Propose a/ })
      .click();
    return side(page).locator("details", { hasText: "Pin examples that show it" });
  };
  await (await open()).locator("summary").press("Enter");
  const boxes = side(page).getByRole("checkbox");
  await expect.poll(() => boxes.count()).toBeGreaterThan(3);
  await boxes.nth(0).press("Space");
  await boxes.nth(2).press("Space");
  const where = await boxes.nth(2).evaluate((box) => box.closest("li")?.querySelector(".strip")?.textContent);
  await side(page).getByLabel("Label", { exact: true }).fill("a name that was said twice");
  await page.goto("/models");
  await page.goto(paths[10] ?? "");
  await (await open()).getByText("(2 pinned)").waitFor();
  await expect.poll(() => side(page).getByRole("checkbox", { checked: true }).count()).toBe(2);
  await side(page).getByRole("button", { name: "Propose it" }).click();
  const proposal = side(page).getByRole("article", { name: "a name that was said twice" });
  await proposal.getByRole("link", { name: "example 2", exact: true }).click();
  await page.waitForURL(/\?example=.*#examples$/);
  const named = page.getByRole("list", { name: "The example that was linked to" });
  await named.waitFor();
  expect(await named.locator(".strip").textContent()).toBe(where);
  // One is taken off again, and the other stays.
  await proposal.getByRole("button", { name: "Say it better" }).click();
  await expect.poll(() => side(page).getByRole("checkbox", { checked: true }).count()).toBe(2);
  await side(page).getByRole("checkbox", { checked: true }).last().press("Space");
  await side(page).getByRole("button", { name: "Save" }).click();
  await proposal.getByRole("link", { name: "an example", exact: true }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole("link", { name: "Leave it" }).click();
  await named.waitFor({ state: "detached" });
  expect(heard).toEqual([]);
});

test("tokens of an example are quoted where one talks, and lead to the example", async () => {
  const { page, heard } = await visit({ width: 390, scheme: "dark" });
  await signUp(page, "quoter");
  await page.goto(paths[2] ?? "");
  const discussion = page.getByRole("region", { name: "Discussion" });
  const field = discussion.getByLabel("What you want to say");
  await field.fill("Look here.");
  await discussion.getByText("Quote an example").press("Enter");
  const first = discussion.getByRole("button", { name: /^Quote the example at/ }).first();
  await first.press("Enter");
  await expect.poll(() => field.inputValue()).toMatch(/^Look here\.\n\n> \u2026 /);
  await page.keyboard.type("What else?");
  expect(await axeViolations(page)).toEqual([]);
  await page.reload();
  await expect.poll(() => field.inputValue()).toMatch(/\n\nWhat else\?$/);
  await discussion.getByRole("button", { name: "Begin it" }).click();
  const said = discussion.getByRole("article", { name: "Conversation begun by quoter" });
  await said.locator("blockquote code").first().waitFor();
  expect(await sidewaysOverflow(page)).toBe(0);
  await said.locator("blockquote").getByRole("link").click();
  await page.waitForURL(/\?example=.*#examples$/);
  await page.getByRole("list", { name: "The example that was linked to" }).waitFor();
  expect(heard).toEqual([]);
});
