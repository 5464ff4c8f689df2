import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { judgeMutation } from "@/app/_queries/judgements";
import { Button } from "@/components/ui/button";
import { featureFamilies, grades, type JudgementContent } from "@/lib/judgements/judgement-words";
import {
  confidenceEnds,
  familyNames,
  interpretableEnds,
} from "../../features/_components/judgements/judgement-sayings";

interface Question {
  name: keyof JudgementContent;
  asks: string;
  note?: string;
  /** Each with the key that chooses it. */
  choices: readonly { key: string; value: JudgementContent[keyof JudgementContent]; words: string }[];
}

const gradeChoices = grades.map((grade) => ({ key: String(grade), value: grade, words: "" }));

/** In the order in which they are answered by keys. */
const questions: readonly Question[] = [
  {
    ...{ name: "interpretable", asks: "How interpretable is it?", note: interpretableEnds.join("; ") },
    choices: gradeChoices,
  },
  {
    ...{ name: "family", asks: "Of which family?" },
    choices: featureFamilies.map((family, n) => ({
      key: String((n + 1) % 10),
      value: family,
      words: familyNames[family],
    })),
  },
  {
    ...{ name: "hasOneMeaning", asks: "How many meanings has it?" },
    choices: [
      { key: "1", value: true, words: "one" },
      { key: "2", value: false, words: "several that have nothing to do with each other" },
    ],
  },
  {
    ...{ name: "confidence", asks: "How sure are you of this?", note: confidenceEnds.join("; ") },
    choices: gradeChoices,
  },
];

type Chosen = Partial<JudgementContent>;

function isWhole(chosen: Chosen): chosen is JudgementContent {
  return questions.every(({ name }) => chosen[name] !== undefined);
}

interface JudgeFormProps {
  path: string;
  own: JudgementContent | null;
  onDone: () => void;
  onCancel: () => void;
}

/** Four questions about a feature, each answered by one key, which leads to the next. */
export function JudgeForm({ path, own, onDone, onCancel }: JudgeFormProps) {
  const id = useId();
  const [chosen, setChosen] = useState<Chosen>(own ?? {});
  const [isShort, setShort] = useState(false);
  const { mutate, isPending, error } = useMutation(judgeMutation(path));
  const form = useRef<HTMLFormElement>(null);
  const focusOn = (name: string) =>
    (
      form.current?.querySelector<HTMLElement>(`[data-question="${name}"] input:checked`) ??
      form.current?.querySelector<HTMLElement>(
        `[data-question="${name}"] input, [data-question="${name}"] button`,
      )
    )?.focus();
  // Who opened it by a key goes on by keys.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as it opens.
  useEffect(() => focusOn("interpretable"), []);
  function choose(name: Question["name"], value: Question["choices"][number]["value"]) {
    setChosen((before) => ({ ...before, [name]: value }));
  }
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isWhole(chosen)) return mutate(chosen, { onSuccess: onDone });
    setShort(true);
    focusOn(questions.find(({ name }) => chosen[name] === undefined)?.name ?? "save");
  }
  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key === "Escape") return onCancel();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const asked = event.target instanceof HTMLElement && event.target.closest("[data-question]");
    const at = questions.findIndex(({ name }) => asked && asked.getAttribute("data-question") === name);
    const question = questions[at];
    const choice = question?.choices.find(({ key }) => key === event.key);
    if (question && choice) {
      choose(question.name, choice.value);
      focusOn(questions[at + 1]?.name ?? "save");
    } else if (event.key === "Enter" && question) event.currentTarget.requestSubmit();
    else return;
    event.preventDefault();
  }
  return (
    <form
      ref={form}
      className="queue-mark"
      aria-label="What you make of it"
      onSubmit={send}
      onKeyDown={onKeyDown}
    >
      <p className="text-ink-soft">What others say is shown once you have said it yourself.</p>
      {questions.map(({ name, asks, note, choices }) => (
        <fieldset key={name} data-question={name}>
          <legend className="text-m font-semibold">{asks}</legend>
          <span className="queue-choices">
            {choices.map(({ key, value, words }) => (
              <label key={key}>
                <input
                  type="radio"
                  name={`${id}-${name}`}
                  value={String(value)}
                  checked={chosen[name] === value}
                  onChange={() => choose(name, value)}
                />{" "}
                {words || String(value)} {words && <kbd>{key}</kbd>}
              </label>
            ))}
            {note && <span className="text-ink-soft text-s">{note}</span>}
          </span>
        </fieldset>
      ))}
      {isShort && !isWhole(chosen) && <p role="alert">Answer all four, then save.</p>}
      <Refused error={error} />
      <p className="flex gap-2" data-question="save">
        <Button type="submit" size="s" look="primary" busy={isPending}>
          {own ? "Change it" : "Save and see what others say"}
        </Button>
        <Button size="s" look="plain" onClick={onCancel}>
          Cancel
        </Button>
      </p>
    </form>
  );
}
