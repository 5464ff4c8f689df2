import { type SmallPicture, smallPictureSchema } from "@/lib/circuits/small-picture";
import { db, type Prisma } from "@/lib/db/client";
import { firstSentence } from "@/lib/findings/write-up/first-sentence";
import { writeUpElementSchema } from "@/lib/findings/write-up/write-up";
import { showingRows } from "@/lib/kept-pages/showing";
import { findTrust, noTrust } from "@/lib/trust/find-trust";
import type { Trust } from "@/lib/trust/view";
import { readTargets, type TargetFeature } from "./read-targets";

const fields = {
  ...{ id: true, circuitId: true, title: true, tags: true, publishedAt: true },
  author: { select: { handle: true, name: true } },
  circuit: {
    select: {
      ...{ target: true, picture: true, nodeCount: true, completenessScore: true, replacementScore: true },
      run: {
        select: {
          ...{ text: true, tokenIds: true, tokenTexts: true },
          model: { select: { name: true, displayName: true } },
        },
      },
    },
  },
} satisfies Prisma.FindingSelect;

type Row = Prisma.FindingGetPayload<{ select: typeof fields }>;

/** A published finding as lists show it. */
export interface ListedFinding extends Omit<Row, "circuit"> {
  /** The first sentence of its write-up; null where that has none. */
  sentence: string | null;
  trust: Trust;
  circuit: Omit<Row["circuit"], "picture"> & { picture: SmallPicture | null };
  /** Where its circuit explains a feature. */
  target: TargetFeature | null;
}

/** The findings of some entries, in the order in which these are named. */
export async function readListed(numbers: readonly number[]): Promise<ListedFinding[]> {
  if (numbers.length === 0) return [];
  const rows = await showingRows(
    () =>
      db().catalogueEntry.findMany({
        where: { number: { in: [...numbers] }, finding: { publishedAt: { not: null } } },
        select: { number: true, finding: { select: fields } },
      }),
    // Of a circuit, what it is of and its picture are shown.
    (found) => ({
      topics: found.map(({ finding }) => `Circuit ${finding.circuitId}`),
      insteadOf: ["Circuit", "Run"],
    }),
  );
  const findings = new Map(rows.map(({ number, finding }) => [number, finding]));
  const circuitIds = rows.map(({ finding }) => finding.circuitId);
  const [trust, targets, sentences] = await Promise.all([
    findTrust(circuitIds),
    readTargets(circuitIds),
    readSentences(rows.map(({ finding }) => finding.id)),
  ]);
  return numbers.flatMap((number): ListedFinding[] => {
    const finding = findings.get(number);
    if (!finding) return [];
    const { circuit, ...rest } = finding;
    const picture = smallPictureSchema.safeParse(circuit.picture);
    return [
      {
        ...rest,
        sentence: sentences.get(finding.id) ?? null,
        trust: trust.get(finding.circuitId) ?? noTrust,
        circuit: { ...circuit, picture: picture.data ?? null },
        target: targets.get(finding.circuitId) ?? null,
      },
    ];
  });
}

/** Of each finding the first sentence of its write-up's first paragraph, which may stand beneath a heading. */
async function readSentences(findingIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db().$queryRaw<{ id: string; paragraph: unknown }[]>`
    select f.id, jsonb_path_query_first(r."writeUp", '$[*] ? (@.tag == "p")') as paragraph
    from "Finding" f join "FindingRevision" r on r."findingId" = f.id and r.number = f.revision
    where f.id = any(${findingIds}::uuid[])`;
  return new Map(
    rows.flatMap(({ id, paragraph }): [string, string][] => {
      const read = writeUpElementSchema.safeParse(paragraph);
      const sentence = read.success ? firstSentence(read.data) : "";
      return sentence === "" ? [] : [[id, sentence]];
    }),
  );
}
