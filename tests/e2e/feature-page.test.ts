import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { closeDatabase } from "@/lib/db/client";
import { featurePath } from "@/lib/features/feature-address";
import { type FeatureEvidenceView, featureViewSchema } from "@/lib/features/view";
import { storeNaiveEvidence } from "@/tests/integration/support/evidence";
import { startedSite } from "./support/site";
import {
  axeViolations,
  faultsOf,
  screenshot,
  sidewaysOverflow,
  tokensShown,
  visitorsOf,
  widths,
} from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);
let known: Feature[];

beforeAll(async () => {
  process.env.DATABASE_URL = site.databaseUrl();
  known = await storeNaiveEvidence(3);
});

afterAll(closeDatabase);

function one(kind: Feature["kind"]): Feature {
  const found = known.findLast((feature) => feature.kind === kind);
  if (!found) throw new Error(`No ${kind} feature is known`);
  return found;
}

const pathOf = (feature: Feature) => featurePath({ ...feature, model: "storybook-4l", set: feature.kind });

async function evidenceOf(feature: Feature, query = ""): Promise<FeatureEvidenceView> {
  const answer = await (await fetch(`${site.address}/api/v1${pathOf(feature)}${query}`)).json();
  const { evidence } = featureViewSchema.parse(answer);
  if (!evidence) throw new Error("It has no evidence");
  return evidence;
}

/** The exact values of the examples on a page. */
const strengths = (page: Page) =>
  page
    .locator(".example-facts data")
    .evaluateAll((all) => all.map((each) => Number(each.getAttribute("value"))));

describe.each(widths)("in both colours, $width pixels wide", (look) => {
  const name = String(look.width);

  test("a feature is accessible, fits and leaves the console silent", async () => {
    const visitor = await visit(look);
    await visitor.page.goto(pathOf(one("attn")));
    await visitor.page.getByRole("heading", { name: "Where it fires" }).waitFor();
    expect(await faultsOf(visitor, `feature-${name}`)).toEqual([]);
  });
});

test.each(widths)("two side by side are too, in both colours, $width pixels wide", async (look) => {
  const visitor = await visit(look);
  const beside = formatFeature(one("mlp"));
  await visitor.page.goto(`${pathOf(one("attn"))}?beside=${beside}&length=more`);
  expect(await visitor.page.getByRole("heading", { name: "Where it fires" }).count()).toBe(2);
  expect(await faultsOf(visitor, `feature-beside-${look.width}`)).toEqual([]);
});

test("without JavaScript a feature's page is whole: bands, lengths, heads, another beside it, a text of one's own", async () => {
  const { page, heard } = await visit({ javaScript: false });
  const feature = one("attn");
  const evidence = await evidenceOf(feature);
  await page.goto(pathOf(feature));
  expect(await strengths(page)).toEqual(evidence.examples.map(({ activation }) => activation));
  await page
    .getByText(/^reads/)
    .first()
    .waitFor();
  for (const heading of [
    "What it says",
    "On which tokens",
    "How strongly",
    "Through which heads",
    "What is like it",
  ])
    await page.getByRole("heading", { name: heading }).waitFor();

  const band = evidence.bands[0];
  await page
    .getByRole("navigation", { name: /^Which examples/ })
    .getByRole("link")
    .last()
    .click();
  await page.waitForURL(/band=/);
  const drawn = (await evidenceOf(feature, `?band=${band?.band}`)).examples;
  expect(await strengths(page)).toEqual(drawn.map(({ activation }) => activation));

  await page.goto(pathOf(feature));
  const tokens = () => page.locator(".example").first().locator(".strip:not(.token-chip) .token").count();
  const narrow = await tokens();
  await page.getByRole("link", { name: "whole window" }).click();
  await page.waitForURL(/length=whole/);
  expect(await tokens()).toBe(evidence.examples[0]?.length);
  expect(await tokens()).toBeGreaterThan(narrow);

  const head = evidence.examples[0]?.reads?.[0]?.head;
  await page
    .getByRole("navigation", { name: /^Through which head/ })
    .getByText(`.${head}`)
    .click();
  await page.waitForURL(/head=/);
  const through = await page.locator(".example").first().locator(".example-reads li").allTextContents();
  expect(through.length).toBeGreaterThan(0);
  for (const line of through) expect(line).toContain(`head ${feature.layer}.${head} `);

  await page.getByLabel("Another feature to put beside it").fill(formatFeature(one("mlp")));
  await page.getByRole("button", { name: "Put beside it" }).click();
  await page.waitForURL(/beside=/);
  expect(await page.locator(".feature-pair > div").count()).toBe(2);
  await page.getByRole("link", { name: / alone$/ }).click();

  await page.getByLabel("A text to try it on").fill("The horse was red.\nThe dog was white.");
  await page.getByRole("button", { name: "See where it fires" }).click();
  await page.waitForURL(/run=/);
  await page
    .getByText(/^It (fires at \d+ of \d+ tokens|does not fire in this text)/)
    .waitFor({ timeout: 60_000 });
  expect(heard).toEqual([]);
});

test("a text that is tried shows where the run of it says that the feature fires", async () => {
  const { page, heard } = await visit();
  const feature = one("attn");
  const [example] = (await evidenceOf(feature, "?length=whole&limit=1")).examples;
  await page.goto(pathOf(feature));
  const text = (example?.tokens ?? [])
    .slice(1)
    .map((token) => token.text)
    .join("");
  await page.getByLabel("A text to try it on").fill(text);
  await page.getByLabel("A text to try it on").press("Control+Enter");
  await page.waitForURL(/run=[0-9a-f-]{36}/);
  const tried = page.locator("#try .strip .token[data-value]");
  await tried.first().waitFor({ timeout: 60_000 });
  const values = await tried.evaluateAll((all) => all.map((each) => each.getAttribute("data-value")));
  // Position 0 is shown in the text, and left out of the examples.
  expect(values.slice(-(example?.firings.length ?? 0)).map(Number)).toEqual(
    example?.firings.map(([, activation]) => activation),
  );
  expect(heard).toEqual([]);
});

/** Where a run paints the feature on its strip, under a name that has a card. */
async function paintedRun(page: Page, feature: Feature): Promise<string> {
  const [example] = (await evidenceOf(feature, "?length=whole&limit=1")).examples;
  const text = (example?.tokens ?? [])
    .slice(1)
    .map((token) => token.text)
    .join("");
  const asked = await page.request.post("/api/v1/runs", { data: { model: "storybook-4l", text } });
  const { url }: { url: string } = await asked.json();
  await page.goto(url);
  await tokensShown(page);
  return `${url}?token=${example?.position}&feature=${formatFeature(feature)}`;
}

const nameOn = (page: Page, feature: Feature) =>
  page.locator(".painted").getByRole("link", { name: formatFeature(feature) });
const cardOn = (page: Page, feature: Feature) =>
  page.getByRole("tooltip").filter({ hasText: formatFeature(feature) });

test("a name on which the pointer rests has its card once the scripts come, however late", async () => {
  const { page, heard } = await visit();
  const feature = one("attn");
  const painted = await paintedRun(page, feature);
  let letScriptsCome = () => {};
  const come = new Promise<void>((resolve) => {
    letScriptsCome = resolve;
  });
  await page.route("**/*.js*", async (route) => {
    await come;
    await route.continue();
  });
  await page.goto(painted, { waitUntil: "commit" });
  await nameOn(page, feature).hover();
  expect(await cardOn(page, feature).count()).toBe(0);
  letScriptsCome();
  await cardOn(page, feature)
    .getByText(/fires on .+ of tokens/)
    .waitFor();
  expect(heard).toEqual([]);
});

test("a feature's card stands beside its name where one points at it, focuses it or presses it, and Escape puts it away", async () => {
  const { page, heard } = await visit();
  const feature = one("attn");
  const painted = await paintedRun(page, feature);
  await page.goto(painted);
  const [name, card] = [nameOn(page, feature), cardOn(page, feature)];

  await name.hover();
  await card.getByText(/fires on .+ of tokens/).waitFor();
  expect(await card.locator(".token[data-peak]").count()).toBe(3);
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "feature-card");
  await page.mouse.move(5, 500);
  await card.waitFor({ state: "hidden" });

  await page.locator(".painted button").last().focus();
  for (let presses = 0; presses < 3 && !(await card.isVisible()); presses++)
    await page.keyboard.press("Shift+Tab");
  await card.waitFor();
  expect(await name.evaluate((link) => link.matches(":focus"))).toBe(true);
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "hidden" });
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${pathOf(feature)}`);
  expect(heard).toEqual([]);

  const touched = await visit({ width: 390, touch: true });
  await touched.page.goto(painted);
  const tapped = nameOn(touched.page, feature);
  const finger = { pointerType: "touch", pointerId: 1, isPrimary: true };
  await touched.page.waitForLoadState("networkidle");
  await tapped.dispatchEvent("pointerover", finger);
  await touched.page
    .getByRole("tooltip")
    .getByText(/fires on .+ of tokens/)
    .waitFor();
  await tapped.dispatchEvent("pointerup", finger);
  expect(await sidewaysOverflow(touched.page)).toBe(0);
  await screenshot(touched.page, "feature-card-390");
  await touched.page.locator("h1").dispatchEvent("pointerdown", finger);
  await touched.page.getByRole("tooltip").waitFor({ state: "hidden" });
  await tapped.tap();
  await touched.page.waitForURL(`**${pathOf(feature)}`);
});

test("every value of an example is told to a finger and to keys, by one tab stop a strip", async () => {
  const { page, heard } = await visit({ width: 390, touch: true });
  const feature = one("mlp");
  await page.goto(pathOf(feature));
  await page.waitForLoadState("networkidle");
  const strips = page.locator(".example .strip");
  for (const strip of await strips.all()) expect(await strip.locator('[tabindex="0"]').count()).toBe(1);
  const shown = (token: Locator) => token.evaluate((each) => getComputedStyle(each, "::after").opacity);
  const strip = page
    .locator(".example .strip", { has: page.locator("[data-walked] ~ [data-walked]") })
    .first();
  const [first, second] = [strip.locator("[data-walked]").first(), strip.locator("[data-walked]").nth(1)];
  await first.tap();
  await expect.poll(() => shown(first)).toBe("1");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => second.evaluate((each) => each === document.activeElement)).toBe(true);
  await expect.poll(() => shown(second)).toBe("1");
  expect(await second.getAttribute("aria-description")).toContain(
    (await second.getAttribute("data-value")) ?? "no value",
  );
  await page.keyboard.press("Home");
  await expect.poll(() => first.evaluate((each) => each === document.activeElement)).toBe(true);
  expect(await strip.locator('[tabindex="0"]').count()).toBe(1);
  expect(await axeViolations(page)).toEqual([]);
  expect(heard).toEqual([]);
});

test("keys lead to the features before and after, and what they name is said to those who link to it", async () => {
  const { page, heard } = await visit();
  const feature = one("mlp");
  await page.goto(pathOf(feature));
  const described = await page.locator('meta[property="og:description"]').getAttribute("content");
  expect(described).toMatch(/^A feature of layer \d \(mlp\) of Storybook 4L\. It fires on .+% of tokens/);
  await page.waitForLoadState("networkidle");
  // A page that has just come hears no keys before its script has: one presses again.
  await expect
    .poll(
      async () => {
        await page.keyboard.press("Shift+ArrowRight");
        const there = `**${pathOf({ ...feature, index: feature.index + 1 })}`;
        return page.waitForURL(there, { timeout: 5_000 }).then(
          () => true,
          () => false,
        );
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  await page
    .getByRole("heading", { level: 1, name: formatFeature({ ...feature, index: feature.index + 1 }) })
    .waitFor();
  await page.keyboard.press("Shift+ArrowLeft");
  await page.waitForURL(`**${pathOf(feature)}`);
  expect(heard).toEqual([]);
});

test("a feature that nothing was read for says so, and an address without one is no page", async () => {
  const { page } = await visit({ javaScript: false });
  const isKnown = (index: number) => known.some((each) => each.kind === "resid" && each.index === index);
  const index = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((each) => !isKnown(each)) ?? 10;
  await page.goto(pathOf({ kind: "resid", layer: 0, index }));
  await page.getByText("It is one of 1,024 features").waitFor();
  expect(await page.getByRole("heading", { name: "Where it fires" }).count()).toBe(0);
  // Without a script it is told which part of the address there is not, and the nearest that there is.
  for (const [path, told, nearest] of [
    ["/features/storybook-4l/attn/3/2048", "has the features 0 to 2047", "attn.3.2047"],
    ["/features/storybook-4l/attn/9/5", "no attn dictionary at layer 9", "attn.3.5"],
    ["/features/storybook-4l/mlp.strict/1/5", "no mlp dictionaries named strict", "mlp.1.5"],
    ["/features/gpt2/attn/3/1", "There is no model named gpt2 here", null],
    ["/features/a/b/c/d", "An address names a model", null],
  ] as const) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await page.getByRole("heading", { name: "There is no feature at this address." }).waitFor();
    await page.getByText(told).waitFor();
    if (nearest === null) continue;
    await page.getByRole("link", { name: nearest, exact: true }).click();
    await page.waitForURL(`**/features/storybook-4l/${nearest.replaceAll(".", "/")}`);
  }
});
