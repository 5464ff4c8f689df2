import { ProgramError, programBounds } from "../program";
import { type CharacterSet, isProperty, type Pattern } from "./pattern";

const maxDepth = 12;

/**
 * Reads a regular expression: characters, `.`, classes, groups, `|`, `* + ? {m,n}`, `^` and `$`. What would need going back in the
 * text, or a look at what comes after, is refused with a sentence. Throws ProgramError; offsets begin at `offset`.
 */
export function parsePattern(source: string, offset = 0): Pattern {
  return new PatternReader(source, offset).read();
}

class PatternReader {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly source: string,
    private readonly offset: number,
  ) {}

  read(): Pattern {
    const { patternCharacters } = programBounds;
    if (this.source === "") this.refuse("Write a pattern between the slashes.");
    if (this.source.length > patternCharacters)
      this.refuse(`A pattern has at most ${patternCharacters} characters.`, patternCharacters);
    const pattern = this.choice();
    if (this.at < this.source.length) this.refuse("This bracket closes nothing.");
    return pattern;
  }

  private choice(): Pattern {
    const of = [this.sequence()];
    while (this.takes("|")) of.push(this.sequence());
    return of.length === 1 && of[0] ? of[0] : { is: "choice", of };
  }

  private sequence(): Pattern {
    const of: Pattern[] = [];
    while (this.at < this.source.length && this.next !== "|" && this.next !== ")") of.push(this.repeated());
    return { is: "sequence", of };
  }

  private repeated(): Pattern {
    const start = this.at;
    const of = this.single();
    const times = this.times();
    if (!times) return of;
    if (of.is === "start" || of.is === "end") this.refuse("A place in the text cannot be repeated.", start);
    if (this.next === "?")
      this.refuse(
        "Whether as much or as little as possible is matched makes no difference here: remove this ?.",
      );
    if (this.times())
      this.refuse("This repeats what is repeated already. Put it into brackets.", this.at - 1);
    return { is: "repeat", of, ...times };
  }

  private times(): { least: number; most: number | null } | null {
    if (this.takes("*")) return { least: 0, most: null };
    if (this.takes("+")) return { least: 1, most: null };
    if (this.takes("?")) return { least: 0, most: 1 };
    if (this.next !== "{") return null;
    const start = this.at;
    const [whole, low, comma, high] = /^\{(\d{1,6})(,)?(\d{1,6})?\}/.exec(this.source.slice(this.at)) ?? [];
    if (whole === undefined) this.refuse("Write {3}, {3,} or {3,5}; a bracket of the text itself is \\{.");
    this.at += whole.length;
    const least = Number(low);
    const most = comma === undefined ? least : high === undefined ? null : Number(high);
    if (Math.max(least, most ?? 0) > programBounds.patternRepeats)
      this.refuse(`A pattern repeats something at most ${programBounds.patternRepeats} times.`, start);
    if (most !== null && most < least) this.refuse("The second number is smaller than the first.", start);
    return { least, most };
  }

  private single(): Pattern {
    const start = this.at;
    if (this.takes("(")) return this.group(start);
    if (this.takes("[")) return { is: "character", in: this.characterClass(start) };
    if (this.takes("^")) return { is: "start" };
    if (this.takes("$")) return { is: "end" };
    if (this.takes("."))
      return { is: "character", in: { isNegated: true, ranges: [[10, 10]], properties: [] } };
    if (this.next === "*" || this.next === "+" || this.next === "?" || this.next === "{")
      this.refuse(`There is nothing before ${this.next} that could be repeated.`);
    return { is: "character", in: this.escapeOrCharacter() };
  }

  private group(start: number): Pattern {
    if (this.next === "?" && !this.source.startsWith("?:", this.at))
      this.refuse(
        "Brackets only hold together here: looking ahead or behind, and names, are not part of patterns.",
        start,
      );
    if (this.takes("?")) this.at += 1;
    if (++this.depth > maxDepth) this.refuse(`Brackets stand at most ${maxDepth} deep in a pattern.`, start);
    const of = this.choice();
    this.depth -= 1;
    if (!this.takes(")")) this.refuse("This bracket is not closed.", start);
    return of;
  }

  private characterClass(start: number): CharacterSet {
    const set: CharacterSet = { isNegated: this.takes("^"), ranges: [], properties: [] };
    while (this.next !== "]") {
      if (this.at >= this.source.length) this.refuse("This bracket is not closed.", start);
      const from = this.at;
      const one = this.escapeOrCharacter();
      set.properties.push(...one.properties);
      const [first] = one.ranges;
      if (!first) continue;
      if (this.next !== "-" || this.source[this.at + 1] === "]") {
        set.ranges.push(first);
        continue;
      }
      this.at += 1;
      if (this.at >= this.source.length) this.refuse("This bracket is not closed.", start);
      const [last] = this.escapeOrCharacter().ranges;
      if (!last || last[0] < first[0])
        this.refuse("This range runs backwards, or ends in no character.", from);
      set.ranges.push([first[0], last[0]]);
    }
    this.at += 1;
    if (set.ranges.length + set.properties.length === 0)
      this.refuse("There is nothing in these brackets.", start);
    return set;
  }

  /** One character, or the set that an escape stands for. */
  private escapeOrCharacter(): CharacterSet {
    const start = this.at;
    const codePoint = this.source.codePointAt(this.at) ?? 0;
    this.at += codePoint > 0xffff ? 2 : 1;
    if (codePoint !== 92) return one(codePoint);
    const letter = this.source[this.at] ?? "";
    this.at += 1;
    if (letter === "n" || letter === "t" || letter === "r") return one({ n: 10, t: 9, r: 13 }[letter]);
    if (letter === "d" || letter === "w" || letter === "s") return named(letter, false);
    if (letter === "D" || letter === "W" || letter === "S") {
      const name = letter === "D" ? "d" : letter === "W" ? "w" : "s";
      return named(name, true);
    }
    if (letter === "p" || letter === "P") {
      const [whole, name = ""] = /^\{(\w{1,2})\}/.exec(this.source.slice(this.at)) ?? [];
      if (whole === undefined || !isProperty(name) || /^[a-z]$/.test(name))
        this.refuse("Of properties there are \\p{L}, Lu, Ll, N, P, S and Z.", start);
      this.at += whole.length;
      return named(name, letter === "P");
    }
    if (letter === "u") {
      const [whole, hex = ""] = /^\{([0-9A-Fa-f]{1,6})\}/.exec(this.source.slice(this.at)) ?? [];
      const point = Number.parseInt(hex, 16);
      if (whole === undefined || !(point <= 0x10ffff)) this.refuse("Write a character as \\u{e9}.", start);
      this.at += whole.length;
      return one(point);
    }
    if (letter === "b" || letter === "B")
      this.refuse(
        "What comes after is not known yet, so patterns do not ask where words end. A token that begins a word begins with a space.",
        start,
      );
    if (/[0-9]/.test(letter)) this.refuse("A pattern cannot refer back to what it matched.", start);
    if (letter === "" || /[A-Za-z]/.test(letter)) this.refuse("There is no such escape.", start);
    const escaped = this.source.codePointAt(start + 1) ?? 0;
    if (escaped > 0xffff) this.at += 1;
    return one(escaped);
  }

  private get next(): string | undefined {
    return this.source[this.at];
  }

  private takes(character: string): boolean {
    if (this.next !== character) return false;
    this.at += 1;
    return true;
  }

  private refuse(message: string, at = this.at): never {
    throw new ProgramError(message, this.offset + at);
  }
}

function one(codePoint: number): CharacterSet {
  return { isNegated: false, ranges: [[codePoint, codePoint]], properties: [] };
}

function named(name: CharacterSet["properties"][number]["name"], isNegated: boolean): CharacterSet {
  return { isNegated: false, ranges: [], properties: [{ name, isNegated }] };
}
