import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { launchBrowser } from "./support/browser";
import { openDownloads, tracePrediction } from "./support/circuit";
import { sharedSite } from "./support/shared-site";
import { screenshot, visitorsOf } from "./support/visitor";

const site = sharedSite();
const visit = visitorsOf(site);
const text = "When Mary and John went to the store, John gave a drink to";

async function downloaded(page: Page, form: "SVG" | "PNG"): Promise<Buffer> {
  const button = (await openDownloads(page)).getByText(form, { exact: true });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFileSync(await download.path());
}

test("a figure says all, alone and offline, in its own fonts, and its PNG is written with them", async () => {
  const { page, heard } = await visit();
  await tracePrediction(page, text);
  const svg = (await downloaded(page, "SVG")).toString("utf8");
  const png = await downloaded(page, "PNG");
  const [, units = "1"] = /viewBox="0 0 (\d+) /.exec(svg) ?? [];
  // 600 dpi of a drawing with 120 units to the inch.
  expect(png.readUInt32BE(16)).toBe(5 * Number(units));

  // A browser that knows no address, and no fonts but its machine's.
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ offline: true, viewport: { width: 1000, height: 1300 } });
    const alone = await context.newPage();
    const asked: string[] = [];
    alone.on("request", (request) => asked.push(request.url().slice(0, 40)));
    // Of a document that is nothing but SVG the browser takes no screenshot.
    await alone.setContent(`<!doctype html><body>${svg}</body>`);
    await alone.evaluate(() => document.fonts.ready);
    await screenshot(alone, "figure-alone");
    expect(asked.filter((url) => !/^(data|file):/.test(url))).toEqual([]);
    const loaded = await alone.evaluate(() =>
      [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family),
    );
    expect(loaded.some((family) => family.includes("Figure Sans"))).toBe(true);
    expect(loaded.some((family) => family.includes("Figure Mono"))).toBe(true);
    // What the drawing took a text to be wide is what the fonts make of it.
    const outside = await alone.evaluate(() => {
      const frame = document.querySelector("svg")?.getBoundingClientRect();
      return [...document.querySelectorAll("text")]
        .map((each) => each.getBoundingClientRect())
        .filter(({ left, right }) => left < (frame?.left ?? 0) - 1 || right > (frame?.right ?? 0) + 1).length;
    });
    expect(outside).toBe(0);
    // The same drawing without its fonts has other pixels: those of the PNG are of the fonts. All are drawn as large as it
    // is, since pixels that are shrunk by different ways differ more than fonts do.
    const asImage = (source: string) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
    const [across, down] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    const big = svg.replace(/ width="[^"]*mm" height="[^"]*mm"/, ` width="${across}" height="${down}"`);
    const apart = (other: string) =>
      alone.evaluate(
        async ([ours, theirs]) => {
          const made = document.createElement("img");
          made.src = ours;
          await made.decode();
          const { naturalWidth: width, naturalHeight: height } = made;
          const greens = async (address: string) => {
            const image = document.createElement("img");
            image.src = address;
            await image.decode();
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [width, height];
            const context = canvas.getContext("2d");
            if (!context) throw new Error("no canvas");
            context.drawImage(image, 0, 0, width, height);
            return context.getImageData(0, 0, width, height).data;
          };
          const [a, b] = [await greens(ours), await greens(theirs)];
          let sum = 0;
          for (let i = 1; i < a.length; i += 4) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
          return sum / (a.length / 4);
        },
        [`data:image/png;base64,${png.toString("base64")}`, other] as const,
      );
    const withFonts = await apart(asImage(big));
    const without = await apart(asImage(big.replace(/<style>.*?<\/style>/s, "")));
    expect(without).toBeGreaterThan(1);
    expect(withFonts).toBeLessThan(without / 10);
  } finally {
    await browser.close();
  }
  expect(heard).toEqual([]);
});

test("what is chosen of a figure, and what is arranged on the page, is what comes", async () => {
  const { page, heard } = await visit();
  await tracePrediction(page, text);
  await (await openDownloads(page)).getByText("Figure options").click();
  await page.getByRole("combobox", { name: "Width" }).selectOption("one-column");
  await page.getByRole("combobox", { name: "Colours" }).selectOption("dark");
  const svg = (await downloaded(page, "SVG")).toString("utf8");
  expect(svg).toMatch(/^<svg [^>]*width="8[56]\.\d+mm"/);
  expect(svg).toContain('fill="#121518"');
  const response = await page.request.get(
    `/api/v1/circuits/${page.url().match(/circuits\/([^?]+)/)?.[1]}/figure`,
  );
  expect(response.headers()["content-security-policy"]).toContain("font-src data:");
  expect(response.headers()["content-security-policy"]).not.toContain("frame-ancestors 'none', default-src");
  expect(heard).toEqual([]);
});
