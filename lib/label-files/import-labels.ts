import type { Readable } from "node:stream";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { SideKey } from "@/lib/labels/label-event";
import type { LabelContent } from "@/lib/labels/label-schemas";
import { proposeLabel } from "@/lib/labels/propose-label";
import { normalWording } from "@/lib/labels/wording";
import { ensureSiteAccount } from "@/lib/people/site-account";
import { findDictionaries, type WhichDictionaries } from "./find-dictionaries";
import { importedLabel, type ToldBy } from "./imported-label";
import { type ExplanationRow, readRows } from "./read-rows";

export interface LabelImportReport {
  rows: number;
  taken: number;
  /** Of those taken, by what told their dictionary. */
  toldBy: Record<ToldBy, number>;
  /** Said by a label of the feature already, be it of an earlier import. */
  saidAlready: number;
  /** Why others were not taken, with how many and the first lines of each. */
  refused: { why: string; rows: number; lines: number[] }[];
}

export interface LabelImportOptions {
  /** The dictionary that rows are of which do not tell it. */
  named?: WhichDictionaries;
}

const linesTold = 5;

interface Place {
  id: string;
  dSae: number;
  toldBy: ToldBy;
}

/**
 * Takes the rows of an export of explanations as proposals of the site's own account, of source "import". Once however often a file is
 * brought, in whatever parts, by however many at once: what a side says, or said in an import that was taken away since, is not taken
 * again. Throws "not-found" for a dictionary that is named and not there, "invalid-input" where several are, and what readRows throws;
 * what was taken before that stays.
 */
export async function importLabels(
  file: Readable,
  { named }: LabelImportOptions = {},
): Promise<LabelImportReport> {
  // What goes wrong before the first line is asked for comes with that line, and ends no process.
  file.on("error", () => {});
  const byHand = named && (await oneDictionary(named));
  const authorId = await ensureSiteAccount();
  const report: LabelImportReport = {
    ...{ rows: 0, taken: 0, toldBy: { content: 0, hand: 0 }, saidAlready: 0, refused: [] },
  };
  const refuse = (why: string, line: number) => {
    const known = report.refused.find((each) => each.why === why);
    const entry = known ?? { why, rows: 0, lines: [] };
    if (!known) report.refused.push(entry);
    entry.rows++;
    if (entry.lines.length < linesTold) entry.lines.push(line);
  };
  const placeOf = placing(byHand);
  for await (const read of readRows(file)) {
    report.rows++;
    if ("fault" in read) {
      refuse(read.fault, read.line);
      continue;
    }
    const place = await placeOf(read.row);
    const label = "why" in place ? { fault: place.why } : importedLabel(read.row, place.toldBy);
    if ("why" in place || "fault" in label) {
      refuse("fault" in label ? label.fault : "no dictionary", read.line);
      continue;
    }
    if (read.row.index >= place.dSae) {
      refuse("its index is beyond the dictionary", read.line);
      continue;
    }
    const of = { dictionaryId: place.id, index: read.row.index, side: read.row.notes?.side ?? "input" };
    const outcome = await take(of, authorId, label);
    if (outcome === "taken") {
      report.taken++;
      report.toldBy[place.toldBy]++;
    } else if (outcome === "said-already") report.saidAlready++;
    else refuse(outcome, read.line);
  }
  return report;
}

/** Proposes one; "said-already" or a sentence where it is not taken. */
async function take(of: SideKey, authorId: string, label: LabelContent): Promise<string> {
  const normal = normalWording(label.text);
  const said = () =>
    // Also what a moderator hides: it does not come back by bringing its file again.
    db().label.count({ where: { ...of, normal, OR: [{ withdrawnAt: null }, { source: "import" }] } });
  if ((await said()) > 0) return "said-already";
  try {
    await proposeLabel({ ...label, of, authorId, source: "import" });
    return "taken";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "conflict")
      return (await said()) > 0 ? "said-already" : "its feature has three imported labels already";
    return error.message;
  }
}

/** Of which dictionary rows are, each checksum looked for once. */
function placing(byHand: Omit<Place, "toldBy"> | undefined) {
  const byChecksum = new Map<string, Omit<Place, "toldBy">[]>();
  let ofFile: string | undefined;
  return async ({ notes, modelId, layer }: ExplanationRow): Promise<Place | { why: string }> => {
    if (notes) {
      const checksum = notes.dictionaryChecksum;
      const known =
        byChecksum.get(checksum) ??
        (await db().dictionary.findMany({ where: { checksum }, take: 10, select: { id: true, dSae: true } }));
      byChecksum.set(checksum, known);
      const matching = byHand ? known.filter(({ id }) => id === byHand.id) : known;
      const [first, second] = matching;
      if (first && !second) return { ...first, toldBy: "content" };
      if (second) return { why: "several dictionaries here have its checksum: name one" };
      return {
        why: byHand ? "its checksum is of another dictionary" : "no dictionary here has its checksum",
      };
    }
    if (!byHand) return { why: "the file does not tell its dictionary by content: name one" };
    ofFile ??= `${modelId}/${layer}`;
    if (ofFile !== `${modelId}/${layer}`)
      return { why: `it is of another source than the file's first, ${ofFile}` };
    return { ...byHand, toldBy: "hand" };
  };
}

async function oneDictionary(named: WhichDictionaries): Promise<Omit<Place, "toldBy">> {
  const [first, second] = await findDictionaries(named);
  if (!first || second)
    throw new AppError("invalid-input", "Name one dictionary: a model, a set and a layer.");
  const { id } = first.dictionary;
  return db().dictionary.findUniqueOrThrow({ where: { id }, select: { id: true, dSae: true } });
}
