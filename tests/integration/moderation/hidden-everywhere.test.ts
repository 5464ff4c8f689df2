import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { POST as actRoute } from "@/app/api/v1/moderation/acts/route";
import { db } from "@/lib/db/client";
import { recountLabels } from "@/lib/labels/recount";
import { everythingPublic, makeWorks, type Works } from "../support/everything-public";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

vi.setConfig({ testTimeout: 60_000 });
setUpSite();

beforeAll(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterAll(() => {
  vi.useRealTimers();
});

/** Feeds are kept for five seconds. */
async function shownNow(works: Works): Promise<Map<string, string>> {
  vi.setSystemTime(Date.now() + 61_000);
  return everythingPublic(works);
}

async function moderate(person: Person, body: unknown): Promise<void> {
  const response = await call(actRoute, { method: "POST", person, body });
  expect(response.status, await response.clone().text()).toBe(204);
}

/** Where two looks differ, but for what counts changes of a label's side, and when a feed changed. */
function differences(before: Map<string, string>, after: Map<string, string>): string[] {
  const lasting = (text: string | undefined) =>
    text
      ?.replaceAll(/"version":\d+,"proposals"/g, '"proposals"')
      .replaceAll(/"version":\d+,"resolvedAt"/g, '"resolvedAt"')
      .replaceAll(/<updated>[^<]*<\/updated>/g, "");
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (where) => lasting(before.get(where)) !== lasting(after.get(where)),
  );
}

describe("of somebody who is suspended", () => {
  test("nothing stands in any list, feed, search, count, table, export, bundle, page of theirs or name of a feature, and all of it is back in one step", async () => {
    const works = await makeWorks();
    const moderator = await createPerson("moderator");
    const before = await shownNow(works);
    // The walk sees each of the places that could be forgotten.
    for (const place of [
      "search ",
      "findings ",
      "findings/[id] ",
      "versions/[version] ",
      "citations/bibtex",
      "versions/[version]/file",
      "findings/table",
      "feeds/findings",
      "feeds/search",
      "feeds/people",
      "feeds/collections",
      "oembed",
      "collections ",
      "collections/[id] ",
      "experiments ",
      "experiments/[id] ",
      "experiments/[id]/file",
      "families ",
      "families/[id] ",
      "families/[id]/versions/[version] ",
      "families/[id]/versions/[version]/file",
      "[index]/conversations",
      "conversations/[id] ",
      "conversations/[id]/comments",
      "comments/[id]/history",
      "projects ",
      "projects/[slug] ",
      "bounties ",
      "bounties/[slug] ",
      "features ",
      "features/table",
      "labels ",
      "labels/[id]/history",
      ...["bundle findings", "bundle labels", "bundle collections", "bundle families"],
      "bundle experiments",
      ...["bundle bounties", "bundle comments"],
      "the feature's name",
    ])
      expect(
        [...before.keys()].filter((where) => where.includes(place)),
        place,
      ).not.toEqual([]);
    const [voted, side] = [
      () =>
        db()
          .label.findUniqueOrThrow({ where: { id: works.others } })
          .then(({ votesFor }) => votesFor),
      () => db().naming.findUniqueOrThrow({ where: { dictionaryId_index_side: works.of } }),
    ];
    expect([await voted(), (await side()).leaderId]).toEqual([1, works.label]);

    const subject = { kind: "person", id: works.author.handle };
    await moderate(moderator, { kind: "suspend", subject, reason: "Spam." });
    expect([...(await shownNow(works)).keys()]).toEqual([]);
    expect([await voted(), (await side()).leaderId, (await side()).text]).toEqual([0, null, null]);
    expect(await recountLabels()).toEqual([]);

    await moderate(moderator, { kind: "lift", subject, reason: "It was somebody else." });
    expect(differences(before, await shownNow(works))).toEqual([]);
    expect([await voted(), (await side()).leaderId]).toEqual([1, works.label]);
    expect(await recountLabels()).toEqual([]);
  });
});

describe("what is hidden", () => {
  test("stands nowhere, until it is shown again", async () => {
    const works = await makeWorks();
    const moderator = await createPerson("moderator");
    const before = await shownNow(works);
    const { finding, collection, family, experiment, label, comment } = works;
    const subjects = [
      ...[
        { kind: "finding", id: finding },
        { kind: "collection", id: collection },
        { kind: "family", id: family },
        { kind: "experiment", id: experiment },
        { kind: "project", id: works.project.id },
        { kind: "bounty", id: works.bounty.id },
      ],
      ...[
        { kind: "label", id: label },
        { kind: "rationale", id: label },
        { kind: "comment", id: comment },
      ],
    ];
    for (const subject of subjects)
      await moderate(moderator, { kind: "hide", subject, reason: "It names somebody." });
    const hidden = [...(await shownNow(works)).values()].join(" ");
    for (const said of [...Object.values(works.words), finding, collection, family, experiment, label])
      expect(hidden.includes(said), said).toBe(false);
    expect(await recountLabels()).toEqual([]);
    for (const subject of subjects)
      await moderate(moderator, { kind: "show", subject, reason: "It does not." });
    expect(differences(before, await shownNow(works))).toEqual([]);
    expect(await recountLabels()).toEqual([]);
  });

  test("by itself stays hidden when its author's suspension is lifted, and the other way round", async () => {
    const works = await makeWorks();
    const moderator = await createPerson("moderator");
    const person = { kind: "person", id: works.author.handle };
    const finding = { kind: "finding", id: works.finding };
    const shown = async () =>
      (await db().finding.findUniqueOrThrow({ where: { id: works.finding } })).publishedAt;
    const published = await shown();
    await moderate(moderator, { kind: "hide", subject: finding, reason: "Copied." });
    await moderate(moderator, { kind: "suspend", subject: person, reason: "Copied all." });
    await moderate(moderator, { kind: "lift", subject: person, reason: "Not all." });
    expect(await shown()).toBeNull();
    await moderate(moderator, { kind: "suspend", subject: person, reason: "Copied all." });
    await moderate(moderator, { kind: "show", subject: finding, reason: "Not copied." });
    expect(await shown()).toBeNull();
    await moderate(moderator, { kind: "lift", subject: person, reason: "Not all." });
    expect(await shown()).toEqual(published);
  });
});
