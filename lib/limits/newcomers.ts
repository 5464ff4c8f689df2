import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { limiter } from "./rate-limit";

const dayMillis = 24 * 60 * 60 * 1000;

/** What a new account does so many times a day and no more, in words. */
const newcomersMay = {
  label: () => ({ perDay: env().NEW_ACCOUNT_LABELS_PER_DAY, words: "proposes or changes", unit: "labels" }),
  vote: () => ({ perDay: env().NEW_ACCOUNT_VOTES_PER_DAY, words: "votes on", unit: "labels" }),
  comment: () => ({ perDay: env().NEW_ACCOUNT_COMMENTS_PER_DAY, words: "writes", unit: "comments" }),
  report: () => ({ perDay: env().NEW_ACCOUNT_REPORTS_PER_DAY, words: "makes", unit: "reports" }),
};

/**
 * Does what somebody wants done; of whose account is younger than NEW_ACCOUNT_DAYS so many times a day. What is refused or fails counts for
 * nothing. Throws "too-many-requests", and what `work` throws.
 */
export async function asNewcomer<Done>(
  userId: string,
  what: keyof typeof newcomersMay,
  work: () => Promise<Done>,
): Promise<Done> {
  const until = await newUntil(userId);
  if (until === null) return work();
  const { perDay, words, unit } = newcomersMay[what]();
  const counter = limiter({ name: `newcomer-${what}`, points: perDay, perSeconds: dayMillis / 1000 });
  const taken = await counter.takeWhole(userId, 1);
  if (!taken.allowed) {
    const hours = Math.max(1, Math.ceil(taken.retryAfterSeconds / 3600));
    throw new AppError(
      "too-many-requests",
      `Until ${moment.format(until)} UTC your account is new, and a new account ${words} ${perDay.toLocaleString("en")} ${unit} a day at most. Come back in about ${hours} ${hours === 1 ? "hour" : "hours"}.`,
      { retryAfterSeconds: taken.retryAfterSeconds },
    );
  }
  try {
    return await work();
  } catch (error) {
    await counter.giveBack(userId);
    throw error;
  }
}

const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });

/** Until when somebody's account is new; null of one that is not any more. */
export async function newUntil(userId: string): Promise<Date | null> {
  const days = env().NEW_ACCOUNT_DAYS;
  if (days === 0) return null;
  const user = await db().user.findUnique({
    where: { id: userId },
    select: { createdAt: true, role: true },
  });
  if (user?.role !== "member") return null;
  const until = new Date(user.createdAt.getTime() + days * dayMillis);
  return until > new Date() ? until : null;
}
