import { expect, test } from "vitest";
import { startedSite } from "./support/site";
import { axeViolations, screenshot, submitPrompt, tokensShown, visitorsOf } from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);

/** Kills every worker, or every web server, as soon as it is there, until the function it returns is called. */
function keepDown(what: "worker" | "web"): () => void {
  const timer = setInterval(() => site.kill(what), 50);
  return () => clearInterval(timer);
}

test("a reader is told that no worker runs, keeps watching over a lost connection, and sees the result", async () => {
  const { page } = await visit();
  await page.goto("/");
  await tokensShown(page);
  const letWork = keepDown("worker");
  await submitPrompt(page, "Sam had a red ball. Sam gave the ball to");
  await page.getByText("No worker is running").waitFor({ timeout: 30_000 });
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "run-without-worker");

  // A server that is back within a second is found again before anybody could read that it was gone.
  const letAnswer = keepDown("web");
  await page.getByText("The connection to the site was lost").waitFor({ timeout: 15_000 });
  letAnswer();
  await page.getByText("No worker is running").waitFor({ timeout: 30_000 });
  letWork();
  await tokensShown(page);
  expect(await page.locator("a.token").count()).toBeGreaterThan(8);
});

test("without JavaScript a prompt is run, waited for and read", async () => {
  const { page } = await visit({ javaScript: false });
  await page.goto("/");
  await page.getByRole("textbox").fill("Lily saw a bird. The bird said");
  await page.getByRole("button", { name: "Show features" }).click();
  await page.waitForURL(/\/runs\//);
  await tokensShown(page);
  await page.locator("a.token").nth(2).click();
  await page.waitForURL(/token=2/);
  expect(await page.locator("a.token").nth(2).getAttribute("aria-selected")).toBe("true");
  await screenshot(page, "run-without-javascript");
});

test("without JavaScript an empty prompt is still answered beside the box", async () => {
  const { page } = await visit({ javaScript: false });
  await page.goto("/");
  await page.getByRole("textbox").fill("");
  await page.getByRole("button", { name: "Show features" }).click();
  await page.getByText("Write a text first").waitFor();
});
