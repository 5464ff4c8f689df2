import type { Expression } from "./program";

/** How long a line may get before what is joined in it stands one below the other. */
const lineLength = 72;

/**
 * A program as it is kept and shown: each has one such form, which reads back as itself. What differs only by spaces, needless
 * brackets or the order of a list is one program.
 */
export function printProgram(program: Expression): string {
  return print(program, "");
}

function print(expression: Expression, indent: string): string {
  if (expression.is !== "and" && expression.is !== "or") return printOne(expression, indent);
  const parts = expression.of.map((part) =>
    inBrackets(part, indent, expression.is === "and" && part.is === "or"),
  );
  const line = parts.join(` ${expression.is} `);
  if (!line.includes("\n") && indent.length + line.length <= lineLength) return line;
  return parts.join(`\n${indent}${expression.is} `);
}

function printOne(expression: Exclude<Expression, { is: "and" | "or" }>, indent: string): string {
  if (expression.is === "not") return `not ${operand(expression.of, indent)}`;
  if (expression.is === "before") {
    const { from, to } = expression;
    const reach = to === null ? "anywhere " : from === to ? (from === 1 ? "" : `${from} `) : `within ${to} `;
    return `${reach}before ${operand(expression.of, indent)}`;
  }
  if (expression.is === "followed") return `earlier followed by ${operand(expression.by, indent)}`;
  if (expression.is === "token") return `token ${list(expression.texts)}`;
  if (expression.is === "word") return `word ${list(expression.words)}`;
  if (expression.is === "token-matches" || expression.is === "text-matches") {
    const of = expression.is === "token-matches" ? "token" : "text";
    return `${of} matches /${expression.pattern}/${expression.anyCase ? "i" : ""}`;
  }
  if (expression.is === "position") {
    const { from, to } = expression;
    return to === null
      ? `position from ${from}`
      : to === from
        ? `position ${from}`
        : `position ${from} to ${to}`;
  }
  const { tokens, within } = expression;
  return `repeats${tokens === 1 ? "" : ` ${tokens} tokens`}${within === null ? "" : ` within ${within}`}`;
}

function operand(expression: Expression, indent: string): string {
  return inBrackets(expression, indent, expression.is === "and" || expression.is === "or");
}

function inBrackets(expression: Expression, indent: string, needs: boolean): string {
  return needs ? `(${print(expression, `${indent}  `)})` : print(expression, indent);
}

function list(texts: readonly string[]): string {
  const [only = "", ...others] = texts.map(quoted);
  return others.length === 0 ? `is ${only}` : `in [${[only, ...others].join(", ")}]`;
}

/** Between double quotes, with what cannot be seen written out. */
function quoted(text: string): string {
  const written = text.replace(/[\\"\n\t\r]|[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, (character) => {
    const letter = { "\n": "n", "\t": "t", "\r": "r", "\\": "\\", '"': '"' }[character];
    return letter === undefined ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}` : `\\${letter}`;
  });
  return `"${written}"`;
}
