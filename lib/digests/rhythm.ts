import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { type DigestRhythm, digestRhythms, rhythmDays } from "./digest-words";
import { writesMails } from "./mail-server";

const dayMillis = 24 * 60 * 60 * 1000;

/** Whose addresses are theirs: who signed in by a link that was sent there, or with Google, which checks it. */
export const withAddress = {
  email: { not: null },
  OR: [{ emailVerified: { not: null } }, { accounts: { some: { provider: "google" } } }],
};

export function nextDue(every: keyof typeof rhythmDays, now: Date): Date {
  return new Date(now.getTime() + rhythmDays[every] * dayMillis);
}

export interface DigestSettings {
  every: DigestRhythm;
  /** Whether this site writes mails, and has an address of theirs that it knows to be theirs. */
  isPossible: boolean;
}

export async function getDigestSettings(memberId: string): Promise<DigestSettings> {
  const [{ digestEvery }, known] = await Promise.all([
    db().user.findUniqueOrThrow({ where: { id: memberId }, select: { digestEvery: true } }),
    db().user.count({ where: { id: memberId, ...withAddress } }),
  ]);
  return {
    every: digestRhythms.find((each) => each === digestEvery) ?? "never",
    isPossible: writesMails() && known > 0,
  };
}

/**
 * Says how often somebody is written to; the first comes a day or a week from now, of what they are told from now on. Throws "conflict" where the
 * site writes no mails, or has no address that it knows to be theirs.
 */
export async function setDigestRhythm(memberId: string, every: DigestRhythm): Promise<void> {
  if (every === "never") return stop({ id: memberId });
  const { isPossible, every: before } = await getDigestSettings(memberId);
  if (!isPossible)
    throw new AppError(
      "conflict",
      writesMails()
        ? "The site knows no e-mail address that is surely yours. Sign in once by a link sent to it."
        : "This site sends no e-mail.",
    );
  if (before === every) return;
  await db().user.update({
    where: { id: memberId },
    data: {
      digestEvery: every,
      digestDueAt: nextDue(every, new Date()),
      ...(before === "never" && { digestedUntil: await latestTold(memberId) }),
    },
  });
}

async function latestTold(memberId: string): Promise<string | null> {
  const latest = await db().notification.findFirst({
    where: { memberId },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  return latest?.id ?? null;
}

export async function stop(who: { id: string }): Promise<void> {
  await db().user.update({ where: who, data: { digestEvery: "never", digestDueAt: null } });
}
