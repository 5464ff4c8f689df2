import { findApiRoutes } from "@/app/api/find-api-routes";
import { bundleTables } from "@/lib/bundles/tables/tables";
import { addItem } from "@/lib/collections/add-item";
import { createCollection } from "@/lib/collections/create-collection";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { startConversation } from "@/lib/discussion/start-conversation";
import { featureSubject } from "@/lib/discussion/subject";
import { createFamily } from "@/lib/families/create-family";
import { madeUpFamily } from "@/lib/family-format/made-up-family";
import type { SideKey } from "@/lib/labels/label-event";
import { proposeLabel } from "@/lib/labels/propose-label";
import { vote } from "@/lib/labels/vote";
import { openAnyBounty } from "./bounties";
import { createMadeUpExperiment } from "./experiments";
import { nameFeatures } from "./named-features";
import { call, createPerson, type Person } from "./people";
import { beginProject } from "./projects";
import { createPublished } from "./published-findings";

/** What somebody made of each sort that is public, each with a word of its own. */
export interface Works {
  author: Person;
  finding: string;
  circuit: string;
  collection: string;
  family: string;
  experiment: string;
  /** By its name in addresses, and by its id. */
  project: { slug: string; id: string };
  bounty: { slug: string; id: string };
  label: string;
  conversation: string;
  comment: string;
  of: SideKey;
  /** Somebody else's label, on which they voted, and which they would lead with. */
  others: string;
  words: Record<
    | "finding"
    | "collection"
    | "family"
    | "experiment"
    | "project"
    | "bounty"
    | "label"
    | "rationale"
    | "comment",
    string
  >;
}

let made = 0;
let looks = 0;

export async function makeWorks(author?: Person): Promise<Works> {
  const n = made++;
  const word = (what: string) => `${what}fox${"abcdefghij"[n]}`;
  const words = {
    ...{
      finding: word("violet"),
      collection: word("amber"),
      family: word("scarlet"),
      experiment: word("silver"),
      project: word("olive"),
      bounty: word("indigo"),
    },
    ...{ label: word("crimson"), rationale: word("teal") },
    comment: word("ochre"),
  };
  const by = author ?? (await createPerson());
  const body = `It says **${words.finding}**.`;
  const finding = await createPublished({
    author: by,
    title: `About ${words.finding}`,
    body,
    tags: [words.finding],
  });
  const about = { title: `Of ${words.collection}`, description: words.collection };
  const collection = await createCollection({ ...about, isPublic: true, ownerId: by.id });
  await addItem({ collectionId: collection.id, ownerId: by.id, findingId: finding.id, note: "" });
  const source = JSON.stringify(madeUpFamily({ title: `Of ${words.family}` }));
  const family = await createFamily({ source, isPublic: true, forkOf: null, ownerId: by.id });
  const asked = { ownerId: by.id, family: family.id, isPublic: true, title: `On ${words.experiment}` };
  const experiment = await createMadeUpExperiment(asked);
  const index = 40 + n;
  const slug = await beginProject(by, [], {
    ...{ title: `On ${words.project}`, goal: words.project, guidelines: words.project },
  });
  const project = await db().project.findUniqueOrThrow({ where: { slug }, select: { slug: true, id: true } });
  const bounty = await openAnyBounty(by, {
    title: `For ${words.bounty}`,
    brief: words.bounty,
    prize: words.bounty,
  });
  await nameFeatures({ [index]: "plain" });
  const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
    where: { layer: 2, set: { kind: "attn", model: { name: "storybook-4l" } } },
  });
  const of = { dictionaryId, index, side: "input" } as const;
  const evidence = { examples: [], circuits: [] };
  const label = await proposeLabel({
    ...{ of, authorId: by.id, text: `fires on ${words.label}`, rationale: words.rationale, evidence },
  });
  const other = await createPerson();
  const others = await proposeLabel({
    ...{ of: { ...of, side: "output" }, authorId: other.id, text: "raises names", rationale: "", evidence },
  });
  await vote({ labelId: others.id, voterId: by.id, wording: 1, value: 1, reason: null, words: null });
  const said = { about: featureSubject(of), labelId: null, byProgram: false } as const;
  const begun = await startConversation({ ...said, authorId: by.id, body: `I say ${words.comment}.` });
  return {
    ...{ conversation: begun.id, comment: begun.comment },
    ...{ author: by, finding: finding.id, circuit: finding.circuitId, collection: collection.id },
    family: family.id,
    experiment,
    ...{ project, bounty, label: label.id, of, others: others.id, words },
  };
}

/**
 * All that the API answers a guest about somebody's work, by address: every GET route of it, by each id that could be meant, and the
 * rows of tomorrow's bundle. Only what has one of the words or the author's handle is told, as a text.
 */
export async function everythingPublic(works: Works): Promise<Map<string, string>> {
  const { author, words, of } = works;
  const n = looks++ % 256;
  const { finding, collection, family, experiment, label } = works;
  const wanted = [...Object.values(words), author.handle, finding, collection, family, experiment, label];
  const found = new Map<string, string>();
  /** What was asked for may be said again in the answer: that is not told. */
  const note = (where: string, text: string, asked = "") => {
    const told = wanted.reduce(
      (rest, word) => (asked.includes(word) ? rest.replaceAll(word, "") : rest),
      text,
    );
    if (wanted.some((word) => told.includes(word))) found.set(`${where} ${asked}`, told);
  };
  const queries = [
    ...["", `q=${words.finding}`, `q=${words.collection}`, `q=${words.label}`, `q=${author.handle}`],
    ...[`q=${works.finding}`, `author=${author.handle}`, `by=${author.handle}`, `tag=${words.finding}`],
    ...["format=csv", `format=jsonl&q=${words.label}`],
    `url=http://localhost:3000/findings/${works.finding}`,
  ];
  let asker = 0;
  const asked = (await findApiRoutes()).flatMap(({ method, path, handler }) => {
    const { access, query } = handler.definition;
    if (method !== "GET" || access !== "anyone" || passedBy.test(path)) return [];
    return paramsOf(path, works).flatMap((params) =>
      (query ? queries : [""]).map(async (text) => {
        // From many addresses: what is refused for being too much tells nothing.
        const headers = { "x-forwarded-for": `10.${n}.${asker >> 8}.${asker++ & 255}` };
        const response = await call(handler, { path: `${path}?${text}`, params, headers });
        const type = response.headers.get("content-type") ?? "";
        if (!type.startsWith("image/")) note(path, await response.text(), `${Object.values(params)} ${text}`);
      }),
    );
  });
  await Promise.all(asked);
  for (const { name, query } of bundleTables) {
    const { rows } = await pool().query(query);
    note(`bundle ${name}`, JSON.stringify(rows));
  }
  const { rows } = await pool().query(
    `select name from "FeatureName" where "dictionaryId" = $1 and index = $2`,
    [of.dictionaryId, of.index],
  );
  note("the feature's name", JSON.stringify(rows));
  return found;
}

/** What no work of anybody's stands in as text: pictures, streams, what was computed; and bundles, whose queries are asked themselves. */
const passedBy =
  /(events|figure|preview|graph|openapi\.json)$|bundles|runs|models|circuits\/\[id\]\/(?!alike)/;

function paramsOf(path: string, works: Works): Record<string, string>[] {
  const values: Record<string, string[]> = {
    id: [
      ...(path.includes("/findings/") ? [works.finding] : []),
      ...(path.includes("/collections/") ? [works.collection] : []),
      ...(path.includes("/families/") ? [works.family] : []),
      ...(path.includes("/experiments/") ? [works.experiment] : []),
      ...(path.includes("/labels/") ? [works.label] : []),
      ...(path.includes("/conversations/") ? [works.conversation] : []),
      ...(path.includes("/comments/") ? [works.comment] : []),
      ...(path.includes("/circuits/") ? [works.circuit] : []),
    ],
    ...{
      slug: [path.includes("/bounties/") ? works.bounty.slug : works.project.slug],
      handle: [works.author.handle],
      version: ["1"],
      number: ["1"],
      model: ["storybook-4l"],
      set: ["attn"],
      layer: ["2"],
    },
    index: [String(works.of.index)],
  };
  const names = [...path.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
  return names.reduce<Record<string, string>[]>(
    (all, name) => all.flatMap((each) => (values[name] ?? []).map((value) => ({ ...each, [name]: value }))),
    [{}],
  );
}
