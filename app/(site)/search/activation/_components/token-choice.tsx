import { Button } from "@/components/ui/button";
import { TokenBox } from "@/components/ui/token-text";
import type { RunView } from "@/lib/runs/view";

interface TokenChoiceProps {
  run: RunView;
  chosen: ReadonlySet<number>;
}

/** A text's tokens to choose from: a form that is sent as it is, so that it needs no script and its answer has an address. */
export function TokenChoice({ run, chosen }: TokenChoiceProps) {
  return (
    <form action="/search/activation" className="mt-4 mb-6">
      <input type="hidden" name="run" value={run.id} />
      <fieldset>
        <legend className="font-semibold text-m">Tokens at which it is to fire</legend>
        <div className="strip token-choice mt-2 flex flex-wrap gap-y-1" data-size="s">
          {run.tokens.map((token, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the tokens of a text never change places.
            <label key={position} className="cursor-pointer rounded-xs has-[:focus-visible]:outline-2">
              <input
                type="checkbox"
                name="at"
                value={position}
                defaultChecked={chosen.has(position)}
                className="peer sr-only"
                aria-label={`Token ${position}, ${token.text}`}
              />
              <span className="block rounded-xs peer-checked:bg-accent-soft peer-checked:underline">
                <TokenBox token={token} />
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <Button type="submit" look="primary" className="mt-3">
        Find features
      </Button>
    </form>
  );
}
