import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Refused } from "@/app/_components/refused";
import { wholeExamplesQuery } from "@/app/_queries/program-scores";
import { Button } from "@/components/ui/button";
import { heatLevel } from "@/components/ui/heat";
import { TokenBox } from "@/components/ui/token-text";
import type { ExampleView } from "@/lib/features/view";
import { type Marker, markerOf } from "@/lib/label-programs/mark-tokens";
import { parseProgram } from "@/lib/label-programs/parse-program";
import { type Expression, ProgramError } from "@/lib/label-programs/program";

interface ProgramCheckProps {
  path: string;
  source: string;
  /** Selects a stretch of what is written. */
  onGo: (start: number, end: number) => void;
}

/** What a program that is being written says of the feature's strongest examples, or where it cannot be read. */
export function ProgramCheck({ path, source, onGo }: ProgramCheckProps) {
  const read = useMemo(() => readProgram(source), [source]);
  const { data: feature, error } = useQuery(wholeExamplesQuery(path));
  const examples = feature?.evidence?.examples ?? [];
  if (source.trim() === "") return <p role="status" className="feature-note" />;
  if (read instanceof ProgramError) return <Fault source={source} fault={read} onGo={onGo} />;
  if (error) return <Refused error={error} />;
  if (feature && examples.length === 0)
    return (
      <p role="status" className="feature-note">
        It can be read. There are no examples yet to try it on.
      </p>
    );
  const marked = examples.map((example) => markExample(example, read));
  const all = marked.flat();
  const firing = all.filter(({ value }) => value > 0);
  const top = Math.max(0, ...all.map(({ value }) => value));
  return (
    <div className="program-preview">
      <p role="status" className="feature-note">
        {feature
          ? `In the ${examples.length} strongest examples it marks ${firing.filter(({ isMarked }) => isMarked).length} of ${firing.length} tokens at which the feature fires, and ${all.filter(({ isMarked, value }) => isMarked && value === 0).length} others.`
          : "Fetching the examples."}
      </p>
      {marked.map((tokens, i) => {
        const example = examples[i];
        if (!example) return null;
        return (
          <p key={`${example.corpus} ${example.window}`} className="strip" data-size="s">
            {tokens.filter(isNear(example.position)).map(({ token, value, isMarked }) => {
              const heat = heatLevel(value, top);
              return (
                <TokenBox
                  key={token.position}
                  token={token}
                  {...(heat && { "data-heat": heat })}
                  {...(isMarked && { "data-marked": true, title: "marked by the program" })}
                />
              );
            })}
          </p>
        );
      })}
    </div>
  );
}

/** How many tokens are shown on each side of a peak; all of the window are asked about. */
const shownAround = { before: 18, after: 6 };

const isNear =
  (peak: number) =>
  ({ token: { position } }: { token: { position: number } }) =>
    position >= peak - shownAround.before && position <= peak + shownAround.after;

function readProgram(source: string): Expression | ProgramError | null {
  if (source.trim() === "") return null;
  try {
    return parseProgram(source);
  } catch (error) {
    if (error instanceof ProgramError) return error;
    throw error;
  }
}

/** The tokens of an example but the first, with what the program and the feature say of each. */
function markExample({ tokens, firings, position, activation }: ExampleView, program: Expression | null) {
  const texts = new Map(tokens.map((token) => [token.id, token]));
  const marker: Marker | null = program && markerOf(program, (id) => texts.get(id) ?? { text: "" });
  const marks = marker?.(tokens.map(({ id }) => id));
  const values = new Map([...firings, [position, activation] as const]);
  return tokens
    .map((token, at) => ({
      ...{ token, isMarked: marks?.[at] === 1 },
      value: token.position === 0 ? 0 : (values.get(token.position) ?? 0),
    }))
    .slice(1);
}

interface FaultProps {
  source: string;
  fault: ProgramError;
  onGo: (start: number, end: number) => void;
}

/** What is wrong, and the line with the place marked. */
function Fault({ source, fault: { message, start, end }, onGo }: FaultProps) {
  const begin = source.lastIndexOf("\n", start - 1) + 1;
  const newline = source.indexOf("\n", start);
  const stop = newline < 0 ? source.length : newline;
  const line = source.slice(0, begin).split("\n").length;
  return (
    <div role="status" className="program-fault">
      <p className="text-danger text-m">
        Line {line}, character {start - begin + 1}: {message}{" "}
        <Button size="s" look="plain" onClick={() => onGo(start, Math.min(end, source.length))}>
          Go there
        </Button>
      </p>
      <pre className="program-source">
        <code>
          {source.slice(Math.max(begin, start - 40), start)}
          <mark>{source.slice(start, Math.min(end, stop)) || " "}</mark>
          {source.slice(Math.min(end, stop), Math.min(stop, end + 40))}
        </code>
      </pre>
    </div>
  );
}
