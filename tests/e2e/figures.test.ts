import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { launchBrowser } from "./support/browser";
import { tracePrediction } from "./support/circuit";
import { startedSite } from "./support/site";
import { screenshot, visitorsOf } from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);
const text = "When Mary and John went to the store, John gave a drink to";

async function downloaded(page: Page, form: "SVG" | "PNG"): Promise<Buffer> {
  const button = page.locator(".downloads").getByText(form, { exact: true });
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
    // The same drawing without its fonts has other pixels: those of the PNG are of the fonts.
    const dark = (source: string) =>
      alone.evaluate(async (address) => {
        // In a document of SVG there is no HTML but what says that it is.
        const make = (name: string) => document.createElementNS("http://www.w3.org/1999/xhtml", name);
        const [image, canvas] = [make("img"), make("canvas")];
        if (!(image instanceof HTMLImageElement && canvas instanceof HTMLCanvasElement))
          throw new Error("no HTML");
        image.src = address;
        await image.decode();
        [canvas.width, canvas.height] = [
          1_000,
          Math.round((1_000 * image.naturalHeight) / image.naturalWidth),
        ];
        const context = canvas.getContext("2d");
        if (!context) throw new Error("no canvas");
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        return [
          ...context.getImageData(0, 0, canvas.width, canvas.height).data.filter((_, i) => i % 4 === 1),
        ];
      }, source);
    const asImage = (source: string) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
    const big = svg.replace(/ width="[^"]*mm" height="[^"]*mm"/, "");
    const [ofPng, withFonts, without] = await Promise.all([
      dark(`data:image/png;base64,${png.toString("base64")}`),
      dark(asImage(big)),
      dark(asImage(big.replace(/<style>.*?<\/style>/s, ""))),
    ]);
    const apart = (a: number[], b: number[]) =>
      a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
    expect(apart(ofPng, withFonts)).toBeLessThan(apart(ofPng, without) / 2);
  } finally {
    await browser.close();
  }
  expect(heard).toEqual([]);
});

test("what is chosen of a figure, and what is arranged on the page, is what comes", async () => {
  const { page, heard } = await visit();
  await tracePrediction(page, text);
  await page.getByText("Figure options").click();
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
