import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { graphDrawn } from "./support/circuit";
import { startedSite } from "./support/site";
import { standing } from "./support/standing";
import { axeViolations, looks, screenshot, sidewaysOverflow, signUp, visitorsOf } from "./support/visitor";

const site = startedSite();
const visitor = visitorsOf(site);

const writeUp = (page: Page) => page.getByLabel("Write-up");
const kept = (page: Page) => page.getByText(/^draft kept (\d+ s|.* minutes?) ago/);

/** Opens the circuit of the first page, and returns its address. */
async function openCircuit(page: Page): Promise<string> {
  await page.goto("/");
  const circuit = /\/circuits\/([0-9a-f-]{36})/.exec(await page.content())?.[0];
  if (!circuit) throw new Error("There is no circuit on the first page.");
  await page.goto(circuit);
  await graphDrawn(page);
  return circuit;
}

const body = "| head | share |\n|---|--:|\n| 3.5 | 0.62 |\n\nOf all $\\frac{a}{b}$ the name says it once.";

test("a guest writes, previews and quotes beside the graph, and is asked for an account only at Publish, with all of it there", async () => {
  const { page, heard } = await visitor();
  const circuit = await openCircuit(page);
  await writeUp(page).fill(body);
  await page.getByText("kept in this browser", { exact: true }).waitFor();
  // Quoted where the cursor is, and taken back by the field's own undo.
  await writeUp(page).press("Control+End");
  await page.getByRole("button", { name: "Insert", exact: true }).click();
  const quoted = /`(logit[^`]*)`$/.exec(await writeUp(page).inputValue())?.[1] ?? "";
  expect(quoted).toMatch(/^logit/);
  await writeUp(page).press("Control+z");
  expect(await writeUp(page).inputValue()).toBe(body);
  const edge = page
    .getByLabel("What to insert")
    .locator("option", { hasText: /^edge from/ })
    .first();
  await page.getByLabel("What to insert").selectOption((await edge.getAttribute("value")) ?? "");
  await page.getByRole("button", { name: "Insert", exact: true }).click();
  expect(await writeUp(page).inputValue()).toMatch(/`[^`]+ > logit[^`]*` \([\u2212\d.e]+ logits\)$/);
  await page.getByRole("button", { name: "Preview" }).click();
  await page.locator(".writing-preview math mfrac").waitFor();
  expect(await page.locator(".writing-preview td").allTextContents()).toEqual(["3.5", "0.62"]);
  await page.locator(".writing-preview .quoted-node").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.locator(".writing").screenshot({ path: "test-results/screenshots/writing-guest-preview.png" });
  await page.getByRole("button", { name: "Preview" }).click();
  // A link, and Back.
  await page.getByRole("link", { name: "Models" }).first().click();
  await page.waitForURL(/models$/);
  await page.goBack();
  await expect.poll(() => writeUp(page).inputValue()).toContain("the name says it once");

  await page.getByRole("button", { name: /^Publish/ }).click();
  await page.waitForURL(/sign-in/);
  await page.getByRole("link", { name: "Make one" }).first().click();
  await page.waitForURL(/sign-up/);
  await page.getByLabel("Handle").fill("wanda");
  await page.getByLabel("Password").fill("a long pass phrase");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.waitForURL(/\/findings\/[0-9a-f-]{36}\/publish$/, { timeout: 60_000 });
  await page.getByText("the name says it once").waitFor();
  expect(await page.locator(".write-up math").count()).toBe(1);
  await graphDrawn(page);
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "writing-publish-step");
  // Without a title it is not published, and says so; what was written is there to write on.
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByText("Give it a title of at least 3 characters.").waitFor();
  await page.getByRole("link", { name: "Write on" }).click();
  await graphDrawn(page);
  await page.getByLabel("Title", { exact: true }).fill("Once is enough");
  await kept(page).waitFor();
  await page.getByRole("button", { name: /^Publish/ }).click();
  await page.waitForURL(/publish$/);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.waitForURL(/\/findings\/[0-9a-f-]{36}$/);
  await page.getByText("Show this on your own page").waitFor();
  const finding = page.url();
  expect(heard.filter((line) => !/422|Unprocessable/.test(line))).toEqual([]);

  const stranger = await visitor();
  expect((await stranger.page.goto(finding))?.status()).toBe(200);
  await page.getByRole("button", { name: "Take it back" }).click();
  await page.getByText("You took this finding back.").waitFor();
  const embed = finding.replace("/findings/", "/embed/");
  for (const address of [
    finding,
    `${finding}/history`,
    embed,
    finding.replace("/findings/", "/api/v1/findings/"),
  ]) {
    const answer = await stranger.page.goto(address);
    expect([address, answer?.status()]).toEqual([address, 410]);
    const text = await stranger.page.content();
    expect(text).toContain("wanda");
    expect(text).not.toContain("Once is enough");
  }
  await stranger.page.goto(circuit);
  await graphDrawn(stranger.page);
  expect(await stranger.page.getByText("Once is enough").count()).toBe(0);
  // Its author finds it beside the graph again.
  await page.goto(circuit);
  await graphDrawn(page);
  await expect.poll(() => page.getByLabel("Title", { exact: true }).inputValue()).toBe("Once is enough");
});

test("a member's draft is kept on the site a moment after the last key, once, and two windows never lose to each other", async () => {
  const { page, heard } = await visitor();
  await signUp(page, "mona");
  const circuit = await openCircuit(page);
  await writeUp(page).pressSequentially("It begins");
  await kept(page).waitFor();
  await writeUp(page).pressSequentially(" and goes on");
  await expect.poll(async () => (await latest(page)).body).toBe("It begins and goes on");
  expect((await latest(page)).versionCount).toBe(1);
  await page.reload();
  await graphDrawn(page);
  await expect.poll(() => writeUp(page).inputValue()).toBe("It begins and goes on");

  const other = await page.context().newPage();
  await other.goto(circuit);
  await graphDrawn(other);
  await writeUp(other).fill("from the other window");
  await kept(other).waitFor();
  await writeUp(page).fill("from the first window");
  await page.getByText(/changed since you opened it, perhaps in another window/).waitFor();
  await page.getByText("kept in this browser only").waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "writing-conflict");
  await page.getByRole("button", { name: "Keep what stands here" }).click();
  await expect.poll(async () => (await latest(page)).body).toBe("from the first window");
  const { id, versionCount } = await latest(page);
  expect(versionCount).toBe(2);
  await page.goto(`/findings/${id}/history`);
  await page.getByText("from the other window").waitFor();
  expect(heard.filter((line) => !/409 \(Conflict\)/.test(line))).toEqual([]);
});

async function latest(page: Page): Promise<{ id: string; body: string; versionCount: number }> {
  const home = await (await page.request.get("/")).text();
  const id = /\/findings\/([0-9a-f-]{36})/.exec(home)?.[1];
  return id
    ? (await page.request.get(`/api/v1/findings/${id}`)).json()
    : { id: "", body: "", versionCount: 0 };
}

test.each(looks)("the pane fits a window of $width pixels, $scheme", async ({ width, scheme }) => {
  const { page } = await visitor({ width, scheme });
  await openCircuit(page);
  await page.getByLabel("Title", { exact: true }).fill("A title");
  await writeUp(page).fill(body);
  await writeUp(page).scrollIntoViewIfNeeded();
  await page
    .locator(".writing")
    .screenshot({ path: `test-results/screenshots/writing-${width}-${scheme}.png` });
  expect(await sidewaysOverflow(page)).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  expect(await standing(page)).toEqual([]);
});
