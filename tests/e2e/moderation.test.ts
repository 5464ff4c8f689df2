import { expect, test } from "vitest";
import { startedSite } from "./support/site";
import { axeViolations, screenshot, sidewaysOverflow, signUp, visitorsOf } from "./support/visitor";

const site = startedSite({ SIGN_UPS_PER_HOUR: "100" });
const visit = visitorsOf(site);
const feature = "/features/storybook-4l/attn/3/1";

test("a label is reported, a moderator finds it, suspends its author with a reason, and lifts that; both are told", async () => {
  const [author, reader, moderator] = [
    await visit(),
    await visit({ width: 390, scheme: "dark" }),
    await visit(),
  ];
  await signUp(author.page, "ann");
  await signUp(reader.page, "ben");
  await signUp(moderator.page, "mia");
  await site.query(`update "User" set role = 'moderator' where handle = 'mia'`);

  const side = author.page.getByRole("region", { name: "What makes it fire" });
  await author.page.goto(feature);
  await side.getByRole("button", { name: "Propose a label" }).click();
  await side.getByLabel("Label", { exact: true }).fill("cheap watches here");
  await side.getByRole("button", { name: "Propose it" }).click();
  await side.getByRole("article", { name: "cheap watches here" }).waitFor();

  await reader.page.goto(feature);
  await reader.page
    .getByRole("article", { name: "cheap watches here" })
    .getByRole("link", { name: "Report" })
    .click();
  await reader.page.getByRole("heading", { level: 1, name: "Report" }).waitFor();
  await reader.page.getByRole("radio", { name: "spam, or advertising" }).check();
  await reader.page.getByLabel("In your words").fill("It sells watches.");
  expect(await sidewaysOverflow(reader.page)).toBe(0);
  expect(await axeViolations(reader.page)).toEqual([]);
  await screenshot(reader.page, "report-dark-390");
  await reader.page.getByRole("button", { name: "Report it" }).click();
  await reader.page.getByText("A moderator will look into it.").waitFor();
  // Whoever is no moderator has no such page.
  await reader.page.goto("/moderation");
  await reader.page.getByText("Nothing here").or(reader.page.getByText("There is no")).first().waitFor();

  await moderator.page.goto("/moderation");
  await moderator.page.getByText("It sells watches.").waitFor();
  expect(await axeViolations(moderator.page)).toEqual([]);
  await screenshot(moderator.page, "moderation-queue");
  await moderator.page.getByRole("link", { name: "Look into it" }).click();
  await moderator.page.getByRole("button", { name: "Take it" }).click();
  await moderator.page.getByText("You look into it.").waitFor();
  expect(await axeViolations(moderator.page)).toEqual([]);
  await screenshot(moderator.page, "moderation-subject");
  await moderator.page.getByLabel("Why").fill("It is advertising.");
  await moderator.page.getByRole("button", { name: "Hide it" }).click();
  await moderator.page.getByText("It is hidden by a moderator.").waitFor();
  await reader.page.goto(feature);
  await reader.page.getByText("Nobody has proposed a label yet.").first().waitFor();
  await reader.page.goto("/settings");
  await reader.page.getByText("A moderator has acted on it.").waitFor();

  await moderator.page.getByRole("link", { name: "ann" }).first().click();
  await moderator.page.getByText("Not suspended.").waitFor();
  await moderator.page.getByLabel("Why").fill("Advertising, again.");
  await moderator.page.getByRole("button", { name: "Suspend" }).click();
  await moderator.page.getByText("The suspension ends").waitFor();
  await author.page.goto("/settings");
  await author.page.getByText("Your account is suspended until").waitFor();
  await author.page.getByText("Advertising, again.").first().waitFor();
  await author.page.setViewportSize({ width: 390, height: 800 });
  expect(await sidewaysOverflow(author.page)).toBe(0);
  expect(await axeViolations(author.page)).toEqual([]);
  await screenshot(author.page, "suspended-settings-390");
  await moderator.page.getByLabel("Why").fill("They said sorry.");
  await moderator.page.getByRole("button", { name: "Lift the suspension" }).click();
  await moderator.page.getByText("Not suspended.").waitFor();
  await author.page.reload();
  await author.page.getByText("They said sorry.").waitFor();
  expect(await author.page.getByText("Your account is suspended").count()).toBe(0);

  await moderator.page.goto("/moderation/log?kind=suspend");
  await moderator.page.getByText("Advertising, again.").waitFor();
  await moderator.page.setViewportSize({ width: 390, height: 800 });
  expect(await sidewaysOverflow(moderator.page)).toBe(0);
  expect(await axeViolations(moderator.page)).toEqual([]);
  await screenshot(moderator.page, "moderation-log-390");
  expect([...author.heard, ...moderator.heard]).toEqual([]);
});
