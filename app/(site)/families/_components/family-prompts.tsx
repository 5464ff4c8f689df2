import { ListPager } from "@/app/_components/list-pager";
import { TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import type { FamilyTokenizer } from "@/lib/family-format/check-family";
import type { ExpandedFamily } from "@/lib/family-format/expand-family";
import type { FamilyChoice } from "./family-choice";
import { RoleStrip } from "./role-strip";

interface FamilyPromptsProps {
  expanded: ExpandedFamily;
  tokenizer: FamilyTokenizer | null;
  choice: FamilyChoice;
  /** The page's query. */
  params: URLSearchParams;
}

const perPage = 8;

/** Some of a family's prompts, with their counterfactuals, each as tokens with its roles. */
export function FamilyPrompts({ expanded, tokenizer, choice, params }: FamilyPromptsProps) {
  const part = expanded.prompts
    .map((prompt, i) => ({ ...prompt, number: i + 1 }))
    .filter(({ heldOut }) => heldOut === choice.heldOut);
  const rest = part.filter(({ number }) => number > choice.after);
  const shown = rest.slice(0, perPage);
  const last = shown.at(-1);
  const nextCursor = last && rest.length > perPage ? String(last.number) : null;
  if (part.length === 0)
    return (
      <EmptyState
        title={choice.heldOut ? "No prompt of it is held out." : "All of its prompts are held out."}
      />
    );
  return (
    <>
      <ol className="mt-3 grid gap-4">
        {shown.map((prompt) => (
          <li key={prompt.number} className="min-w-0 border-line border-t pt-3">
            <RoleStrip roled={prompt} tokenizer={tokenizer} />
            <p className="text-ink-soft text-s">
              {prompt.number}, <bdi>{prompt.template}</bdi>: then{" "}
              <span className="mono break-words">{JSON.stringify(prompt.answer)}</span>
              {prompt.distractor !== null && (
                <>
                  , not <span className="mono break-words">{JSON.stringify(prompt.distractor)}</span>
                </>
              )}
              .{" "}
              <TextLink href={`${choice.at({ prompt: String(prompt.number) })}#trace`}>
                Trace this prompt
              </TextLink>
            </p>
            {prompt.counterfactual && (
              <div className="mt-1 ml-4 border-line border-l-2 pl-3">
                <p className="text-ink-soft text-s">
                  <bdi>{prompt.counterfactual.rule ?? "Counterfactual, written out"}</bdi>
                </p>
                <RoleStrip roled={prompt.counterfactual} tokenizer={tokenizer} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {shown.length === 0 && <p className="text-m">This list ends before here.</p>}
      <ListPager list="prompts" label="Pages of its prompts" params={params} nextCursor={nextCursor} />
    </>
  );
}
