import pg from "pg";
import { expect, test } from "vitest";
import { databaseUrl, db } from "@/lib/db/client";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { search } from "@/lib/search/search";
import { tidyWords } from "@/lib/search/tidy-words";
import { proposeAnyLabel } from "../support/labels";
import { nameFeatures } from "../support/named-features";
import { createPerson } from "../support/people";
import { createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

const known = async (...words: string[]) =>
  (await db().searchWord.findMany({ where: { word: { in: words } }, orderBy: { word: "asc" } })).map(
    ({ word }) => word,
  );

/** Until it has come round to all. */
async function tidyAll(): Promise<void> {
  for (let n = 0; n < 20; n++) if ((await tidyWords()).to === "") return;
  throw new Error("it never came to the end");
}

test("words that nothing public has any more go, and those of findings, names and labels stay, in any script", async () => {
  const author = await createPerson();
  await createPublished({
    title: "The kingfisher is naïve",
    body: "Повторение имён, and 中文句子中文.",
    author,
  });
  const gone = await createPublished({ title: "A zebrafinch and a kingfisher", body: "Both fly.", author });
  await nameFeatures({ 5: "says goldfinch or bull-finch" });
  await proposeAnyLabel(author.id, { text: "a hawfinch by a river" });
  const words = ["goldfinch", "hawfinch", "kingfisher", "naïve", "zebrafinch", "имён", "повторение"];
  expect(await known(...words)).toEqual(words);
  const before = await db().searchWord.count();

  await tidyAll();
  expect(await db().searchWord.count()).toBe(before);
  await withdrawFinding({ findingId: gone.id, authorId: author.id });
  await tidyAll();
  expect(await known(...words)).toEqual(words.filter((word) => word !== "zebrafinch"));
  expect((await search({ text: "goldfinhc", pages: [] })).lookedFor).toBe("goldfinch");
});

test("a word that somebody is publishing again at that moment stays", async () => {
  const author = await createPerson();
  const { id } = await createPublished({ title: "A wheatear", body: "It flies.", author });
  await withdrawFinding({ findingId: id, authorId: author.id });
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(`update "Finding" set "publishedAt" = now(), "withdrawnAt" = null where id = $1`, [
      id,
    ]);
    await client.query("set constraints all immediate");
    const { from, to } = await tidyWords();
    expect(to).toBe(from);
    await client.query("commit");
  } finally {
    await client.end();
  }
  await tidyAll();
  expect(await known("wheatear")).toEqual(["wheatear"]);
  await withdrawFinding({ findingId: id, authorId: author.id });
  await tidyAll();
  expect(await known("wheatear")).toEqual([]);
  await createPublished({ title: "A wheatear", body: "It flies.", author });
  expect(await known("wheatear")).toEqual(["wheatear"]);
});

test("it looks at so many at once, and goes on from there", async () => {
  expect((await tidyWords({ most: 1 })).to).not.toBe("");
  const { from, to } = await tidyWords({ most: 1 });
  expect(from).not.toBe("");
  expect(await db().searchWord.count({ where: { word: { gt: from, lte: to } } })).toBeLessThanOrEqual(10);
  expect(to > from || to === "").toBe(true);
});

test("whoever publishes while words are tidied over and over finds all of theirs known", async () => {
  const author = await createPerson();
  const birds = ["sparrow", "swallow", "starling", "skylark", "sandpiper", "siskin"];
  let isOver = false;
  const tidying = (async () => {
    while (!isOver) await tidyWords();
  })();
  for (let round = 0; round < 4; round++) {
    const made = await Promise.all(
      birds.map((bird) => createPublished({ title: `The ${bird} again`, body: "It sings.", author })),
    );
    if (round < 3) for (const { id } of made) await withdrawFinding({ findingId: id, authorId: author.id });
  }
  isOver = true;
  await tidying;
  await tidyAll();
  expect(await known(...birds)).toEqual(birds.toSorted());
});
