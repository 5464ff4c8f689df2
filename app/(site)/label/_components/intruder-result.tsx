import { HeatStrip } from "@/components/ui/heat-strip";
import { TextLink } from "@/components/ui/link";
import type { IntruderHand } from "@/lib/labels/intruders/view";

type Question = IntruderHand["questions"][number];

const nothingMarked = new Map<number, number>();

/** What of one's answers was right, question by question; nothing of it as long as it would tell other answers. */
export function IntruderResult({ path, questions }: { path: string; questions: readonly Question[] }) {
  const right = questions.filter(({ chosen, intruder }) => chosen === intruder).length;
  if (questions.some(({ intruder }) => intruder === null))
    return (
      <p role="status">
        All {questions.length} are answered. What is right you are told here when you have answered what you
        are asked by a label of this feature: it would tell you the answers there.
      </p>
    );
  return (
    <section aria-label="What was right">
      <p role="status">
        You named {right} of {questions.length} rightly, where guessing names one in five. Your answers count
        for this feature now, with those of others. <TextLink href={path}>See the feature</TextLink>
      </p>
      <ol className="checking-results">
        {questions.map((question, i) => (
          <li key={question.id} data-right={question.chosen === question.intruder}>
            <p className="text-m">
              <span className="font-semibold">{i + 1}. </span>
              {wordsOf(question)}
            </p>
            <ol className="intruder-told">
              {question.texts.map((tokens, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the texts of a question never change places
                <li key={place} data-intruder={place === question.intruder || undefined}>
                  <span className="intruder-place">
                    {place + 1}
                    {place === question.intruder && " \u00b7 it does not fire here"}
                    {place === question.chosen && " \u00b7 you named this"}
                  </span>
                  <HeatStrip tokens={tokens} values={nothingMarked} top={1} />
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </section>
  );
}

function wordsOf({ chosen, intruder }: Question): string {
  if (chosen === intruder) return "You named the one that does not belong.";
  return `You named text ${(chosen ?? 0) + 1}; it does not fire in text ${(intruder ?? 0) + 1}.`;
}
