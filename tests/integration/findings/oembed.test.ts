import { expect, test } from "vitest";
import { PUT as publish, DELETE as withdraw } from "@/app/api/v1/findings/[id]/publication/route";
import { POST as create } from "@/app/api/v1/findings/route";
import { GET as oembed } from "@/app/api/v1/oembed/route";
import { siteUrl } from "@/lib/env";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();
const title = `"Who" <gets> it & 'why'`;

async function draft(person: Person): Promise<string> {
  const content = { title, body: "The name said once.", tags: [], state: "" };
  const body = { circuitId: await createFinishedCircuit(), ...content };
  return (await (await call(create, { method: "POST", person, body })).json()).id;
}

const of = (query: Record<string, string>) => call(oembed, { path: `/?${new URLSearchParams(query)}` });

test("a link to a published finding is shown as its embedded page, no larger than is asked for", async () => {
  const author = await createPerson();
  const id = await draft(author);
  const url = `${siteUrl()}/findings/${id}`;
  for (const person of [undefined, author])
    expect(
      (await call(oembed, { path: `/?${new URLSearchParams({ url })}`, ...(person && { person }) })).status,
    ).toBe(404);
  await call(publish, { method: "PUT", params: { id }, person: author });
  const shown = await (await of({ url, format: "json" })).json();
  expect(shown).toMatchObject({
    ...{ type: "rich", version: "1.0", title, author_name: author.handle, width: 900, height: 900 },
    html: `<iframe src="${siteUrl()}/embed/${id}" title="&quot;Who&quot; &lt;gets&gt; it &amp; &#39;why&#39;" width="900" height="900" loading="lazy"></iframe>`,
    thumbnail_url: `${siteUrl()}/api/v1/findings/${id}/preview`,
  });
  const small = await (
    await of({ url: `${siteUrl()}/embed/${id}`, maxwidth: "400", maxheight: "300" })
  ).json();
  expect(small).toMatchObject({ width: 400, height: 300 });
  expect(small.html).toContain('width="400" height="300"');
  expect(small).not.toHaveProperty("thumbnail_url");
  expect((await of({ url, format: "xml" })).status).toBe(501);
  expect((await of({ url, maxwidth: "0" })).status).toBe(400);
  await call(withdraw, { method: "DELETE", params: { id }, person: author });
  expect((await of({ url })).status).toBe(404);
});

test.each([
  "not an address",
  "javascript:alert(1)",
  "https://elsewhere.example/findings/ID",
  "SITE.elsewhere.example/findings/ID",
  "https://SITEHOST@elsewhere.example/findings/ID",
  "SITE/findings/ID/edit",
  "SITE/findings/ID/../../circuits/ID",
  "SITE/findings/not-an-id",
  "SITE/circuits/ID",
  "file:///findings/ID",
])("an address that is no finding's of this site is not found: %s", async (address) => {
  const author = await createPerson();
  const id = await draft(author);
  await call(publish, { method: "PUT", params: { id }, person: author });
  const url = address
    .replace("SITEHOST", new URL(siteUrl()).host)
    .replace("SITE", siteUrl())
    .replace("ID", id);
  expect((await of({ url })).status).toBe(404);
});

test("without an address it says what is missing", async () => {
  expect((await of({})).status).toBe(400);
  expect((await of({ url: "x".repeat(3_000) })).status).toBe(400);
});
