import { launchBrowser } from "../tests/e2e/support/browser";
async function main() {
  const [, , ...list] = process.argv;
  const browser = await launchBrowser();
  for (const item of list) {
    const [name, url, width = "1280", scheme = "light", js = "1"] = item.split("|");
    const context = await browser.newContext({ baseURL: "http://localhost:4572", viewport: { width: Number(width), height: 900 }, colorScheme: scheme as "light", javaScriptEnabled: js === "1", reducedMotion: "reduce" });
    const page = await context.newPage();
    page.on("console", (m) => m.type() === "error" && console.log(name, m.text().slice(0, 500)));
    page.on("pageerror", (e) => console.log(name, e.message.slice(0, 500)));
    await page.goto(url!, { timeout: 120000 });
    await page.waitForTimeout(js === "1" ? 2500 : 500);
    console.log(name, await page.evaluate(() => document.body.scrollWidth - document.documentElement.clientWidth));
    await page.screenshot({ path: `/tmp/card/${name}.png`, fullPage: true });
    await context.close();
  }
  await browser.close();
}
main();
