import { expect, test } from "vitest";
import { GET as fileRoute } from "@/app/api/v1/bounties/[slug]/entries/[id]/file/route";
import { GET as entryRoute } from "@/app/api/v1/bounties/[slug]/entries/[id]/route";
import { termsOf } from "@/lib/bounties/terms-of";
import { settleWaiting } from "@/lib/bounty-entries/settle-entry";
import { readEntryFile } from "@/lib/bounty-format/entry-file";
import { reportSchema } from "@/lib/bounty-format/report";
import { awardBounty } from "@/lib/bounty-judging/award-bounty";
import { getOutcome } from "@/lib/bounty-judging/get-outcome";
import { rankBounty } from "@/lib/bounty-judging/rank-bounty";
import { scoreEntry } from "@/lib/bounty-judging/score-entry";
import { judgeEntry } from "@/lib/bounty-rules/judge-entry";
import { db } from "@/lib/db/client";
import { canonicalJson } from "@/lib/finding-format/canonical";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { judgedByPeople, passDays, scoresOf } from "../support/judging";
import { call, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_JOBS_WAITING: "500" } });

/** Everything that was computed with a dictionary set, and the set, gone from the database as its operator may do it. */
async function removeSet(setId: string, entrants: readonly Person[]): Promise<void> {
  for (const { id: authorId } of entrants)
    for (const { id: findingId } of await db().finding.findMany({ where: { authorId } }))
      await deleteFinding({ findingId, authorId });
  const ofSet = { run: { sets: { some: { setId } } } };
  await db().circuit.deleteMany({ where: ofSet });
  await db().run.deleteMany({ where: ofSet.run });
  await db().dictionarySet.delete({ where: { id: setId } });
}

test("a dictionary set that is removed while judges score leaves every entry, report, score and award as they were", async () => {
  const set = await db().dictionarySet.findFirstOrThrow({
    where: { kind: "attn", model: { name: "storybook-4l" } },
  });
  const sets = await db().dictionarySet.findMany({
    where: { modelId: set.modelId },
    select: { kind: true, name: true, checksum: true },
  });
  const waiting = await judgedByPeople(1, 1, { rules: [{ kind: "verified", version: 1 }] });
  const bounty = await judgedByPeople(2, 2, { rules: [{ kind: "dictionaries", version: 1, sets }] });
  const { slug, id, entries, entrants, judges, sponsor } = bounty;
  const score = (judge: number, entry: number) =>
    scoreEntry({
      ...{ slug, entryId: entries[entry] ?? "", judgeId: judges[judge]?.id ?? "" },
      scores: scoresOf(9 - entry, 5, 5, 5),
    });
  const seen = () =>
    Promise.all(
      entries.map(async (entry) => {
        const response = await call(entryRoute, { params: { slug, id: entry }, person: judges[1] as Person });
        // The circuit's own page went; what was frozen of it is in the entry.
        return [response.status, { ...(await response.json()), circuitId: null }];
      }),
    );
  const versions = (of: string[]) =>
    db().entryVersion.findMany({ where: { entryId: { in: of } }, orderBy: { entryId: "asc" } });
  await score(0, 0);
  const [before, stored] = [await seen(), await versions(entries)];
  expect(before).toMatchObject([
    [200, { title: "Who met whom" }],
    [200, { title: "Who met whom" }],
  ]);
  // While anything was computed with it, the database keeps it.
  await expect(db().dictionarySet.delete({ where: { id: set.id } })).rejects.toThrow(/RunSet_setId_fkey/);
  await removeSet(set.id, [...entrants, ...waiting.entrants]);
  await settleWaiting();
  expect(await versions(waiting.entries)).toMatchObject([{ isEligible: null, settledAt: expect.any(Date) }]);
  expect([await seen(), await versions(entries)]).toEqual([before, stored]);
  await score(0, 1);
  await score(1, 0);
  await score(1, 1);
  await rankBounty({ slug, number: 0, viewer: sponsor.viewer });
  await passDays(id, 8);
  await awardBounty({ slug, number: 1, words: "", viewer: sponsor.viewer });
  expect(await getOutcome(slug, guest())).toMatchObject({
    standing: "awarded",
    winners: [{ entry: entries[0], place: 1, entrants: [entrants[0]?.handle] }],
  });
  const terms = termsOf(await db().bounty.findUniqueOrThrow({ where: { id } }));
  for (const { entryId, report } of stored) {
    const file = readEntryFile(await (await call(fileRoute, { params: { slug, id: entryId } })).json());
    expect(canonicalJson(judgeEntry(terms, file))).toBe(canonicalJson(reportSchema.parse(report)));
  }
});
