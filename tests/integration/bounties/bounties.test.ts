import fc from "fast-check";
import { expect, test } from "vitest";
import { POST as cancelRoute } from "@/app/api/v1/bounties/[slug]/cancellation/route";
import { PUT as deadlineRoute } from "@/app/api/v1/bounties/[slug]/deadline/route";
import { POST as openRoute } from "@/app/api/v1/bounties/[slug]/opening/route";
import {
  DELETE as deleteRoute,
  GET as getRoute,
  PUT as updateRoute,
} from "@/app/api/v1/bounties/[slug]/route";
import { GET as termsRoute } from "@/app/api/v1/bounties/[slug]/terms/route";
import { POST as createRoute, GET as listRoute } from "@/app/api/v1/bounties/route";
import { bountyContent } from "@/lib/bounties/bounty-schemas";
import { maxBounties } from "@/lib/bounties/bounty-words";
import { createBounty } from "@/lib/bounties/create-bounty";
import { deleteDraft } from "@/lib/bounties/delete-draft";
import { getBounty } from "@/lib/bounties/get-bounty";
import { openBounty } from "@/lib/bounties/open-bounty";
import { postponeBounty } from "@/lib/bounties/postpone-bounty";
import { updateBounty } from "@/lib/bounties/update-bounty";
import { termsHash } from "@/lib/bounty-format/terms";
import { db } from "@/lib/db/client";
import { liftSuspension } from "@/lib/moderation/lift-suspension";
import { lockWork } from "@/lib/moderation/lock-work";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { anyBounty, bountyOf, draftBounty, enterBounty, openAnyBounty } from "../support/bounties";
import { call, createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
const get = (slug: string, person: Person | null = null) => call(getRoute, { params: { slug }, person });
async function put(slug: string, sponsor: Person, said: object) {
  const { opensAt } = await getBounty(slug, sponsor.viewer);
  const body = { ...anyBounty(), opensAt, judges: [sponsor.handle], ...said };
  return call(updateRoute, { method: "PUT", params: { slug }, person: sponsor, body });
}

async function slugs(only: string, person: Person | null = null): Promise<string[]> {
  const response = await call(listRoute, { path: `/?only=${only}&limit=100`, person });
  return (await response.json()).items.map(({ slug }: { slug: string }) => slug);
}

test("a draft is its sponsor's alone; opened, it is everybody's, and its terms have the hash that it states", async () => {
  const [sponsor, other] = [await createPerson(), await createPerson()];
  const made = await call(createRoute, {
    ...{ method: "POST", person: sponsor },
    body: {
      ...anyBounty(),
      judges: [sponsor.handle, other.handle],
      reward: { currency: "USD", places: [100_000, 50_000], sharedBy: [1, 4] },
    },
  });
  expect(made.status).toBe(201);
  const { slug } = await made.json();
  expect((await get(slug)).status).toBe(404);
  expect((await get(slug, other)).status).toBe(404);
  expect((await call(termsRoute, { params: { slug }, person: other })).status).toBe(404);
  expect(await (await get(slug, sponsor)).json()).toMatchObject({ standing: "draft", isOwn: true });
  expect(await slugs("own", other)).not.toContain(slug);
  expect(await slugs("own", sponsor)).toContain(slug);
  const open = { method: "POST", params: { slug }, body: { revision: 1 } };
  expect((await call(openRoute, { ...open, person: other })).status).toBe(404);
  expect((await call(openRoute, { ...open, person: sponsor })).status).toBe(204);
  const shown = await (await get(slug)).json();
  expect(shown).toMatchObject({
    ...{
      standing: "open",
      isOwn: false,
      isFrozen: false,
      reward: { currency: "USD", places: [100_000, 50_000], sharedBy: [1, 4] },
    },
    ...{ events: [{ kind: "opened", actor: sponsor.handle }], rules: [{ kind: "verified", version: 1 }] },
  });
  expect(shown.judges).toHaveLength(2);
  const terms = await (await call(termsRoute, { params: { slug } })).json();
  expect(termsHash(terms)).toBe(shown.termsHash);
  expect(await slugs("open")).toContain(slug);
});

test("a bounty closes at its moment by the database's clock, and nothing has to close it", async () => {
  const sponsor = await createPerson();
  const { id, slug } = await openAnyBounty(sponsor);
  await db()
    .$executeRaw`update "Bounty" set "closesAt" = clock_timestamp() + interval '400 milliseconds' where id = ${id}::uuid`;
  expect((await getBounty(slug, guest())).standing).toBe("open");
  await expect
    .poll(async () => (await getBounty(slug, guest())).standing, { timeout: 20_000 })
    .toBe("judging");
  expect(await slugs("judging")).toContain(slug);
  expect(await slugs("open")).not.toContain(slug);
  expect((await put(slug, sponsor, { revision: 1 })).status).toBe(409);
  const later = { method: "PUT", params: { slug }, person: sponsor, body: { closesAt: hours(50) } };
  expect((await call(deadlineRoute, later)).status).toBe(409);
  await expect(db().bounty.update({ where: { id }, data: { closesAt: hours(50) } })).rejects.toThrow(
    /closed/,
  );
  await expect(enterBounty(id, { entrantId: sponsor.id })).rejects.toThrow(/closed before/);
});

test("from the first entry on nothing changes but a later deadline, whoever writes", async () => {
  const sponsor = await createPerson();
  const { id, slug } = await openAnyBounty(sponsor);
  expect((await put(slug, sponsor, { revision: 1, title: "Another title" })).status).toBe(204);
  await enterBounty(id, { entrantId: (await createPerson()).id });
  const refused = await put(slug, sponsor, { revision: 2, title: "Yet another" });
  expect([refused.status, (await refused.json()).title]).toEqual([
    409,
    expect.stringContaining("entered for"),
  ]);
  const frozen = [
    ...[
      { title: "x" },
      { brief: "x" },
      { rules: [] },
      { rubric: [] },
      { rewards: [5n], currency: "USD" },
      { prize: "x" },
    ],
    ...[
      { termsHash: "0".repeat(64) },
      { opensAt: hours(-9) },
      { closesAt: hours(1) },
      { maxTeam: 9 },
      { openedAt: null },
    ],
    ...[{ firstEntryAt: null }, { slug: "x" }, { licence: "x" }, { nullResults: true }, { replyDays: 3 }],
  ];
  for (const data of frozen)
    await expect(
      db().bounty.update({ where: { id }, data }),
      JSON.stringify(Object.keys(data)),
    ).rejects.toThrow();
  await expect(db().bounty.delete({ where: { id } })).rejects.toThrow();
  const deadline = (closesAt: Date) =>
    call(deadlineRoute, { method: "PUT", params: { slug }, person: sponsor, body: { closesAt } });
  expect((await deadline(hours(2))).status).toBe(422);
  expect((await deadline(hours(24 * 366 * 6))).status).toBe(422);
  expect((await deadline(hours(48))).status).toBe(204);
  const { events, isFrozen, title } = await getBounty(slug, guest());
  expect([isFrozen, title, events.map(({ kind }) => kind)]).toEqual([
    true,
    "Another title",
    ["opened", "changed", "postponed"],
  ]);
});

test("the log is added to alone", async () => {
  const { id } = await openAnyBounty(await createPerson());
  await expect(
    db().bountyEvent.updateMany({ where: { bountyId: id }, data: { kind: "cancelled" } }),
  ).rejects.toThrow();
  await expect(db().bountyEvent.deleteMany({ where: { bountyId: id } })).rejects.toThrow();
});

test("of changes made at once to what one has seen, one is taken", async () => {
  const sponsor = await createPerson();
  const slug = await draftBounty(sponsor);
  const change = (title: string) =>
    updateBounty({
      ...bountyOf({ title, judges: [sponsor.handle] }),
      slug,
      sponsorId: sponsor.id,
      revision: 1,
    });
  const settled = await Promise.allSettled(Array.from({ length: 12 }, (_, at) => change(`Title ${at}`)));
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await getBounty(slug, sponsor.viewer)).revision).toBe(2);
});

test("opened by many presses at once it is opened once; postponed by many it has the latest deadline", async () => {
  const sponsor = await createPerson();
  const own = { slug: await draftBounty(sponsor), sponsorId: sponsor.id };
  await Promise.all(Array.from({ length: 10 }, () => openBounty({ ...own, revision: 1 })));
  const moments = Array.from({ length: 10 }, (_, at) => hours(30 + at));
  await Promise.allSettled(moments.toReversed().map((closesAt) => postponeBounty({ ...own, closesAt })));
  await postponeBounty({ ...own, closesAt: hours(60) });
  const { events, closesAt } = await getBounty(own.slug, guest());
  expect(events.filter(({ kind }) => kind === "opened")).toHaveLength(1);
  const told = events.filter(({ kind }) => kind === "postponed").map(({ data }) => data.to ?? "");
  expect(told).toEqual(told.toSorted());
  expect(told.at(-1)).toBe(closesAt.toISOString());
});

test("a draft is deleted; what was open is cancelled with a reason, for good", async () => {
  const sponsor = await createPerson();
  const draft = await draftBounty(sponsor);
  const cancel = (slug: string) =>
    call(cancelRoute, {
      method: "POST",
      params: { slug },
      person: sponsor,
      body: { reason: "The model is gone." },
    });
  const remove = (slug: string) => call(deleteRoute, { method: "DELETE", params: { slug }, person: sponsor });
  expect((await cancel(draft)).status).toBe(409);
  expect((await remove(draft)).status).toBe(204);
  expect((await get(draft, sponsor)).status).toBe(404);
  const { slug, id } = await openAnyBounty(sponsor);
  expect((await remove(slug)).status).toBe(409);
  expect((await cancel(slug)).status).toBe(204);
  expect((await cancel(slug)).status).toBe(204);
  expect(await (await get(slug)).json()).toMatchObject({
    standing: "cancelled",
    cancelled: { reason: "The model is gone." },
  });
  expect((await getBounty(slug, guest())).events.map(({ kind }) => kind)).toEqual(["opened", "cancelled"]);
  await expect(enterBounty(id, { entrantId: sponsor.id })).rejects.toThrow(/not open/);
  expect(await slugs("ended")).toContain(slug);
});

test("a prize in words says how many get it, the first alone where nothing else is said, and of sums these say it", async () => {
  const sponsor = await createPerson();
  const shared = async (content: object) => {
    const { reward, prizeSharedBy } = await getBounty(await draftBounty(sponsor, content), sponsor.viewer);
    return [reward?.sharedBy ?? null, prizeSharedBy];
  };
  expect(await shared({})).toEqual([null, []]);
  expect(await shared({ prize: "A book" })).toEqual([null, [1]]);
  expect(await shared({ prize: "A book", prizeSharedBy: [1, 3] })).toEqual([null, [1, 3]]);
  const reward = { currency: "USD", places: [9, 3] };
  expect(await shared({ prize: "A book", reward })).toEqual([[1, 1], []]);
});

test("what is wrong of a bounty is said beside its field, and nothing is stored", async () => {
  const sponsor = await createPerson();
  const before = await db().bounty.count();
  const cases: [string, object, number][] = [
    ["title", { title: " a " }, 400],
    ["title", { title: "nul \u0000" }, 400],
    ["reward.currency", { reward: { currency: "XXA", places: [1] } }, 400],
    ["reward.places.0", { reward: { currency: "USD", places: [2 ** 53] } }, 400],
    ["reward.places", { reward: { currency: "USD", places: [2 ** 53 - 1, 1] } }, 400],
    ["reward.places.0", { reward: { currency: "USD", places: [0.5] } }, 400],
    ["reward.places.0", { reward: { currency: "USD", places: [-1] } }, 400],
    ["reward.sharedBy", { reward: { currency: "USD", places: [9, 9], sharedBy: [2] } }, 400],
    ["reward.sharedBy", { reward: { currency: "USD", places: [9, 2], sharedBy: [1, 3] } }, 400],
    ["reward.sharedBy", { reward: { currency: "USD", places: [900, 900], sharedBy: [50, 51] } }, 400],
    ["reward.sharedBy.0", { reward: { currency: "USD", places: [9], sharedBy: [0] } }, 400],
    ["reward.sharedBy.0", { reward: { currency: "USD", places: [9], sharedBy: [1.5] } }, 400],
    ["prizeSharedBy", { prizeSharedBy: [1] }, 400],
    ["prizeSharedBy", { prize: "A book", reward: { currency: "USD", places: [9] }, prizeSharedBy: [2] }, 400],
    ["prizeSharedBy", { prize: "A book", prizeSharedBy: [60, 41] }, 400],
    ["prizeSharedBy", { prize: "A book", prizeSharedBy: Array(21).fill(1) }, 400],
    ["prizeSharedBy.0", { prize: "A book", prizeSharedBy: [0] }, 400],
    ["closesAt", { closesAt: hours(-1) }, 400],
    ["closesAt", { closesAt: hours(24 * 366 * 6) }, 422],
    ["closesAt", { closesAt: hours(0.5) }, 422],
    ["opensAt", { opensAt: "2026-03-29T02:30:00" }, 400],
    ["opensAt", { opensAt: "+275760-09-13T00:00:00.001Z" }, 400],
    ["judges", { judges: ["nobody-of-this-name"] }, 422],
    ["rules", { rules: [{ kind: "no-such-rule", version: 1 }] }, 422],
    ["rules", { rules: [{ kind: "verified", version: 99 }] }, 422],
    ["rules", { rules: [{ kind: "verified", version: 1, more: 1 }] }, 422],
    ["rules", { rules: [{ kind: "verified", version: 1, more: "\u0000" }] }, 400],
    ["rubric.0.weight", { rubric: [{ name: "rigour", weight: 0, description: "" }] }, 400],
    ["maxTeam", { maxTeam: 200 }, 400],
  ];
  for (const [field, body, status] of cases) {
    const response = await call(createRoute, {
      method: "POST",
      person: sponsor,
      body: { ...anyBounty(), ...body },
    });
    const said = await response.json();
    expect([response.status, Object.keys(said.fields ?? {})[0]], JSON.stringify(body)).toEqual([
      status,
      field,
    ]);
    // The limit of tries is not what is tried here.
    await db().$executeRaw`delete from rate_limit`;
  }
  const brackets = { ...anyBounty(), brief: "[".repeat(10_000_000) };
  expect((await call(createRoute, { method: "POST", person: sponsor, body: brackets })).status).toBe(413);
  expect(await db().bounty.count()).toBe(before);
});

test("a brief runs nothing and leads nowhere by a script or data, and one that is all brackets is read or refused", async () => {
  const sponsor = await createPerson();
  const briefs = [
    "<script>alert(1)</script>\n\n[a](javascript:alert(1)) [b](data:text/html,<script>alert(1)</script>)",
    "![c](data:image/svg+xml;base64,PHN2Zz4=) <img src=x onerror=alert(1)> <a href='vbscript:x'>d</a>",
    "[".repeat(20_000),
    "![](".repeat(5_000),
    "[a](".repeat(5_000),
  ];
  for (const brief of briefs) {
    const body = { ...anyBounty(), brief };
    const made = await call(createRoute, { method: "POST", person: sponsor, body });
    const said = await made.json();
    if (made.status !== 201) {
      expect([made.status, Object.keys(said.fields)]).toEqual([422, ["brief"]]);
      continue;
    }
    const { parts, brief: kept } = await getBounty(said.slug, sponsor.viewer);
    expect(kept).toBe(brief);
    const addresses = [...JSON.stringify(parts).matchAll(/"(?:href|src)":"([^"]*)"/g)].map(([, to]) => to);
    // What is no address leads to none.
    expect(addresses.filter((to) => to !== "" && !to?.startsWith("http"))).toEqual([]);
    expect(JSON.stringify(parts)).not.toMatch(/"tag":"(script|img|iframe)"/);
  }
});

test("whatever moments are said, they are stored as they were or refused beside their field", async () => {
  const sponsor = await createPerson();
  const plain = fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") })
    .map((date) => date.toISOString());
  const moment = fc.oneof(
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    plain,
    fc.constantFrom(
      ...[
        "0000-01-01T00:00:00Z",
        "0000-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
      ],
      ...[
        "-000001-01-01T00:00:00Z",
        "+010000-01-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2028-02-29T00:00:00Z",
      ],
      ...["2026-06-30T23:59:60Z", "2027-03-28T02:30:00+01:00", "2026-10-25T02:30:00", "infinity", "", "now"],
    ),
    fc.string(),
  );
  const hour = 3_600_000;
  // As far apart as a bounty is open.
  const open = (from: typeof moment) =>
    fc.tuple(from, fc.integer({ min: 1, max: 44_000 })).map(([from, count]) => {
      const to = new Date(Date.parse(from) + count * hour);
      return [from, Number.isNaN(to.getTime()) ? "" : to.toISOString()] as const;
    });
  // Nearly a third of them are stored for sure: that no more than four of a hundred are comes by chance less than once in ten million times.
  const pairs = fc.oneof(fc.tuple(moment, moment), open(moment), open(plain));
  let stored = 0;
  await fc.assert(
    fc.asyncProperty(pairs, async ([opensAt, closesAt]) => {
      const said = bountyContent.safeParse({ ...anyBounty(), opensAt, closesAt });
      if (!said.success) {
        expect(
          said.error.issues.every(({ path: [field] }) => field === "opensAt" || field === "closesAt"),
        ).toBe(true);
        return;
      }
      try {
        const { slug } = await createBounty({ ...said.data, sponsorId: sponsor.id });
        const shown = await getBounty(slug, sponsor.viewer);
        expect([shown.opensAt.getTime(), shown.closesAt.getTime()]).toEqual([
          Date.parse(opensAt),
          Date.parse(closesAt),
        ]);
        await deleteDraft({ slug, sponsorId: sponsor.id });
        stored += 1;
      } catch (error) {
        expect(error).toMatchObject({
          code: "unprocessable",
          details: { fields: { closesAt: expect.any(String) } },
        });
      }
    }),
    { numRuns: 100 },
  );
  expect(stored).toBeGreaterThan(4);
});

test("a person has so many bounties that go on, however many are begun at once", async () => {
  const sponsor = await createPerson();
  const begun = await Promise.allSettled(
    Array.from({ length: maxBounties + 6 }, () => createBounty({ ...bountyOf(), sponsorId: sponsor.id })),
  );
  expect(begun.filter(({ status }) => status === "fulfilled")).toHaveLength(maxBounties);
});

test("without a judge, with a deadline that is near, or by what one has not seen a draft is not opened", async () => {
  const sponsor = await createPerson();
  const alone = await draftBounty(sponsor, { judges: [] });
  await expect(openBounty({ slug: alone, sponsorId: sponsor.id, revision: 1 })).rejects.toMatchObject({
    code: "conflict",
  });
  const late = await draftBounty(sponsor, {
    opensAt: hours(-20).toISOString(),
    closesAt: hours(0.5).toISOString(),
  });
  await expect(openBounty({ slug: late, sponsorId: sponsor.id, revision: 1 })).rejects.toMatchObject({
    details: { fields: { closesAt: expect.any(String) } },
  });
  const seen = await draftBounty(sponsor);
  await expect(openBounty({ slug: seen, sponsorId: sponsor.id, revision: 2 })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("a suspended sponsor's bounty is nobody's to see and to enter for, and comes back", async () => {
  const [sponsor, administrator] = [await createPerson(), await createPerson("administrator")];
  const { id, slug } = await openAnyBounty(sponsor);
  await suspendPerson({ actorId: administrator.id, personId: sponsor.id, reason: "Spam.", until: null });
  expect((await get(slug)).status).toBe(404);
  expect((await call(termsRoute, { params: { slug } })).status).toBe(404);
  // Its sponsor sees it, and that nobody else does.
  expect((await getBounty(slug, sponsor.viewer)).isShown).toBe(false);
  await expect(enterBounty(id, { entrantId: administrator.id })).rejects.toThrow(/not open/);
  await liftSuspension({ actorId: administrator.id, personId: sponsor.id, reason: "It was none." });
  expect((await get(slug)).status).toBe(200);
  await enterBounty(id, { entrantId: administrator.id });
});

test("what moderators lock is not changed, and says why", async () => {
  const [sponsor, moderator] = [await createPerson(), await createPerson("moderator")];
  const { id, slug } = await openAnyBounty(sponsor);
  const subject = { kind: "bounty", id } as const;
  await lockWork({ actorId: moderator.id, subject, reason: "It promises what nobody has." }, "lock");
  const refused = await put(slug, sponsor, { revision: 1 });
  expect([refused.status, (await refused.json()).title]).toEqual([
    403,
    expect.stringContaining("nobody has"),
  ]);
  expect((await getBounty(slug, guest())).isLocked).toBe(true);
});
