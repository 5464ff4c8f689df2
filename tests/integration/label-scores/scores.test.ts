import { beforeEach, expect, test } from "vitest";
import { GET as scoresRoute } from "@/app/api/v1/label-scores/route";
import { GET as tableRoute } from "@/app/api/v1/label-scores/table/route";
import { db } from "@/lib/db/client";
import { meanOf } from "@/lib/label-scores/mean";
import { runPrograms } from "@/lib/label-scores/run-programs";
import { scoreLabels } from "@/lib/label-scores/score-labels";
import { type Answerer, labelScoresSchema, type ScoredAuthor } from "@/lib/label-scores/view";
import { answerWords } from "@/lib/label-scores/words";
import { stratumSchema } from "@/lib/labels/checks/stratum";
import type { LabelSource } from "@/lib/labels/label-words";
import { proposeLabel } from "@/lib/labels/propose-label";
import { reviseLabel } from "@/lib/labels/revise-label";
import { withdrawLabel } from "@/lib/labels/withdraw-label";
import { getVocabulary } from "@/lib/models/vocabulary";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { randomOf } from "@/lib/seeded-random";
import { labelScoreTable } from "@/lib/tables/label-score-table";
import { type AskedText, answerHand, pickGold, storeWindows } from "../support/blind-answers";
import { sideOfFeature } from "../support/labels";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();
beforeEach(async () => {
  await db().naming.deleteMany();
});

const evidence = { examples: [], circuits: [] };

async function propose(index: number, source: LabelSource, more: { program?: string; side?: "output" } = {}) {
  const { id: authorId } = await createPerson();
  const of = await sideOfFeature(index, more.side);
  const text = `says ${source} of ${index}`;
  const { program } = more;
  const { id } = await proposeLabel({ of, authorId, source, text, rationale: "", evidence, program });
  return { id, authorId };
}

/** Twelve texts, of which each is told with some chance. */
function texts(random: () => number, skill: number): AskedText[] {
  const right = () => random() < skill;
  return Array.from({ length: 12 }, (_, n): AskedText => {
    const fires = n % 2 === 0;
    const stratum = fires
      ? { is: "band" as const, band: n % 4, windows: n % 4 === 0 ? 900 : 100 }
      : { is: n % 4 === 1 ? ("near" as const) : ("random" as const) };
    return { stratum, fires, says: right() ? fires : !fires, window: n };
  });
}

const scoreOf = async (author: ScoredAuthor, by: Answerer, side = "input") =>
  (await scoreLabels()).sides
    .find((each) => each.side === side)
    ?.authors.find((each) => each.author === author && each.by === by);

/** Told rightly by one label, counted from its rows in plain loops. */
async function countedByHand(labelId: string, byProgram: boolean): Promise<number> {
  const rows = await db().labelCheck.findMany({ where: { labelId, byProgram } });
  const bands = new Map<number, { windows: number; yes: number; of: number }>();
  let [no, silent] = [0, 0];
  for (const { stratum, says } of rows) {
    const of = stratumSchema.parse(stratum);
    if (of.is === "random") {
      silent++;
      if (says === false) no++;
    }
    if (of.is !== "band") continue;
    const band = bands.get(of.band) ?? { windows: of.windows, yes: 0, of: 0 };
    bands.set(of.band, { ...band, yes: band.yes + (says ? 1 : 0), of: band.of + 1 });
  }
  let [told, all] = [0, 0];
  for (const { windows, yes, of } of bands.values()) {
    told += (windows * yes) / of;
    all += windows;
  }
  return (told / all + no / silent) / 2;
}

test("where nothing is labelled or checked that is what is said", async () => {
  const { sides, leftOut } = await scoreLabels();
  expect(leftOut).toEqual({ takenBack: 0, earlierWordings: 0, beyond: 0, programs: 0 });
  for (const { authors, pairs } of sides) {
    expect(authors.every(({ standing, checked, mean }) => standing + checked === 0 && mean === null)).toBe(
      true,
    );
    expect(pairs.every(({ features, difference }) => features === 0 && difference === null)).toBe(true);
  }
  await propose(1, "import");
  expect(await scoreOf("import", "people")).toMatchObject({ standing: 1, checked: 0, raters: 0, mean: null });
});

test("each kind's score is the mean of its labels', as counted from the rows by hand, people apart from programs", async () => {
  const random = randomOf(7);
  const [one, two] = [await createPerson(), await createPerson()];
  const made: { id: string; index: number; source: LabelSource }[] = [];
  for (let index = 100; index < 107; index++)
    for (const source of ["person", "import", "program"] as const) {
      if (source === "program" && index > 102) continue;
      const { id } = await propose(index, source);
      made.push({ id, index, source });
      const skill = { person: 0.9, import: 0.7, program: 0.6 }[source];
      await answerHand({ labelId: id, raterId: one.id }, texts(random, skill));
      if (index % 2 === 0)
        await answerHand({ labelId: id, raterId: two.id, byProgram: true }, texts(random, 0.6));
    }
  const mean = (all: number[]) => all.reduce((a, b) => a + b, 0) / all.length;
  const expected = async (source: LabelSource, byProgram: boolean) => {
    const own = made.filter((each) => each.source === source && (!byProgram || each.index % 2 === 0));
    return mean(await Promise.all(own.map(({ id }) => countedByHand(id, byProgram))));
  };
  for (const source of ["person", "import", "program"] as const) {
    const people = await scoreOf(source, "people");
    expect(people?.mean?.value).toBeCloseTo(await expected(source, false), 12);
    const count = source === "program" ? 3 : 7;
    expect(people).toMatchObject({ standing: count, checked: count, features: count, raters: 1 });
    expect(people?.answers).toBe(12 * count);
    expect((await scoreOf(source, "programs"))?.mean?.value).toBeCloseTo(await expected(source, true), 12);
  }
  // Of seven features there is a mean and no interval, and nothing is said of whose are better.
  expect((await scoreOf("person", "people"))?.mean).toMatchObject({ low: null, high: null });
  expect(answerWords(await scoreLabels())).toContain("fewer than twenty features");
  const pair = (await scoreLabels()).sides[0]?.pairs.find(
    ({ first, second }) =>
      first.author === "person" &&
      second.author === "import" &&
      first.by === "people" &&
      second.by === "people",
  );
  expect(pair?.features).toBe(7);
  expect(pair?.difference?.value).toBeCloseTo(
    (await expected("person", false)) - (await expected("import", false)),
    12,
  );
  const answer = await call(scoresRoute, {});
  expect(labelScoresSchema.parse(await answer.json())).toEqual(await scoreLabels());
  const table = await (await call(tableRoute, { path: "/x?format=jsonl" })).text();
  const rows = table
    .trimEnd()
    .split("\n")
    .map((line): { label: string; score: number; "answered by": string } => JSON.parse(line));
  expect(rows.length).toBe(made.length + made.filter(({ index }) => index % 2 === 0).length);
  for (const row of rows)
    expect(row.score).toBeCloseTo(await countedByHand(row.label, row["answered by"] === "programs"), 12);
  const all: unknown[] = [];
  for (let before: string | undefined; ; ) {
    const { batches, older } = await labelScoreTable({ before, limit: 5 });
    for await (const some of batches) all.push(...some);
    if (older === null) break;
    before = older;
  }
  expect(all).toEqual(rows.map((row) => Object.values(row)));
  const [latest] = rows;
  const earlier = await call(tableRoute, { path: `/x?format=jsonl&before=${latest?.label}` });
  expect(
    (await earlier.text())
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual(rows.filter(({ label }) => label !== latest?.label));
  expect(earlier.headers.get("link")).toBeNull();
  expect((await call(tableRoute, { path: "/x?before=one" })).status).toBe(400);
});

test("of twenty features there are intervals, those of differences by how many there are, and the better is named", async () => {
  const random = randomOf(11);
  const { id: raterId } = await createPerson();
  for (let index = 200; index < 220; index++)
    for (const source of ["person", "import", "program"] as const) {
      const { id: labelId } = await propose(index, source);
      await answerHand({ labelId, raterId }, texts(random, source === "person" ? 0.95 : 0.6));
    }
  const { sides, comparisons } = await scoreLabels();
  const told = sides.flatMap(({ pairs }) => pairs).filter(({ difference }) => difference?.low != null);
  expect(told.map(({ features }) => features)).toEqual([20, 20, 20]);
  expect(comparisons).toBe(3);
  const values = new Map<string, number>();
  for (const { id, source, index } of await db().label.findMany())
    values.set(`${source} ${index}`, await countedByHand(id, false));
  const differences = Array.from({ length: 20 }, (_, n) => ({
    feature: String(n),
    value: (values.get(`person ${200 + n}`) ?? 0) - (values.get(`import ${200 + n}`) ?? 0),
  }));
  const difference = told.find(
    ({ first, second }) => first.author === "person" && second.author === "import",
  )?.difference;
  expect(difference?.low).toBeCloseTo(meanOf(differences, 3)?.low ?? 0, 12);
  expect(difference?.low).toBeLessThan(meanOf(differences)?.low ?? -1);
  const words = answerWords(await scoreLabels());
  expect(words).toContain("Where a feature fires: People's labels score higher than imported labels");
  expect(words).not.toContain("programs' and agents' labels score higher");
});

test("of what a feature raises the share of right answers is counted, and other strata are no part of it", async () => {
  const { id: labelId } = await propose(120, "person", { side: "output" });
  const { id: raterId } = await createPerson();
  const decoy = { kind: "attn", layer: 1, index: 1, as: "random" } as const;
  const stratum = {
    is: "continuation",
    options: [1, 2, 3, 4],
    raised: 2,
    decoys: [decoy, decoy, null, decoy],
  } as const;
  const asked = (chosen: number | null) => ({
    stratum: { ...stratum, options: [...stratum.options], decoys: [...stratum.decoys] },
    ...{ fires: true, chosen },
  });
  await answerHand({ labelId, raterId }, [2, 2, 0, null, 2].map(asked));
  expect(await scoreOf("person", "people", "output")).toMatchObject({
    checked: 1,
    answers: 4,
    mean: { value: 0.75 },
  });
  expect(await scoreOf("person", "people")).toMatchObject({ standing: 0, checked: 0 });
});

test("what was taken back, said otherwise since, left open, or answered by who is suspended is in no score, and told", async () => {
  const random = randomOf(3);
  const rater = await createPerson();
  const [gone, revised, open, kept] = await Promise.all(
    [130, 131, 132, 133].map((index) => propose(index, "person")),
  );
  for (const label of [gone, revised, kept])
    await answerHand({ labelId: label?.id ?? "", raterId: rater.id }, texts(random, 1));
  await withdrawLabel({ labelId: gone?.id ?? "", authorId: gone?.authorId ?? "" });
  await reviseLabel({
    ...{ labelId: revised?.id ?? "", authorId: revised?.authorId ?? "", revision: 1 },
    ...{ text: "another wording", rationale: "", evidence },
  });
  await db().labelCheck.create({
    data: {
      ...{
        labelId: open?.id ?? "",
        wording: 1,
        raterId: rater.id,
        number: 0,
        seed: 1,
        probability: 1,
        fires: true,
      },
      ...{ indexId: crypto.randomUUID(), window: 0, position: 1, stratum: { is: "random" } },
    },
  });
  expect(await scoreOf("person", "people")).toMatchObject({
    standing: 3,
    checked: 1,
    mean: { value: 1 },
    raters: 1,
  });
  expect((await scoreLabels()).leftOut).toMatchObject({ takenBack: 1, earlierWordings: 1 });
  const moderator = await createPerson("moderator");
  await suspendPerson({ actorId: moderator.id, personId: rater.id, reason: "Spam.", until: null });
  expect(await scoreOf("person", "people")).toMatchObject({ checked: 0, mean: null, raters: 0 });
});

test("a label's program is asked of the very texts that others were, each once, and set beside what they told", async () => {
  const vocabulary = await getVocabulary("storybook-4l");
  const tokens = [...(vocabulary?.tokens ?? [])].filter(([, { text }]) => /^ ?[a-z]{3,}$/.test(text));
  const [the, other] = [tokens[10], tokens[11]];
  const [marked, plain] = [the?.[0] ?? 0, other?.[0] ?? 0];
  const line = (at: number | null) => Array.from({ length: 60 }, (_, n) => (n === at ? marked : plain));
  // Marked near the place; nowhere; too far before it to be shown; as the first token, which is never marked.
  const windows = [line(30), line(null), line(1), line(0), line(null)];
  const indexId = await storeWindows(windows);
  const { id: labelId } = await propose(140, "person", {
    program: `token is ${JSON.stringify(the?.[1].text)}`,
  });
  const asked = (window: number, fires: boolean, position: number): AskedText => ({
    ...{ window, position, fires, says: fires },
    stratum: fires ? { is: "band", band: 1, windows: 10 } : { is: "random" },
  });
  const hand = [asked(0, true, 30), asked(1, true, 30), asked(2, false, 40), asked(3, false, 5)];
  const [one, two] = [await createPerson(), await createPerson()];
  // A gold item among them, of which the program would say otherwise, is none of them.
  const picked = { ...asked(1, true, 31), window: 4 };
  const goldId = await pickGold(labelId, picked, { indexId });
  await answerHand({ labelId, raterId: one.id, indexId }, [...hand, { ...picked, goldId }]);
  await answerHand({ labelId, raterId: two.id, indexId, byProgram: true }, hand);
  // Of two texts with a firing it marks one, of two without none: (0.5 + 1) / 2.
  const expected = { standing: 1, checked: 1, answers: 4, raters: null, mean: { value: 0.75 } };
  expect(await scoreOf("labelProgram", "itself")).toMatchObject(expected);
  expect(await scoreOf("labelProgram", "itself")).toMatchObject(expected);
  expect(await runPrograms(1)).toEqual(await runPrograms());
  const pair = (await scoreLabels()).sides[0]?.pairs.find(
    ({ first, second }) => first.by === "people" && second.by === "itself" && first.author === "person",
  );
  expect(pair).toMatchObject({ features: 1, difference: { value: 0.25, low: null } });
});
