import { prizeWords, rewardWords } from "@/lib/bounties/reward-words";
import type { ListedBounty } from "@/lib/bounties/view";

/** What is promised, in money and in words, and among how many entries it goes. */
export function Reward({
  reward,
  prize,
  prizeSharedBy,
}: Pick<ListedBounty, "reward" | "prize" | "prizeSharedBy">) {
  if (!reward && prize === "") return <>no prize</>;
  return (
    <>
      {reward && <span className="num">{rewardWords(reward)}</span>}
      {reward && prize !== "" && "; "}
      {prize !== "" && <bdi>{prizeWords(prize, prizeSharedBy)}</bdi>}
    </>
  );
}
