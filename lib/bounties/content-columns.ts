import { z } from "zod";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { renderWriteUp } from "@/lib/findings/write-up/render-write-up";
import type { BountyContent } from "./bounty-schemas";
import { maxOpenDays, minOpenHours } from "./bounty-words";
import { hashOfTerms } from "./terms-of";

/** As a column of JSON takes it. */
const plain = z.array(z.record(z.string(), z.json()));

const hourMillis = 3_600_000;

/** What a sponsor says as the table has it, but for its judges. Throws "unprocessable", with the field that it is about. */
export async function contentColumns(slug: string, content: BountyContent, sponsorId: string) {
  const { reward, judges: _, prizeSharedBy, ...said } = content;
  const openMillis = content.closesAt.getTime() - content.opensAt.getTime();
  if (openMillis < minOpenHours * hourMillis || openMillis > maxOpenDays * 24 * hourMillis)
    throw wrong("closesAt", "A bounty is open for an hour at least, and for five years at most.");
  return {
    ...{ ...said, rules: plain.parse(said.rules) },
    ...{ rewards: reward?.places.map(BigInt) ?? [], currency: reward?.currency ?? null },
    sharedBy: reward?.sharedBy ?? prizeSharedBy,
    termsHash: about("rules", () => hashOfTerms({ ...said, slug })),
    writeUp: await renderBrief(content.brief, sponsorId),
  };
}

/** The ids of judges by their handles. Throws "unprocessable" for a handle that nobody has. */
export async function readJudges(tx: Transaction, handles: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(handles)];
  const people = await tx.user.findMany({
    where: { handle: { in: wanted }, suspendedAt: null, purpose: null },
    select: { id: true, handle: true },
  });
  const missing = wanted.find((handle) => !people.some((person) => person.handle === handle));
  if (missing !== undefined) throw wrong("judges", `Nobody here has the handle ${missing}.`);
  return people.map(({ id }) => id);
}

export function wrong(field: string, sentence: string): AppError {
  return new AppError("unprocessable", sentence, { fields: { [field]: sentence } });
}

async function renderBrief(brief: string, sponsorId: string) {
  try {
    return await renderWriteUp(brief, sponsorId);
  } catch (error) {
    throw error instanceof AppError && error.code === "unprocessable" ? wrong("brief", error.message) : error;
  }
}

function about<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof AppError && error.code === "unprocessable" ? wrong(field, error.message) : error;
  }
}
