import { expect, test } from "vitest";
import { openHowTraced, unopenedLeaf } from "./support/circuit";
import { startedSite } from "./support/site";
import { axeViolations, runPrompt, screenshot, tokensShown, visitorsOf } from "./support/visitor";

const site = startedSite();
const visit = visitorsOf(site);
const toldOfCancel = "This was cancelled before it was done. It can be started again.";

test("what is asked of a circuit is waited for, cancelled, and asked for again", async () => {
  const { page } = await visit();
  await page.goto("/sign-up");
  await page.getByLabel("Handle").fill("impatient");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.getByRole("button", { name: "Account of impatient" }).waitFor();
  await page.goto("/");
  await tokensShown(page);
  await runPrompt(page, "Sam and Lily went to the park, and Sam gave a flower to");
  await page
    .getByRole("button", { name: /^Trace the logit of/ })
    .first()
    .click();
  await page.waitForURL(/\/circuits\/[0-9a-f-]{36}/);
  const check = page.getByRole("region", { name: "Is it true?" });
  const facts = page.locator(".circuit-facts");
  const panel = page.getByRole("complementary", { name: "The chosen node" });
  await check.waitFor({ timeout: 60_000 });

  const goOn = site.pauseWorker();
  await check.getByRole("button", { name: "Check every feature" }).click();
  await check.getByText("Next in the queue.").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "causal-check-waiting");
  await check.getByRole("button", { name: "Cancel" }).click();
  await check.getByText(toldOfCancel).waitFor();

  await openHowTraced(page);
  await facts.getByRole("button", { name: "Verify" }).click();
  await facts.getByRole("button", { name: "Cancel" }).click();
  await facts.getByText(toldOfCancel).waitFor();

  await (await unopenedLeaf(page, "attn")).click();
  await panel.getByText("Being computed").waitFor();
  await panel.getByRole("button", { name: "Cancel" }).click();
  await panel.getByText(toldOfCancel).waitFor();
  await (await unopenedLeaf(page, "mlp")).click();
  await panel.getByRole("button", { name: "Expand", exact: true }).click();
  await panel.getByText("Next in the queue.").waitFor();
  await screenshot(page, "expansion-waiting");
  await panel.getByRole("button", { name: "Cancel" }).click();
  await panel.getByText(toldOfCancel).waitFor();
  goOn();

  await panel.getByRole("button", { name: "Expand", exact: true }).click();
  await panel.getByRole("heading", { name: /^Gets from/ }).waitFor();
  await openHowTraced(page);
  await facts.getByRole("button", { name: "Verify again" }).click();
  await facts.getByText("as it is stored").waitFor();
  await check.getByRole("button", { name: "Check every feature" }).click();
  await check.getByText("features ablated").waitFor();
  expect(await page.getByText(toldOfCancel).count()).toBe(0);
});
