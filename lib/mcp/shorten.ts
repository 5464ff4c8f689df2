/** What a model is given of one answer at most, in characters: some ten thousand of its tokens. */
export const maxAnswerChars = 40_000;

/** Of a text inside a longer answer. */
const maxTextChars = 4_000;

export interface Shortened {
  text: string;
  /** What was left out, a sentence each. */
  leftOut: string[];
}

/** JSON of a value within `maxChars`: of long lists the first items, of long texts the beginning. */
export function shortenJson(value: unknown, maxChars = maxAnswerChars): Shortened {
  const whole = JSON.stringify(value);
  if (whole.length <= maxChars) return { text: whole, leftOut: [] };
  for (let maxItems = 256; maxItems >= 1; maxItems = Math.floor(maxItems / 2)) {
    const leftOut = new Map<string, string>();
    const cut = shortenValue(value, { maxItems, leftOut, path: "" });
    const text = JSON.stringify(cut);
    if (text.length <= maxChars) return { text, leftOut: [...leftOut.values()].slice(0, 12) };
  }
  // Something with thousands of names of its own, which no answer of the site is.
  return { text: whole.slice(0, maxChars), leftOut: ["The answer is cut in the middle."] };
}

interface Cutting {
  maxItems: number;
  /** By place, so that one of each list of lists is told. */
  leftOut: Map<string, string>;
  path: string;
}

function shortenValue(value: unknown, cutting: Cutting): unknown {
  const { maxItems, leftOut, path } = cutting;
  if (typeof value === "string") {
    if (value.length <= maxTextChars) return value;
    leftOut.set(path, `Of ${path || "the text"} the first ${maxTextChars} characters are shown.`);
    return `${value.slice(0, maxTextChars).toWellFormed()}\u2026`;
  }
  if (Array.isArray(value)) {
    if (value.length > maxItems)
      leftOut.set(path, `Of ${path || "the list"} ${maxItems} of ${value.length} are shown.`);
    return value.slice(0, maxItems).map((item) => shortenValue(item, { ...cutting, path: `${path}[]` }));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      shortenValue(inner, { ...cutting, path: path === "" ? name : `${path}.${name}` }),
    ]),
  );
}

/** The first lines of a text that fit. */
export function shortenLines(text: string, maxChars = maxAnswerChars): Shortened {
  if (text.length <= maxChars) return { text, leftOut: [] };
  const end = text.lastIndexOf("\n", maxChars);
  const shown = text.slice(0, end > 0 ? end + 1 : maxChars);
  const count = (of: string) => of.split("\n").filter((line) => line !== "").length;
  return { text: shown, leftOut: [`The first ${count(shown)} lines of ${count(text)} are shown.`] };
}
