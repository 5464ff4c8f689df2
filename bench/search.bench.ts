import { queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { findInCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { db } from "@/lib/db/client";
import { findAlike } from "@/lib/search/find-alike";
import { search } from "@/lib/search/search";
import { findings, withFilledDatabase } from "./filled-database";
import { withStartedSite } from "./started-site";
import { reportSteady } from "./steady-readers";
import { reportWorked } from "./worked";

/*
 * Search among 200,000 findings and 600,000 names of features by words, by structure and by likeness: how long the database works for
 * one, as it counts that itself, and how long readers wait for the pages. FINDINGS takes another number of them.
 */
await withFilledDatabase(async (databaseUrl) => {
  const [circuit] = await db().$queryRaw<{ id: string }[]>`
    select id from "Circuit" order by id limit 1 offset ${Math.floor(findings / 2)}::int`;

  const byWords = (text: string) => () => search({ text, pages: [] });
  const byStructure = (address: string) => () =>
    findInCatalogue({ query: queryOfAddress(new URLSearchParams(address)) });
  const searches: Record<string, () => Promise<unknown>> = {
    "a word of one finding": byWords("word4711"),
    "a word of every finding": byWords("finding"),
    "a phrase": byWords('"finding number"'),
    "a mistyped word": byWords("findnig"),
    "words of names alone": byWords("comma name7"),
    "a word of every name": byWords("number"),
    "a person": byWords("person 3"),
    "a word of every person": byWords("person"),
    nothing: byWords("zebrafinch"),
    "steps that most have": byStructure("path=attn-attn"),
    "steps, a start and a crossing": byStructure("path=attn-mlp&starts=word0&crosses=0"),
    "steps, a feature and a crossing": byStructure("path=attn-mlp&feature=storybook-4l/attn/0/0&crosses=1"),
    "the same circuit elsewhere": () => findAlike({ circuitId: circuit?.id ?? "" }),
  };
  for (const [name, run] of Object.entries(searches)) await reportWorked(name, run);
  await withStartedSite(
    ({ address }) =>
      reportSteady(address, {
        "a search for a word of every finding": "/search?q=finding",
        "a search by structure": "/circuits?path=attn-mlp&starts=word0&crosses=0",
        "the same circuit elsewhere": `/circuits/${circuit?.id}/alike`,
      }),
    { DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: "10" },
  );
});
