import { Button } from "@/components/ui/button";
import { TokenText } from "@/components/ui/token-text";
import type { Said } from "@/lib/labels/checks/answer-check";
import type { Hand } from "@/lib/labels/checks/view";

type Asked = Hand["texts"][number];

/** What a key says of a text; null for one that says nothing. */
export function answerOf(key: string, { options }: Asked): Said | null {
  if (!options)
    return key === "c" ? { says: null } : key === "y" || key === "n" ? { says: key === "y" } : null;
  if (key === "c") return { chosen: null };
  const place = Number(key) - 1;
  return options[place] ? { chosen: place } : null;
}

interface AnswersProps {
  text: Asked;
  onAnswer: (said: Said) => void;
}

/** What one may say of a text. */
export function Answers({ text: { options }, onAnswer }: AnswersProps) {
  if (options)
    return (
      <div className="checking-answers">
        {options.map((token, place) => (
          <Button key={token.id} look="primary" onClick={() => onAnswer({ chosen: place })}>
            <TokenText token={token} /> <kbd>{place + 1}</kbd>
          </Button>
        ))}
        <Button onClick={() => onAnswer({ chosen: null })}>
          Cannot tell <kbd>C</kbd>
        </Button>
      </div>
    );
  return (
    <div className="checking-answers">
      <Button look="primary" onClick={() => onAnswer({ says: true })}>
        Yes <kbd>Y</kbd>
      </Button>
      <Button look="primary" onClick={() => onAnswer({ says: false })}>
        No <kbd>N</kbd>
      </Button>
      <Button onClick={() => onAnswer({ says: null })}>
        Cannot tell <kbd>C</kbd>
      </Button>
    </div>
  );
}
