import { expect, test } from "vitest";
import { startedSite } from "./support/site";
import { axeViolations, signUp, tokensShown, visitorsOf } from "./support/visitor";

const site = startedSite();
const visitor = visitorsOf(site);

test("a list that goes on is walked by keys, stays where it is on reload, and by links alone without JavaScript", async () => {
  const { page, heard } = await visitor();
  await signUp(page, "ada");
  await site.query(
    `insert into "Run" (id, "modelId", identity, text, "requesterId")
     select ('01930000-0000-7000-8000-00000000000' || n)::uuid, m.id, 'made-' || n, 'Text ' || n, u.id
     from generate_series(1, 7) n, "Model" m, "User" u where u.handle = 'ada' and m.name = 'storybook-4l'`,
  );
  await page.goto("/");
  const list = page.getByRole("region", { name: "Your latest runs" });
  const shown = () => list.getByRole("listitem").getByRole("link").allTextContents();
  expect(await shown()).toEqual([7, 6, 5, 4, 3].map((n) => `Text ${n}`));
  await list.getByRole("link", { name: "Older" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(shown).toEqual(["Text 2", "Text 1"]);
  // What else on the page writes into its address leaves the list where it is.
  await tokensShown(page);
  await page
    .getByRole("listbox", { name: /tokens of the text/i })
    .getByRole("option")
    .nth(3)
    .click();
  await page.waitForURL(/runs=.*token=3|token=3.*runs=/);
  await page.reload();
  await tokensShown(page);
  expect(await shown()).toEqual(["Text 2", "Text 1"]);
  expect(await axeViolations(page)).toEqual([]);
  const cookies = await page.context().cookies();
  expect(heard).toEqual([]);

  const plain = (await visitor({ javaScript: false })).page;
  await plain.context().addCookies(cookies);
  await plain.goto("/");
  const plainList = plain.getByRole("region", { name: "Your latest runs" });
  await plainList.getByRole("link", { name: "Older" }).click();
  await plainList.getByText("Text 1", { exact: true }).waitFor();
  await plainList.getByRole("link", { name: "Newest" }).click();
  await plainList.getByText("Text 7", { exact: true }).waitFor();
});
