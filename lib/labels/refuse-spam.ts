import type { Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { holdsAddress, leadsElsewhere } from "@/lib/findings/write-up/leads-elsewhere";
import type { WriteUp } from "@/lib/findings/write-up/write-up";
import { newUntil } from "@/lib/limits/newcomers";
import { normalWording } from "./wording";

const hourMillis = 60 * 60 * 1000;
/** As many of somebody's latest labels are looked through: more than anybody proposes in an hour. */
const looked = 200;

interface Said {
  authorId: string;
  text: string;
  rationale: string;
}

/**
 * Refuses a label with a link in it, and of new accounts a rationale with one, as typed or as shown: "unprocessable", beside its field. Others'
 * sites are what spam is for.
 */
export async function refuseLinks({ authorId, text, rationale }: Said, writeUp: WriteUp): Promise<void> {
  if (holdsAddress(text)) {
    const sentence =
      "A label holds no link: say what the feature does, and put where that is shown into the rationale.";
    throw new AppError("unprocessable", sentence, { fields: { text: sentence } });
  }
  if (!holdsAddress(rationale) && !leadsElsewhere(writeUp)) return;
  const until = await newUntil(authorId);
  if (until === null) return;
  const sentence =
    "Your account is new, and a new account's rationale holds no link yet. Say it without, or add it in some days.";
  throw new AppError("unprocessable", sentence, { fields: { rationale: sentence } });
}

/**
 * Refuses the same words for one feature after the other: "too-many-requests" for more than SAME_LABEL_PER_HOUR of them by one person.
 * For who holds the person (`keeping`), so that many at once are no more.
 */
export async function refuseRepeated(
  tx: Transaction,
  { authorId, text }: Pick<Said, "authorId" | "text">,
): Promise<void> {
  const normal = normalWording(text);
  const latest = await tx.label.findMany({
    where: { authorId },
    orderBy: { id: "desc" },
    take: looked,
    select: { normal: true, createdAt: true },
  });
  const since = Date.now() - hourMillis;
  const same = latest.filter((label) => label.normal === normal && label.createdAt.getTime() > since);
  const most = env().SAME_LABEL_PER_HOUR;
  if (same.length < most) return;
  const oldest = same.at(-1)?.createdAt.getTime() ?? since;
  const sentence = `You have proposed these words for ${most.toLocaleString("en")} features within an hour. Say what tells this feature from those, or come back later.`;
  throw new AppError("too-many-requests", sentence, {
    fields: { text: sentence },
    retryAfterSeconds: Math.max(1, Math.ceil((oldest + hourMillis - Date.now()) / 1000)),
  });
}
