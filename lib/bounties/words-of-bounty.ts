import { prizeWords, rewardWords } from "./reward-words";
import type { ListedBounty } from "./view";

const moment = new Intl.DateTimeFormat("en", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
const inUtc = (at: Date) => `${moment.format(at)} (UTC)`;

/** How a bounty stands and what it promises, as plain text for who is no reader of its page: a feed, a picture. */
export function wordsOfBounty({ standing, opensAt, closesAt, ...promised }: ListedBounty): [string, string] {
  return [standingWords(standing, opensAt, closesAt), promiseWords(promised)];
}

function standingWords(standing: ListedBounty["standing"], opensAt: Date, closesAt: Date): string {
  if (standing === "open")
    return opensAt > new Date()
      ? `Opens ${inUtc(opensAt)}, closes ${inUtc(closesAt)}`
      : `Open until ${inUtc(closesAt)}`;
  if (standing === "judging") return `Closed ${inUtc(closesAt)}, and being judged`;
  if (standing === "provisional") return "Ranked, and open to appeals";
  return standing === "awarded" ? "Awarded" : "Cancelled";
}

function promiseWords({
  reward,
  prize,
  prizeSharedBy,
}: Pick<ListedBounty, "reward" | "prize" | "prizeSharedBy">): string {
  return (
    [reward && rewardWords(reward), prizeWords(prize, prizeSharedBy)].filter(Boolean).join("; ") || "No prize"
  );
}
