import { gunzipSync } from "node:zlib";
import type pg from "pg";
import { readEntryFile } from "@/lib/bounty-format/entry-file";
import { type BountyTerms, termsFormat } from "@/lib/bounty-format/terms";
import { judgeEntry } from "@/lib/bounty-rules/judge-entry";
import { canonicalJson } from "@/lib/finding-format/canonical";

type Row = Omit<BountyTerms, "format"> & {
  entryId: string;
  number: number;
  file: Buffer;
  facts: Buffer;
  factsHash: string;
  report: unknown;
};

const parsed = (packed: Buffer) => JSON.parse(gunzipSync(packed).toString("utf8"));

/** Every report once more, by the site's own rules from what is frozen alone: the same, byte for byte. */
export async function judgeAgain(
  client: pg.Client,
): Promise<{ faults: string[]; counts: Record<string, number> }> {
  const { rows } = await client.query<Row>(
    `select b.slug, b.title, b.brief, b.licence, b."nullResults", b.replications, b.rules, b.rubric, b."maxEntriesADay", b."maxTeam",
       v."entryId", v.number, v.file, v.facts, v."factsHash", v.report
     from "EntryVersion" v join "BountyEntry" e on e.id = v."entryId" join "Bounty" b on b.id = e."bountyId"`,
  );
  const faults: string[] = [];
  for (const { entryId, number, file, facts, factsHash, report, ...terms } of rows)
    try {
      const entry = readEntryFile({ ...parsed(file), facts: parsed(facts), factsHash });
      const again = judgeEntry({ format: termsFormat, ...terms }, entry);
      if (canonicalJson(again) !== canonicalJson(report))
        faults.push(`the report of ${entryId}, version ${number}, comes out otherwise`);
    } catch (error) {
      faults.push(`the report of ${entryId}, version ${number}, does not come out: ${error}`);
    }
  return { faults, counts: { judgedAgain: rows.length } };
}
