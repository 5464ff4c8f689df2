import { expect, test } from "vitest";
import { startedSite } from "./support/site";
import { faultsOf, signUp, visitorsOf } from "./support/visitor";

const site = startedSite({ INDEX_CORPORA: "false", STARTER_FINDINGS: "false" });
const visitor = visitorsOf(site);

const circuitOn = (html: string) => /\/circuits\/([0-9a-f-]{36})/.exec(html)?.[1] ?? "";

test("findings are collected, put in order by keys, noted, shown to everybody, and leave a trace when they go", async () => {
  const curator = await visitor();
  const { page } = curator;
  await signUp(page, "curie");
  await page.goto("/");
  const circuitId = circuitOn(await page.content());
  const findings: string[] = [];
  for (const title of ["Mary gets it", "Who gives, and who is given", `Long ${"w".repeat(140)}`]) {
    const content = { circuitId, title, body: "It says **this**.", tags: ["names"], state: "" };
    const { id } = await (await page.request.post("/api/v1/findings", { data: content })).json();
    expect((await page.request.put(`/api/v1/findings/${id}/publication`)).status()).toBe(200);
    findings.push(id);
  }

  await page.goto(`/findings/${findings[0]}`);
  await page.getByRole("link", { name: "Add to a collection" }).click();
  await page.waitForURL(/\/collections\/mine\?finding=/);
  await page.getByLabel("Title").fill("Names, in order");
  await page.getByLabel("What belongs in it, and why").fill("Read from *top* to bottom.");
  expect(await faultsOf(curator, "collection-begun")).toEqual([]);
  await page.getByRole("button", { name: "Begin it with this finding" }).click();
  await page.waitForURL(/\/collections\/[0-9a-f-]{36}$/);
  const address = new URL(page.url()).pathname;
  for (const finding of findings.slice(1)) {
    await page.goto(`/collections/mine?finding=${finding}`);
    await page.getByRole("button", { name: "Add it to Names, in order" }).click();
    await page.getByRole("button", { name: "It is in Names, in order" }).waitFor();
  }

  await page.goto(address);
  const order = () => page.locator("ol > li h2").allInnerTexts();
  expect((await order()).map((each) => each.slice(0, 6))).toEqual(["1 Mary", "2 Who ", "3 Long"]);
  const down = page.getByRole("button", { name: "Move Mary gets it down" });
  await down.focus();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await order())[0]?.slice(0, 5)).toBe("1 Who");
  // Whoever moves by keys goes on from where they are.
  expect(await down.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await order())[2]?.slice(0, 6)).toBe("3 Mary");
  await page.getByLabel("Place of Mary gets it").fill("1");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await order())[0]?.slice(0, 6)).toBe("1 Mary");

  await page.getByRole("button", { name: "Add a note" }).first().click();
  await page.getByLabel("Note").fill("Begin with this one.");
  // What is typed and not saved comes back.
  await page.reload();
  await page.getByRole("button", { name: "Add a note" }).first().click();
  await expect.poll(() => page.getByLabel("Note").inputValue()).toBe("Begin with this one.");
  await page.getByRole("button", { name: "Save the note" }).click();
  await page.locator("ol > li").first().getByText("Begin with this one.").waitFor();
  expect(await faultsOf(curator, "collection-mine")).toEqual([]);

  // It is nobody else's until it is public.
  const guest = await visitor({ width: 390, scheme: "dark" });
  expect((await guest.page.goto(address))?.status()).toBe(404);
  guest.heard.length = 0;
  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Everybody").check();
  await page.getByRole("button", { name: "Save the collection" }).click();
  await page.waitForURL((url) => url.pathname === address);

  await page.request.delete(`/api/v1/findings/${findings[1]}/publication`);
  await expect.poll(async () => (await guest.page.goto(address))?.status()).toBe(200);
  await guest.page.getByText("A finding stood here that its author took back").waitFor();
  await guest.page.getByText("Begin with this one.").waitFor();
  expect(await guest.page.getByRole("button", { name: /^Move/ }).count()).toBe(0);
  expect(await faultsOf(guest, "collection-guest-narrow-dark")).toEqual([]);
  const feed = await guest.page.locator('link[type="application/atom+xml"]').getAttribute("href");
  const atom = await guest.page.request.get(feed ?? "");
  expect(atom.headers()["content-type"]).toContain("application/atom+xml");
  expect(await atom.text()).toContain("Begin with this one.");
  const again = await guest.page.request.get(feed ?? "", {
    headers: { "if-none-match": atom.headers().etag ?? "" },
  });
  expect(again.status()).toBe(304);

  for (const [page, name] of [
    ["/collections", "collections"],
    ["/users/curie", "person-with-collections"],
    ["/circuits?tag=names", "catalogue-to-take-along"],
  ] as const) {
    await guest.page.goto(page);
    await guest.page.getByText(page === "/circuits?tag=names" ? "Mary gets it" : "Names, in order").waitFor();
    expect(await faultsOf(guest, `${name}-narrow-dark`)).toEqual([]);
  }
  const wide = await visitor();
  await wide.page.goto(address);
  expect(await faultsOf(wide, "collection-guest")).toEqual([]);
  const table = await wide.page.request.get("/api/v1/findings/table?tag=names");
  expect((await table.text()).split("\r\n")).toHaveLength(4);
});

test("a member keeps a search and sees what is new in it, and has a feed that opens by its own address alone", async () => {
  const member = await visitor({ width: 390 });
  const { page } = member;
  await signUp(page, "marie");
  await page.goto("/");
  const circuitId = circuitOn(await page.content());
  await page.goto("/circuits?tag=watched");
  await page.getByRole("link", { name: "Keep this search" }).click();
  await page.getByLabel("Name").fill("What I watch");
  expect(await faultsOf(member, "search-kept-narrow")).toEqual([]);
  await page.getByRole("button", { name: "Keep this search" }).click();
  await page.getByText("nothing new since you looked").waitFor();
  const content = { circuitId, title: "Seen", body: "It says **this**.", tags: ["watched"], state: "" };
  const { id } = await (await page.request.post("/api/v1/findings", { data: content })).json();
  expect((await page.request.put(`/api/v1/findings/${id}/publication`)).status()).toBe(200);
  await page.goto("/searches");
  await page.getByText("1 new since you looked").waitFor();
  expect(await faultsOf(member, "searches-narrow")).toEqual([]);
  await page.getByRole("button", { name: "Mark What I watch as seen" }).click();
  await page.getByText("nothing new since you looked").waitFor();

  await page.goto("/settings");
  await page.getByRole("button", { name: "Make an address" }).click();
  const shown = page.getByText(/feeds\/concerns\?key=/);
  const { pathname, search } = new URL((await shown.textContent()) ?? "");
  expect(await faultsOf(member, "settings-feed-narrow")).toEqual([]);
  const guest = await visitor({ scheme: "dark" });
  const readable = async () => (await guest.page.request.get(pathname + search)).status();
  expect(await readable()).toBe(200);
  await page.getByRole("button", { name: "Make it anew" }).click();
  await expect.poll(readable).toBe(404);
  await guest.page.goto("/searches?save=catalogue&query=tag%3Dwatched");
  await guest.page.getByText("Keeping a search needs an account").waitFor();
  expect(await faultsOf(guest, "searches-guest-dark")).toEqual([]);
});
