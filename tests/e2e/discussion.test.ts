import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { startedSite } from "./support/site";
import { faultsOf, signUp, visitorsOf, widths } from "./support/visitor";

const site = startedSite({ SIGN_UPS_PER_HOUR: "100" });
const visit = visitorsOf(site);

const featureAt = (index: number) => `/features/storybook-4l/attn/3/${index}`;
const discussion = (page: Page) => page.getByRole("region", { name: "Discussion" });
const conversationOf = (page: Page, handle: string) =>
  discussion(page).getByRole("article", { name: `Conversation begun by ${handle}` });

async function begin(page: Page, text: string): Promise<void> {
  await discussion(page).getByLabel("What you want to say").fill(text);
  await discussion(page).getByRole("button", { name: "Begin it" }).click();
}

test("two people talk about a feature without reloading: they answer, mention, reword, delete and resolve", async () => {
  const [ann, ben] = [await visit(), await visit({ width: 390, scheme: "dark" })];
  await signUp(ann.page, "talk-ann");
  await signUp(ben.page, "talk-ben");
  for (const { page } of [ann, ben]) await page.goto(featureAt(11));
  await begin(ann.page, "Does it fire on **names**, @talk-ben, as `attn.3.12` does?");
  const seen = conversationOf(ben.page, "talk-ann");
  await seen.getByRole("link", { name: "@talk-ben" }).waitFor();
  await seen.getByRole("link", { name: "attn.3.12" }).waitFor();
  expect(await discussion(ann.page).getByLabel("What you want to say").inputValue()).toBe("");
  await seen.locator("summary", { hasText: "Reply" }).click();
  await seen.getByLabel("Your reply").fill("On *surnames* alone.");
  await seen.getByRole("button", { name: "Reply" }).click();
  const own = conversationOf(ann.page, "talk-ann");
  await own.getByRole("listitem").filter({ hasText: "On surnames alone." }).waitFor();

  const said = seen.getByRole("listitem").filter({ hasText: "On surnames alone." });
  await said.getByRole("button", { name: "Edit" }).click();
  await seen.getByLabel("Your comment").fill("On family names alone.");
  await seen.getByRole("button", { name: "Save" }).click();
  const reworded = own.getByRole("listitem").filter({ hasText: "On family names alone." });
  await reworded.getByRole("button", { name: "2 revisions" }).click();
  await reworded.locator("del").first().waitFor();
  expect(await faultsOf(ben, "discussion-dark-390")).toEqual([]);

  await own.getByRole("button", { name: "Resolve" }).click();
  await conversationOf(ben.page, "talk-ann").getByText("Resolved by talk-ann: 2 comments").waitFor();
  await own.getByText("Resolved by talk-ann: 2 comments").click();
  await own.getByRole("button", { name: "Open it again" }).click();
  const again = conversationOf(ben.page, "talk-ann")
    .getByRole("listitem")
    .filter({ hasText: "On family names" });
  await again.locator("summary", { hasText: "Delete" }).click();
  await again.getByRole("button", { name: "Delete it for good" }).click();
  await own.getByText("A comment that its author deleted").waitFor();
  expect([...ann.heard, ...ben.heard]).toEqual([]);
});

test("what the site refuses is taken off the page again, and is still there to be sent", async () => {
  const { page } = await visit();
  await signUp(page, "talk-cy");
  await page.goto(featureAt(12));
  await begin(page, "See https://elsewhere.example");
  await discussion(page).getByText("a new account's comment holds no link yet").waitFor();
  await discussion(page).getByText("Nobody has said anything yet.").waitFor();
  expect(await discussion(page).getByLabel("What you want to say").inputValue()).toContain("elsewhere");
});

test("what a guest types is there once they have signed in, and after the page was closed", async () => {
  const { page } = await visit();
  await signUp(page, "talk-dee");
  await page.context().clearCookies();
  await page.goto(featureAt(13));
  await discussion(page).getByLabel("What you want to say").pressSequentially("I think it is about ships.");
  await discussion(page).getByRole("link", { name: "Sign in to say it" }).click();
  await page.getByLabel("Handle").fill("talk-dee");
  await page.getByLabel("Password").fill("a long pass phrase");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname === featureAt(13));
  const field = discussion(page).getByLabel("What you want to say");
  await expect.poll(() => field.inputValue(), { timeout: 20_000 }).toBe("I think it is about ships.");
  await page.reload();
  await expect.poll(() => field.inputValue(), { timeout: 20_000 }).toBe("I think it is about ships.");
});

test("somebody without a mouse begins, answers and resolves a conversation", async () => {
  const { page, heard } = await visit();
  await signUp(page, "talk-eve");
  await page.goto(featureAt(14));
  await discussion(page).getByLabel("What you want to say").focus();
  await page.keyboard.type("By keyboard alone.");
  await page.keyboard.press("Control+Enter");
  const own = conversationOf(page, "talk-eve");
  await own.getByRole("button", { name: "Resolve" }).waitFor();
  await own.locator("summary", { hasText: "Reply" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("An answer.");
  await page.keyboard.press("Control+Enter");
  await own.getByText("An answer.", { exact: true }).waitFor();
  await own.getByRole("button", { name: "Resolve" }).focus();
  await page.keyboard.press("Enter");
  await own.getByText("Resolved by talk-eve: 2 comments").waitFor();
  expect(heard).toEqual([]);
});

test("without JavaScript one begins a conversation, answers, resolves and deletes", async () => {
  const [{ page: withIt }, { page }] = [await visit(), await visit({ javaScript: false })];
  await signUp(withIt, "talk-flo");
  await page.context().addCookies(await withIt.context().cookies());
  await page.goto(featureAt(15));
  await begin(page, "Plainly.");
  const own = conversationOf(page, "talk-flo");
  await own.getByText("Plainly.").waitFor();
  await own.locator("summary", { hasText: "Reply" }).click();
  await own.getByLabel("Your reply").fill("And again.");
  await own.getByRole("button", { name: "Reply" }).click();
  await own.getByText("And again.").waitFor();
  // What it says is changed on the page of the conversation, and a refusal is told there.
  const said = own.getByRole("listitem").filter({ hasText: "And again." });
  await said.getByRole("button", { name: "Edit" }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/conversations/"));
  await page.getByLabel("Your comment").fill("See https://spam.example");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("a new account's comment holds no link yet").waitFor();
  await page.getByLabel("Your comment").fill("Reworded plainly.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Reworded plainly.").waitFor();
  expect(await page.getByRole("button", { name: "2 revisions" }).count()).toBe(1);
  await page.goto(featureAt(15));
  await own.locator("summary", { hasText: "Delete" }).nth(1).click();
  await own.getByRole("button", { name: "Delete it for good" }).click();
  await own.getByText("A comment that its author deleted").waitFor();
  await own.getByRole("button", { name: "Resolve" }).click();
  await own.getByText("Resolved by talk-flo").waitFor();

  // What is refused is told where it was asked for: here of a feature that there is not.
  await page.goto(featureAt(40));
  await page.locator("form:has(button:text-is('Watch')) input").evaluateAll((inputs) => {
    for (const input of inputs)
      if (input instanceof HTMLInputElement) input.value = input.value.replace("/attn/3/40", "/attn/99/40");
  });
  await page.getByRole("button", { name: "Watch", exact: true }).click();
  await page
    .getByRole("alert")
    .getByText("storybook-4l has no attn dictionary at layer 99. It has them at 0, 1, 2, and 3.", {
      exact: true,
    })
    .waitFor();
  await page.getByRole("button", { name: "Watch", exact: true }).waitFor();
  expect(
    await site.query(`select 1 from "Watch" w join "User" u on u.id = w."memberId"
      where u.handle = 'talk-flo' and w."subjectId" like '%.40'`),
  ).toEqual([]);
});

test.each(widths.map((look, n) => ({ ...look, index: 16 + n })))(
  "a conversation by itself stands at $width, in both colours",
  async ({ index, ...look }) => {
    const visitor = await visit(look);
    const { page } = visitor;
    await signUp(page, `talk-g-${look.width}`);
    await page.goto(featureAt(index));
    await begin(page, `A look at ${look.width}: ${"a long word ".repeat(20)}`);
    const own = conversationOf(page, `talk-g-${look.width}`);
    await own.getByRole("button", { name: "Edit" }).waitFor();
    const address = await own.getByRole("listitem").getByRole("link").nth(1).getAttribute("href");
    await page.goto(address ?? "");
    await page.getByRole("heading", { level: 1, name: `A conversation about attn.3.${index}` }).waitFor();
    await page.getByRole("button", { name: "Reply" }).waitFor();
    expect(await faultsOf(visitor, `conversation-${look.width}`)).toEqual([]);
  },
);

test("who is mentioned is told so in the header, reads it, and watches no more", async () => {
  const [hal, ivy] = [await visit(), await visit({ width: 390, scheme: "dark" })];
  await signUp(hal.page, "talk-hal");
  await signUp(ivy.page, "talk-ivy");
  await hal.page.goto(featureAt(30));
  await begin(hal.page, "Is it a name, @talk-ivy?");
  await conversationOf(hal.page, "talk-hal").getByRole("button", { name: "Resolve" }).waitFor();
  await ivy.page.goto("/notifications");
  await ivy.page.getByRole("button", { name: "Account of talk-ivy, 1 unread" }).waitFor();
  expect(await faultsOf(ivy, "notifications-dark-390")).toEqual([]);
  await ivy.page.getByRole("button", { name: "talk-hal mentioned you, talking about attn.3.30" }).click();
  await ivy.page.waitForURL((url) => url.pathname.startsWith("/conversations/"));
  await ivy.page.getByRole("button", { name: "Account of talk-ivy", exact: true }).waitFor();

  // Who said something is told of the answer, until they leave it.
  await ivy.page.getByLabel("Your reply").fill("It is.");
  await ivy.page.getByRole("button", { name: "Reply" }).click();
  await ivy.page.getByRole("button", { name: "Edit" }).waitFor();
  await hal.page.goto("/notifications");
  await hal.page.getByRole("button", { name: "talk-ivy said something about attn.3.30" }).waitFor();
  expect(await faultsOf(hal, "notifications-light-1280")).toEqual([]);
  await hal.page.getByRole("button", { name: "Mark all as read" }).click();
  await hal.page.getByRole("button", { name: "Account of talk-hal", exact: true }).waitFor();
  await hal.page.getByRole("link", { name: "attn.3.30" }).last().click();
  await hal.page.getByRole("button", { name: "Stop watching" }).click();
  await hal.page.getByRole("button", { name: "Watch", exact: true }).waitFor();
  expect([...hal.heard, ...ivy.heard]).toEqual([]);
});

test("what somebody is told is read from its second page on too, and what is refused is told there, without a script", async () => {
  const [{ page: withIt }, { page }] = [await visit(), await visit({ javaScript: false })];
  await signUp(withIt, "talk-joe");
  await page.context().addCookies(await withIt.context().cookies());
  await site.query(`insert into "Notification" (id, "memberId", kind, thing, title, path)
    select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, u.id, 'published', n::text, 'told ' || n, '/findings'
    from "User" u, generate_series(1, 35) n where u.handle = 'talk-joe'`);
  const unread = async () =>
    (
      await site.query(`select 1 from "Notification" t join "User" u on u.id = t."memberId"
        where u.handle = 'talk-joe' and t."readAt" is null`)
    ).length;
  const older = () =>
    page
      .getByRole("navigation", { name: "Pages of notifications" })
      .getByRole("link", { name: "Older" })
      .click();
  const tamper = async (form: string) => {
    const changed = await page.locator(`${form} input`).evaluateAll((inputs) => {
      const before = inputs.map((each) => (each instanceof HTMLInputElement ? each.value : ""));
      for (const each of inputs)
        if (each instanceof HTMLInputElement)
          each.value = each.value.replace(/0{8}-0000-7000-8000-\d{12}/, "none");
      return inputs.filter((each, n) => each instanceof HTMLInputElement && each.value !== before[n]).length;
    });
    expect(changed).toBe(1);
  };
  const markAll = page.getByRole("button", { name: "Mark all as read" });
  await page.goto("/notifications");
  await older();
  await page.getByRole("button", { name: /told 5$/ }).waitFor();
  expect(await page.getByRole("button", { name: /told \d/ }).count()).toBe(5);

  await tamper("form:has(button:text-is('Mark all as read'))");
  await markAll.click();
  await page.locator("form", { has: markAll }).getByRole("alert").waitFor();
  expect(await unread()).toBe(35);
  await tamper("form:has(button:has-text('told 3'))");
  const third = page.getByRole("button", { name: /told 3$/ });
  await third.click();
  await page.locator("form", { has: third }).getByRole("alert").waitFor();
  expect(await unread()).toBe(35);

  // What is newer than the page shown is read with it.
  await page.goto("/notifications");
  await older();
  await markAll.click();
  await markAll.waitFor({ state: "detached" });
  expect(await unread()).toBe(0);
});

test("of a comment reworded more often than is told, it is said how many revisions are shown", async () => {
  const { page, heard } = await visit();
  await signUp(page, "talk-kim");
  await page.goto(featureAt(31));
  await begin(page, "Said for the first time.");
  const own = conversationOf(page, "talk-kim");
  await own.getByRole("button", { name: "Edit" }).waitFor();
  await site.query(`with said as (
      update "Comment" c set revision = 25 from "User" u where u.id = c."authorId" and u.handle = 'talk-kim' returning c.id
    ) insert into "CommentRevision" ("commentId", number, body) select id, n, 'Said ' || n from said, generate_series(2, 25) n`);
  await page.reload();
  await own.getByRole("button", { name: "25 revisions" }).click();
  await own.getByText("The latest 20 of 25 revisions.", { exact: true }).waitFor();
  expect(await own.locator(".comment-history > li").count()).toBe(20);
  expect(heard).toEqual([]);
});
