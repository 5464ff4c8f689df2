import { expect, test } from "vitest";
import { GET as eventsRoute } from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/events/route";
import { db } from "@/lib/db/client";
import { startConversation } from "@/lib/discussion/start-conversation";
import { featureSubject } from "@/lib/discussion/subject";
import { type FeatureNews, featureNewsSchema } from "@/lib/feature-page/view";
import { addressOfFeature, proposeAnyLabel, sideOfFeature } from "../support/labels";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

/** Opens a feature's page as far as its stream goes. */
async function open(index: number, person?: Person) {
  const stop = new AbortController();
  const params = addressOfFeature(index);
  const response = await call(eventsRoute, { params, signal: stop.signal, ...(person && { person }) });
  expect(response.status).toBe(200);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const heard: FeatureNews[] = [];
  let rest = "";
  return {
    heard,
    stop: () => stop.abort(),
    /** Reads on until something was told that is so. */
    async until(is: (news: FeatureNews) => boolean | undefined): Promise<FeatureNews> {
      let from = 0;
      while (true) {
        for (; from < heard.length; from++) {
          const news = heard[from];
          if (news && is(news)) return news;
        }
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error("the stream ended");
        rest += value;
        const blocks = rest.split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) {
          const data = /^event: feature\ndata: (.*)$/s.exec(block)?.[1];
          if (data) heard.push(featureNewsSchema.parse(JSON.parse(data)));
        }
      }
    },
  };
}

const names = ({ here }: FeatureNews) => here?.people.map(({ handle }) => handle).join(" ");

test("one stream tells of labels, conversations and who is there, each as it is at first and when it changes", async () => {
  const [ann, ben] = [await createPerson(), await createPerson()];
  const page = await open(1, ann);
  await page.until(({ labels }) => labels?.input.proposals.length === 0);
  await page.until(({ discussion }) => discussion?.items.length === 0);
  await page.until(({ here }) => here?.count === 0);
  await proposeAnyLabel(ben.id, { of: await sideOfFeature(1) });
  await page.until(({ labels }) => labels?.input.proposals.length === 1);
  await startConversation({
    about: featureSubject(await sideOfFeature(1)),
    ...{ labelId: null, authorId: ben.id, byProgram: false, body: "Who knows?" },
  });
  await page.until(({ discussion }) => discussion?.items.length === 1);
  for (const news of page.heard) expect(Object.keys(news)).toHaveLength(1);
  const states = page.heard.map((news) => JSON.stringify(news));
  expect(new Set(states).size).toBe(states.length);
  page.stop();
});

test("members see each other come and go, a guest is told how many, and nobody of programs or those in no list", async () => {
  const [ann, ben, carl] = [await createPerson(), await createPerson(), await createPerson()];
  await db().user.update({ where: { id: carl.id }, data: { unlistedAt: new Date() } });
  const first = await open(2, ann);
  await first.until(({ here }) => here?.count === 0);
  const twice = [await open(2, ben), await open(2, ben)];
  await first.until((news) => names(news) === ben.handle);
  await twice[0]?.until((news) => names(news) === ann.handle);
  const quiet = await open(2, carl);
  await quiet.until((news) => names(news) === [ann.handle, ben.handle].toSorted().join(" "));
  const guest = await open(2);
  expect((await guest.until(({ here }) => here?.count === 2)).here?.people).toEqual([]);
  // Elsewhere nobody is.
  const elsewhere = await open(3, ann);
  await elsewhere.until(({ here }) => here?.count === 0);

  twice[0]?.stop();
  twice[1]?.stop();
  await first.until(({ here }) => here !== undefined && here.count === 0 && first.heard.some(names));
  expect(first.heard.some((news) => names(news)?.includes(carl.handle))).toBe(false);
  for (const page of [first, quiet, guest, elsewhere]) page.stop();
  await expect.poll(() => db().presence.count()).toBe(0);
});

test("who has not been heard of for a minute is there no more, and forgotten when the next one comes", async () => {
  const [ann, ben] = [await createPerson(), await createPerson()];
  const { dictionaryId, index } = await sideOfFeature(4);
  await db().presence.create({
    data: {
      personId: ben.id,
      subject: `${dictionaryId}.${index}`,
      seenAt: new Date(Date.now() - 61_000),
    },
  });
  const page = await open(4, ann);
  await page.until(({ here }) => here?.count === 0);
  expect(await db().presence.count({ where: { personId: ben.id } })).toBe(0);
  page.stop();
});

test("who is suspended is not there", async () => {
  const [ann, ben] = [await createPerson(), await createPerson()];
  const page = await open(5, ann);
  const other = await open(5, ben);
  await page.until((news) => names(news) === ben.handle);
  await db().user.update({ where: { id: ben.id }, data: { suspendedAt: new Date() } });
  const third = await open(5, await createPerson());
  await third.until((news) => names(news) === ann.handle);
  for (const each of [page, other, third]) each.stop();
});
