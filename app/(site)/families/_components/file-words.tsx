import { familyLimits } from "@/lib/family-format/limits";

/** How a family is written, for who writes one. */
export function FileWords() {
  const { maxPrompts } = familyLimits;
  return (
    <div className="grid max-w-prose gap-2 text-m">
      <p>
        In a text, <code className="mono">{"{name}"}</code> puts in a word of the list{" "}
        <code className="mono">name</code>, <code className="mono">{"{name#2}"}</code> another one of it,{" "}
        <code className="mono">{"{animal.sound}"}</code> what goes with a word.{" "}
        <code className="mono">[IO:…]</code> says that what is inside plays the role IO. A text without slots
        is one prompt, so that a family may be a list.
      </p>
      <p>
        <code className="mono">answer</code> is the token that should come next, with the space in front of
        it, and <code className="mono">distractor</code> the one that it is compared with. Each template with
        slots makes <code className="mono">draws</code> prompts; a family has{" "}
        {maxPrompts.toLocaleString("en")} at most.
      </p>
      <p>
        As lines: <code className="mono">{'{"text": "[IO:Mary] sat", "answer": " down"}'}</code>, one prompt
        each.
      </p>
    </div>
  );
}
