import { describe, expect, test } from "vitest";
import { untilTrue } from "@/tests/integration/support/command";
import { startedSite } from "./support/site";
import { faultsOf, looks, visitorsOf } from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);

test("words typed at the top of any page are looked for, and an id leads straight to its thing, without a script", async () => {
  const { page } = await visit({ javaScript: false });
  await page.goto("/models");
  const field = page.getByRole("searchbox", { name: "Search" });
  await field.fill("influence");
  await field.press("Enter");
  await page.waitForURL((url) => url.pathname === "/search" && url.searchParams.get("q") === "influence");
  const words = page.getByRole("region", { name: /^Pages/ });
  await expect.poll(() => words.locator("mark").first().textContent()).toBe("Influence");
  const first = page.getByRole("searchbox", { name: "Words, a phrase in quotes, or an id" });
  await first.fill("attn.2.5");
  await first.press("Enter");
  await page.waitForURL((url) => url.pathname === "/features/storybook-4l/attn/2/5");
});

describe.each(looks)("in $scheme, $width wide", ({ scheme, width }) => {
  test("a search, one that finds nothing, and the same circuit elsewhere stand as they should", async () => {
    const visitor = await visit({ scheme, width });
    const { page } = visitor;
    const look = `${scheme}-${width}`;
    await page.goto("/search?q=circuit");
    expect(await faultsOf(visitor, `search-${look}`)).toEqual([]);
    await page.goto(`/search?q=${"zebrafinch".repeat(30)}`);
    expect(await faultsOf(visitor, `search-nothing-${look}`)).toEqual([]);
    await page.goto("/search?q=gpt2-small-hook-z-kk/blocks.2.hook_z/5");
    expect(await faultsOf(visitor, `search-id-${look}`)).toEqual([]);
    const traced = () =>
      site.query(`select id from "Circuit" where "computedAt" is not null order by id limit 1`);
    expect(await untilTrue(async () => (await traced()).length > 0, 90)).toBe(true);
    const [circuit] = await traced();
    await page.goto(`/circuits/${String(circuit?.id)}/alike`);
    expect(await faultsOf(visitor, `alike-${look}`)).toEqual([]);
  });
});
