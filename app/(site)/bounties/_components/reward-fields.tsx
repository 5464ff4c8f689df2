import { TextField } from "@/components/ui/field";
import { maxPrizeLength } from "@/lib/bounties/bounty-words";

interface RewardFieldsProps {
  /** As one types them, with spaces between. */
  saved: { currency: string; places: string; sharedBy: string; prize: string };
  /** What is wrong with a field. */
  errorOf: (field: string) => string | undefined;
}

/** What a bounty promises: sums, among how many entries each goes, and words. */
export function RewardFields({ saved, errorOf }: RewardFieldsProps) {
  return (
    <fieldset className="grid gap-3">
      <legend className="font-semibold text-l">What is promised</legend>
      <p className="text-ink-soft text-s">
        This site pays nothing and holds no money: what stands here is the sponsor{"\u2019"}s word. Leave it
        empty for no prize.
      </p>
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          label="Currency"
          hint="Three letters, as USD."
          name="currency"
          maxLength={3}
          size={5}
          defaultValue={saved.currency}
          error={errorOf("reward.currency")}
        />
        <TextField
          label="Sums"
          hint="From the first place on, with spaces between: 600 300 100"
          name="places"
          maxLength={400}
          defaultValue={saved.places}
          error={errorOf("reward.places")}
        />
        <TextField
          label="Shared by"
          hint="How many entries share each sum, in equal parts, or each place of a prize in words: 1 1 4. Empty: one each, and the first alone gets a prize in words."
          name="sharedBy"
          maxLength={100}
          defaultValue={saved.sharedBy}
          error={errorOf("reward.sharedBy") ?? errorOf("prizeSharedBy")}
        />
      </div>
      <TextField
        label="A prize in words"
        name="prize"
        maxLength={maxPrizeLength}
        defaultValue={saved.prize}
        error={errorOf("prize")}
      />
    </fieldset>
  );
}
