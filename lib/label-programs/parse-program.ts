import { Automaton } from "./pattern/automaton";
import { parsePattern } from "./pattern/parse-pattern";
import { type Expression, ProgramError, programBounds } from "./program";
import { type Piece, scanProgram } from "./scan";

/** Reads a program. Throws ProgramError, which says where and what to write instead. */
export function parseProgram(source: string): Expression {
  return new ProgramReader(scanProgram(source)).read();
}

type Sign = Extract<Piece, { is: "sign" }>["sign"];

const tests = "token, word, text, position, repeats, earlier, before, within, anywhere, not, or a bracket";

class ProgramReader {
  private at = 0;
  private parts = 0;
  private texts = 0;
  private states = 0;

  constructor(private readonly pieces: readonly Piece[]) {}

  read(): Expression {
    if (this.here.is === "end")
      this.refuse('Write what holds of a token at which the feature fires, such as word is "the".');
    const program = this.alternatives(0);
    if (this.isSign(")")) this.refuse("This bracket closes nothing.");
    if (!this.isEnd) this.refuse("Put and or or between two conditions.");
    return program;
  }

  private alternatives(depth: number): Expression {
    return this.joined("or", () => this.joined("and", () => this.condition(depth)));
  }

  private joined(name: "or" | "and", read: () => Expression): Expression {
    const of = [read()];
    while (this.takesName(name)) of.push(read());
    // What is in brackets for no reason is one with what it stands in, so that each program has one form.
    const [only, ...others] = of;
    if (only && others.length === 0) return only;
    return { is: name, of: of.flatMap((part) => (part.is === name ? part.of : [part])) };
  }

  private condition(depth: number): Expression {
    const { here } = this;
    if (++this.parts > programBounds.parts)
      this.refuse(`A program has at most ${programBounds.parts} conditions.`);
    if (depth >= programBounds.depth)
      this.refuse(`Conditions stand at most ${programBounds.depth} deep in each other.`);
    if (this.takesSign("(")) {
      const inner = this.alternatives(depth + 1);
      if (!this.takesSign(")"))
        this.refuse(
          this.here.is === "end"
            ? "This bracket is not closed."
            : "Put and or or here, or close the bracket.",
          this.here.is === "end" ? here : this.here,
        );
      return inner;
    }
    if (this.takesName("not")) {
      const of = this.condition(depth + 1);
      return of.is === "not" ? of.of : { is: "not", of };
    }
    if (here.is === "number") {
      const from = this.number("before", 1);
      this.expect("before");
      return { is: "before", from, to: from, of: this.condition(depth + 1) };
    }
    if (this.takesName("before")) return { is: "before", from: 1, to: 1, of: this.condition(depth + 1) };
    if (this.takesName("within")) {
      const to = this.number("within", 1);
      this.expect("before");
      return { is: "before", from: 1, to, of: this.condition(depth + 1) };
    }
    if (this.takesName("anywhere")) {
      this.expect("before");
      return { is: "before", from: 1, to: null, of: this.condition(depth + 1) };
    }
    if (this.takesName("earlier")) {
      this.expect("followed");
      this.expect("by");
      return { is: "followed", by: this.condition(depth + 1) };
    }
    return this.test();
  }

  private test(): Expression {
    if (this.takesName("token")) {
      if (this.takesName("matches")) return this.matches("token-matches");
      return { is: "token", texts: this.listed("token") };
    }
    if (this.takesName("word")) {
      const words = this.listed("word").map((text) => asWord(text));
      return { is: "word", words: sorted(words) };
    }
    if (this.takesName("text")) {
      this.expect("matches");
      return this.matches("text-matches");
    }
    if (this.takesName("position")) return this.position();
    if (this.takesName("repeats")) return this.repeats();
    const { here } = this;
    if (here.is === "end") this.refuse(`Something is missing at the end: ${tests}.`);
    if (here.is === "name" && (here.name === "after" || here.name === "next"))
      this.refuse("What comes after a token is not known to the model there: ask what stood before.");
    if (here.is === "name" && (here.name === "and" || here.name === "or"))
      this.refuse(`Before ${here.name} a condition is missing.`);
    if (here.is === "string") this.refuse('Say what this text is of: token is " the", or word is "the".');
    if (here.is === "pattern") this.refuse("Say of what this is a pattern: token matches, or text matches.");
    this.refuse(`Here may stand ${tests}.`);
  }

  private listed(of: "token" | "word"): string[] {
    if (this.takesName("is")) return [this.string(of)];
    const inHere = this.here;
    if (!this.takesName("in"))
      this.refuse(
        of === "token"
          ? 'After token comes is, in or matches: token is " the".'
          : 'After word comes is or in: word is "the".',
      );
    if (!this.takesSign("[")) this.refuse(`After in comes a list: ${of} in [" a", " the"].`);
    const texts = [this.string(of)];
    while (this.takesSign(",")) texts.push(this.string(of));
    if (!this.takesSign("]"))
      this.refuse(
        this.here.is === "end" ? "This list is not closed." : "Put a comma here, or close the list.",
        this.here.is === "end" ? inHere : this.here,
      );
    return sorted(texts);
  }

  private string(of: "token" | "word"): string {
    const { here } = this;
    if (here.is !== "string") this.refuse(`Here comes a text, as in ${of} is " the".`);
    if (here.text === "" || (of === "word" && asWord(here.text) === ""))
      this.refuse("There is nothing in this text.");
    if (++this.texts > programBounds.texts)
      this.refuse(`A program has at most ${programBounds.texts} texts.`);
    this.at += 1;
    return here.text;
  }

  private matches(is: "token-matches" | "text-matches"): Expression {
    const { here } = this;
    if (here.is !== "pattern") this.refuse("Here comes a pattern, as in /ing$/.");
    const parsed = parsePattern(here.source, here.start + 1);
    try {
      const automaton = new Automaton(parsed, here.anyCase, programBounds.states - this.states);
      this.states += automaton.size;
      if (automaton.begin().isFound)
        this.refuse(
          "This pattern matches where there is nothing, so it holds everywhere. Ask for one character at least.",
        );
    } catch (error) {
      if (error instanceof ProgramError) throw new ProgramError(error.message, here.start, here.end);
      throw error;
    }
    this.at += 1;
    return { is, pattern: here.source, anyCase: here.anyCase };
  }

  private position(): Expression {
    if (this.takesName("from")) return { is: "position", from: this.number("from", 1), to: null };
    const { here } = this;
    if (here.is !== "number")
      this.refuse("After position comes a place, as in position 1, position 1 to 9 or position from 10.");
    const from = this.number("position", 1);
    if (!this.takesName("to")) return { is: "position", from, to: from };
    const to = this.number("to", 1);
    if (to < from) this.refuse("The second place is before the first.", here);
    return { is: "position", from, to };
  }

  private repeats(): Expression {
    let tokens = 1;
    const { here } = this;
    if (here.is === "number") {
      tokens = this.number("repeats", 1);
      if (tokens > programBounds.repeatedTokens)
        this.refuse(`At most ${programBounds.repeatedTokens} tokens in a row can be asked for.`, here);
      if (!this.takesName("tokens")) this.expect("token");
    }
    if (!this.takesName("within")) return { is: "repeats", tokens, within: null };
    return { is: "repeats", tokens, within: this.number("within", 1) };
  }

  private number(after: string, least: number): number {
    const { here } = this;
    if (here.is !== "number") this.refuse(`After ${after} comes a number.`);
    if (here.value < least) this.refuse("Places and distances begin at 1.");
    this.at += 1;
    return here.value;
  }

  private expect(name: string): void {
    if (!this.takesName(name)) this.refuse(`Here comes ${name}.`);
  }

  private get isEnd(): boolean {
    return this.here.is === "end";
  }

  private get here(): Piece {
    const piece = this.pieces[this.at];
    if (!piece) throw new Error("a program ends with its end");
    return piece;
  }

  private isName(name: string): boolean {
    const { here } = this;
    return here.is === "name" && here.name === name;
  }

  private takesName(name: string): boolean {
    if (!this.isName(name)) return false;
    this.at += 1;
    return true;
  }

  private isSign(sign: Sign): boolean {
    const { here } = this;
    return here.is === "sign" && here.sign === sign;
  }

  private takesSign(sign: Sign): boolean {
    if (!this.isSign(sign)) return false;
    this.at += 1;
    return true;
  }

  private refuse(message: string, { start, end }: Piece = this.here): never {
    throw new ProgramError(message, start, Math.max(end, start + 1));
  }
}

/** A text as words are told: without space around it, in lower case. */
export function asWord(text: string): string {
  return text.trim().toLowerCase();
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
