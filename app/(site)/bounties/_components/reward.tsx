import { formatMoney } from "@/lib/bounties/money";
import type { Reward as RewardView } from "@/lib/bounties/view";

/** What is promised, in money and in words. */
export function Reward({ reward, prize }: { reward: RewardView; prize: string }) {
  if (!reward && prize === "") return <>no prize</>;
  const [only, ...more] = reward?.places ?? [];
  return (
    <>
      {reward && only !== undefined && (
        <span className="num">
          {more.length === 0
            ? formatMoney(only, reward.currency)
            : reward.places.map((sum, at) => `${at + 1}. ${formatMoney(sum, reward.currency)}`).join(", ")}
        </span>
      )}
      {reward && prize !== "" && "; "}
      {prize !== "" && <bdi>{prize}</bdi>}
    </>
  );
}
