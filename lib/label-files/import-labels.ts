import type { Readable } from "node:stream";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { SideKey } from "@/lib/labels/label-event";
import type { LabelContent } from "@/lib/labels/label-schemas";
import { maxProposals, proposeLabel } from "@/lib/labels/propose-label";
import { normalWording } from "@/lib/labels/wording";
import { ensureSiteAccount } from "@/lib/people/site-account";
import type { WhichDictionaries } from "./find-dictionaries";
import { type LabelImportReport, newReport, noteSource, refuse } from "./import-report";
import { importedLabel } from "./imported-label";
import { knownEvidence } from "./known-evidence";
import { oneDictionary, type Placing, placing } from "./place-rows";
import { type FileRow, readRows } from "./read-rows";

export interface LabelImportOptions {
  /** The dictionary that rows are of which do not tell it. */
  named?: WhichDictionaries | undefined;
  /** More end it before anything is taken of what is beyond. */
  maxRows?: number;
}

interface Taking extends LabelImportOptions {
  fileName: string;
  /** Null where the command brings it. */
  importerId?: string | null;
}

type Outcome = "taken" | "said-already" | { why: string };
type Take = (of: SideKey, label: LabelContent) => Promise<Outcome>;

const isFull = { why: "its feature has three imported labels already" };

/**
 * Takes a file of labels as proposals of the site's own account, of source "import", as one change that undoImport undoes. Once however
 * often a file is brought, in whatever parts, by however many at once: what a side says, or said in an import and a moderator hides, is not
 * taken again. Throws "not-found" for a dictionary that is named and not there, "invalid-input" where several are, "gone" where it is undone
 * meanwhile, and what readRows throws; what was taken before that stays, and can be undone.
 */
export async function importLabels(
  file: Readable,
  { fileName, importerId = null, ...options }: Taking,
): Promise<LabelImportReport & { id: string }> {
  const { byHand, lines } = await open(file, options);
  const authorId = await ensureSiteAccount();
  const { id } = await db().labelImport.create({ data: { fileName, importerId }, select: { id: true } });
  const report = await read(lines, placing(byHand), async (of, label) => {
    if (await isSaid(of, label)) return "said-already";
    try {
      await proposeLabel({ ...label, of, authorId, source: "import", importId: id });
      return "taken";
    } catch (error) {
      if (!(error instanceof AppError) || error.code === "gone") throw error;
      if (error.code !== "conflict") return { why: error.message };
      return (await isSaid(of, label)) ? "said-already" : isFull;
    }
  });
  await db().labelImport.update({ where: { id }, data: { report, finishedAt: new Date() } });
  return { ...report, id };
}

/** What would come of it, without taking anything. Throws the same. */
export async function previewImport(
  file: Readable,
  options: LabelImportOptions = {},
): Promise<LabelImportReport> {
  const { byHand, lines } = await open(file, options);
  const authorId = await ensureSiteAccount();
  /** What the file said before, by side. */
  const taken = new Map<string, Set<string>>();
  return read(lines, placing(byHand), async (of, label) => {
    const key = JSON.stringify(of);
    const before = taken.get(key) ?? new Set<string>();
    const normal = normalWording(label.text);
    if (before.has(normal) || (await isSaid(of, label))) return "said-already";
    const standing = await db().label.count({ where: { ...of, authorId, withdrawnAt: null } });
    if (standing + before.size >= maxProposals) return isFull;
    const naming = await db().naming.findFirst({ where: of, select: { lockedAt: true } });
    if (naming?.lockedAt) return { why: "A moderator has locked this feature's labels" };
    taken.set(key, before.add(normal));
    return "taken";
  });
}

async function open(file: Readable, { named, maxRows = Number.POSITIVE_INFINITY }: LabelImportOptions) {
  // What goes wrong before the first line is asked for comes with that line, and ends no process.
  file.on("error", () => {});
  const lines = async function* () {
    let rows = 0;
    for await (const line of readRows(file)) {
      if (++rows > maxRows)
        throw new AppError(
          "too-large",
          `The file has more than ${maxRows.toLocaleString("en")} rows. Bring it in parts, or by the command: npm run labels -- import.`,
        );
      yield line;
    }
  };
  return { byHand: named && (await oneDictionary(named)), lines: lines() };
}

/** Row by row: of which dictionary it is, whether it can be a label, and what comes of it. */
async function read(
  lines: ReturnType<typeof readRows>,
  placeOf: Placing,
  take: Take,
): Promise<LabelImportReport> {
  const report = newReport();
  for await (const { line, ...said } of lines) {
    report.rows++;
    if ("fault" in said) refuse(report, said.fault, line);
    else await readRow(said.row, line, { report, placeOf, take });
  }
  return report;
}

async function readRow(
  row: FileRow,
  line: number,
  { report, placeOf, take }: { report: LabelImportReport; placeOf: Placing; take: Take },
): Promise<void> {
  noteSource(report, row.source);
  const place = await placeOf(row);
  if ("why" in place) {
    if (place.isUnknown) report.unknown++;
    refuse(report, place.why, line);
    return;
  }
  if (row.index >= place.dSae) return refuse(report, "its index is beyond the dictionary", line);
  const label = importedLabel(row, place.toldBy, await knownEvidence(place.id, row.evidence));
  if ("fault" in label) return refuse(report, label.fault, line);
  const outcome = await take({ dictionaryId: place.id, index: row.index, side: row.side }, label);
  if (outcome === "taken") {
    report.taken++;
    report.toldBy[place.toldBy]++;
  } else if (outcome === "said-already") report.saidAlready++;
  else refuse(report, outcome.why, line);
}

/** Also by what a moderator hides: it does not come back by bringing its file again. What was undone may. */
async function isSaid(of: SideKey, { text }: LabelContent): Promise<boolean> {
  const said = await db().label.count({
    where: {
      ...{ ...of, normal: normalWording(text) },
      OR: [{ withdrawnAt: null }, { source: "import", hiddenAt: { not: null } }],
    },
  });
  return said > 0;
}
