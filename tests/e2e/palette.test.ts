import { describe, expect, test } from "vitest";
import { circuitStructureSchema } from "@/lib/circuits/circuit-structure";
import { untilTrue } from "@/tests/integration/support/command";
import { startedSite } from "./support/site";
import { standing } from "./support/standing";
import { axeViolations, looks, screenshot, visitorsOf } from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);

test("a word, an id and a page are reached from anywhere by keys alone, and what was chosen is offered again", async () => {
  const { page, heard } = await visit();
  const scripts: string[] = [];
  page.on("request", (request) => request.resourceType() === "script" && scripts.push(request.url()));
  await page.goto("/models");
  await page.waitForLoadState("networkidle");
  const atFirst = scripts.length;
  const palette = page.getByRole("dialog", { name: "Go to" });
  const field = palette.getByRole("combobox");
  const option = palette.getByRole("option");
  const current = palette.locator('[role="option"][aria-selected="true"]');
  const open = async () => {
    // A page that has just come hears no keys before its script has: one presses again.
    const isOpen = async () => {
      await page.keyboard.press("Control+k");
      return field.isVisible();
    };
    await expect.poll(isOpen, { interval: 500 }).toBe(true);
    await field.waitFor();
  };
  await page.getByRole("searchbox", { name: "Search" }).focus();
  await open();
  // Its script came with the first time and not with the page.
  expect(scripts.length).toBeGreaterThan(atFirst);
  await page.keyboard.press("Escape");
  await palette.waitFor({ state: "hidden" });
  const isFocused = () =>
    page.getByRole("searchbox", { name: "Search" }).evaluate((field) => field === document.activeElement);
  expect(await isFocused()).toBe(true);

  await open();
  await page.keyboard.type("influe");
  await palette
    .getByRole("option", { name: /^Influence/ })
    .first()
    .waitFor();
  expect(await current.count()).toBe(1);
  const first = await current.textContent();
  await page.keyboard.press("ArrowUp");
  expect(await current.textContent()).toContain("All that is found");
  await page.keyboard.press("ArrowDown");
  expect(await current.textContent()).toBe(first);
  await palette
    .getByRole("option", { name: /^Influence/ })
    .first()
    .click();
  await page.waitForURL(/\/docs\/glossary#influence$/);

  // Every spelling of a feature, typed and sent at once, before anything is answered.
  for (const id of ["attn.2.5", "gpt2-small-hook-z-kk/blocks.2.hook_z/5", "L2H3"]) {
    await open();
    await field.fill(id);
    await palette.getByRole("group", { name: "What this is the id of" }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(id === "L2H3" ? /\/heads\/2\.3$/ : /\/attn\/2\/5$/);
  }
  await open();
  await page.keyboard.type("attn.2.6");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/attn\/2\/6$/);

  await open();
  const offered = palette.getByRole("group", { name: "Chosen last" }).getByRole("option");
  expect(await offered.first().textContent()).toContain("2.3");
  await field.fill("x".repeat(600));
  expect((await field.inputValue()).length).toBe(400);
  await field.fill("?!");
  await palette.getByText("There is no word in this").waitFor();
  await field.fill("");
  await expect.poll(() => option.count()).toBeGreaterThan(6);
  expect(heard).toEqual([]);
});

/** The first page's own circuit, as a worker traced it, once somebody has published a finding about it. */
async function publishExample(): Promise<Record<string, unknown>> {
  await fetch(site.address);
  const traced = () =>
    site.query(`select id, "runId", structure from "Circuit"
      where "computedAt" is not null and jsonb_array_length(structure -> 'paths') > 0 order by id limit 1`);
  expect(await untilTrue(async () => (await traced()).length > 0, 60)).toBe(true);
  const [circuit] = await traced();
  const person = "00000000-0000-7000-8100-000000000001";
  await site.query(
    `insert into "User" (id, handle, "updatedAt") values ($1, 'made-up', now()) on conflict do nothing`,
    [person],
  );
  await site.query(
    `insert into "Finding" (id, "circuitId", "authorId", title, body, "updatedAt", "publishedAt", "publishedRevision")
     values ('00000000-0000-7000-8400-000000000001', $1, $2, 'Made up', 'It says this.', now(), now(), 1)
     on conflict do nothing`,
    [circuit?.id, person],
  );
  return circuit ?? {};
}

describe.each(looks)("in $scheme, $width wide", ({ scheme, width }) => {
  test("the palette stands as it should, empty and with what was found", async () => {
    const { page, heard } = await visit({ scheme, width, touch: width === 390 });
    await page.goto("/docs");
    await page.waitForLoadState("networkidle");
    const palette = page.getByRole("dialog", { name: "Go to" });
    // A press before its script listens leads to the search's own page.
    if (width === 390) await page.getByRole("link", { name: "Search", exact: true }).tap();
    else await expect.poll(() => page.keyboard.press("Control+k").then(() => palette.isVisible())).toBe(true);
    await palette.waitFor();
    await screenshot(page, `palette-${scheme}-${width}`);
    expect(await axeViolations(page)).toEqual([]);
    expect(await standing(page)).toEqual([]);
    await palette.getByRole("combobox").fill("circuit");
    await palette.getByRole("group", { name: "Pages" }).waitFor();
    await screenshot(page, `palette-found-${scheme}-${width}`);
    expect(await axeViolations(page)).toEqual([]);
    expect(await standing(page)).toEqual([]);

    const first = await publishExample();
    const { paths } = circuitStructureSchema.parse(first.structure);
    for (const [name, address] of [
      ["structure", `/search/structure?path=${paths[0]}`],
      ["structure-refused", "/search/structure?path=attention&has=nothing"],
      ["structure-empty", "/search/structure"],
      ["activation", `/search/activation?run=${first.runId}&at=2&at=3`],
    ]) {
      await page.goto(address ?? "");
      await page.getByRole("heading", { level: 1, name: "Search" }).waitFor();
      await screenshot(page, `${name}-${scheme}-${width}`);
      if (name === "structure")
        expect(await page.locator(".finding-card").filter({ visible: true }).count()).toBeGreaterThan(0);
      expect([name, await axeViolations(page)]).toEqual([name, []]);
      expect([name, await standing(page)]).toEqual([name, []]);
    }
    expect(heard).toEqual([]);
  });
});
