import { rewardWords } from "@/lib/bounties/reward-words";
import type { Reward as RewardView } from "@/lib/bounties/view";

/** What is promised, in money and in words. */
export function Reward({ reward, prize }: { reward: RewardView; prize: string }) {
  if (!reward && prize === "") return <>no prize</>;
  return (
    <>
      {reward && <span className="num">{rewardWords(reward)}</span>}
      {reward && prize !== "" && "; "}
      {prize !== "" && <bdi>{prize}</bdi>}
    </>
  );
}
