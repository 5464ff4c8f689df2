import { expect, test } from "vitest";
import { POST as proposeRoute } from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/labels/route";
import { PUT as voteRoute } from "@/app/api/v1/labels/[id]/vote/route";
import { POST as reportRoute } from "@/app/api/v1/reports/route";
import { db } from "@/lib/db/client";
import { proposeLabel } from "@/lib/labels/propose-label";
import { reviseLabel } from "@/lib/labels/revise-label";
import { addressOfFeature, proposeAnyLabel, sideOfFeature } from "../support/labels";
import { call, createPerson, type Person } from "../support/people";
import { createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite({
  env: {
    NEW_ACCOUNT_DAYS: "2",
    NEW_ACCOUNT_LABELS_PER_DAY: "4",
    NEW_ACCOUNT_VOTES_PER_DAY: "3",
    NEW_ACCOUNT_REPORTS_PER_DAY: "2",
    SAME_LABEL_PER_HOUR: "3",
  },
});

let features = 100;
const propose = (person: Person, text: string, rationale = "") =>
  call(proposeRoute, {
    ...{ method: "POST", person, params: addressOfFeature(features++) },
    body: { side: "input", text, rationale },
  });

async function age(person: Person): Promise<void> {
  const createdAt = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000);
  await db().user.update({ where: { id: person.id }, data: { createdAt } });
}

test("a new account proposes as many labels a day as it may, however many at once, and is told until when; an older one goes on", async () => {
  const person = await createPerson();
  // What is refused counts for nothing.
  expect((await propose(person, "see https://spam.example")).status).toBe(422);
  const tried = await Promise.all(
    Array.from({ length: 12 }, (_, n) => propose(person, `fires on number ${n}`)),
  );
  const made = tried.filter(({ status }) => status === 201);
  expect(made).toHaveLength(4);
  const refused = tried.find(({ status }) => status === 429);
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(3600);
  expect(await refused?.text()).toMatch(/"Until .* UTC your account is new.* 4 labels a day/);
  const { id } = (await made[0]?.json()) ?? {};
  const content = { text: "fires on one", rationale: "", evidence: { examples: [], circuits: [] } };
  await expect(
    reviseLabel({ labelId: id, authorId: person.id, revision: 1, ...content }),
  ).rejects.toMatchObject({ code: "too-many-requests" });
  await age(person);
  expect((await propose(person, "fires on another")).status).toBe(201);
});

test("a new account votes and reports as often as it may, and a moderator is never new", async () => {
  const [person, moderator] = [await createPerson(), await createPerson("moderator")];
  const labels = await Promise.all(
    Array.from({ length: 5 }, async () => (await proposeAnyLabel((await createPerson()).id)).id),
  );
  const votes = async (by: Person) =>
    Promise.all(
      labels.map(async (id) => {
        const body = { wording: 1, value: 1 };
        return (await call(voteRoute, { method: "PUT", person: by, params: { id }, body })).status;
      }),
    );
  expect((await votes(person)).toSorted()).toEqual([204, 204, 204, 429, 429]);
  expect(await votes(moderator)).toEqual([204, 204, 204, 204, 204]);
  expect(await db().labelVote.count({ where: { voterId: person.id } })).toBe(3);
  const findings = await Promise.all(Array.from({ length: 3 }, () => createPublished({})));
  const reported = [];
  for (const { id } of findings) {
    const body = { subject: { kind: "finding", id }, reason: "spam" };
    reported.push((await call(reportRoute, { method: "POST", person, body })).status);
  }
  expect(reported).toEqual([201, 201, 429]);
});

test("the same words are proposed by one person for a few features an hour, however they are written and however many at once", async () => {
  const person = await createPerson();
  await age(person);
  const tried = await Promise.all(
    [
      "fires on ships",
      "Fires on ships!",
      "fires  on ships",
      "FIRES ON SHIPS",
      "fires on ships.",
      "fires on: ships",
    ].map((text) => propose(person, text)),
  );
  expect(tried.filter(({ status }) => status === 201)).toHaveLength(3);
  const refused = tried.find(({ status }) => status === 429);
  expect(await refused?.text()).toMatch(/"fields":{"text":"[^"]*within an hour/);
  expect((await propose(person, "fires on boats")).status).toBe(201);
  expect((await propose(await createPerson(), "fires on ships")).status).toBe(201);
  // An hour later they may be said again; and an import says what it says.
  await db().label.updateMany({
    where: { authorId: person.id },
    data: { createdAt: new Date(Date.now() - 61 * 60_000) },
  });
  expect((await propose(person, "fires on ships")).status).toBe(201);
  const { id: authorId } = await createPerson();
  for (let n = 0; n < 6; n++)
    await proposeLabel({
      ...{
        of: await sideOfFeature(features++),
        authorId,
        source: "import",
        text: "see www.elsewhere.example",
      },
      ...{ rationale: "", evidence: { examples: [], circuits: [] } },
    });
});

test("a label holds no link, and a new account's rationale neither; what a feature fires on may be said", async () => {
  const person = await createPerson();
  for (const text of ["cheap at https://spam.example", "WWW.spam.example", "go http://x"])
    expect((await propose(person, text)).status, text).toBe(422);
  for (const text of ["https:// at the start of an address", "www. in an address"])
    expect((await propose(person, text)).status, text).toBe(201);
  const linked = await propose(person, "fires on dots", "As [here](https://example.org).");
  expect(linked.status).toBe(422);
  expect((await linked.json()).fields.rationale).toContain("new");
  for (const rationale of ["As [here](https&colon;//spam.example).", "As [here][1].\n\n[1]: //spam.example"])
    expect((await propose(person, "fires on dots", rationale)).status, rationale).toBe(422);
  const { id } = await (await propose(person, "fires on a dot", "As [here](/features).")).json();
  const content = { text: "fires on a dot", evidence: { examples: [], circuits: [] } };
  await expect(
    reviseLabel({
      ...{ labelId: id, authorId: person.id, revision: 1, ...content },
      rationale: "[here](http:spam.example)",
    }),
  ).rejects.toMatchObject({ code: "unprocessable" });
  await age(person);
  expect((await propose(person, "fires on dots", "As [here](https://example.org).")).status).toBe(201);
});
