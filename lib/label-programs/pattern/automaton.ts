import { ProgramError, programBounds } from "../program";
import { type CharacterSet, isIn, type Pattern } from "./pattern";

/** States of an automaton: one that waits for a character, the others are gone through without one. */
type State =
  | { is: "character"; in: CharacterSet; next: number }
  | { is: "fork"; next: number; or: number }
  | { is: "start"; next: number }
  | { is: "end"; next: number }
  | { is: "found" };

const ascii = 128;

/**
 * All ways in which a pattern may match, followed at once character by character (K. Thompson, "Regular Expression Search
 * Algorithm", CACM 11:6, 1968): a character costs at most the states there are, whatever the pattern.
 */
export class Automaton {
  private readonly states: State[] = [];
  private readonly first: number;
  /** By state and ASCII character: 2 for yes, 1 for no, 0 where it was not asked yet. */
  private readonly known: Uint8Array;

  /** Throws ProgramError where it would take more states than `maxStates`. */
  constructor(
    pattern: Pattern,
    readonly anyCase: boolean,
    private readonly maxStates: number = programBounds.states,
  ) {
    this.first = this.build(pattern, this.add({ is: "found" }));
    this.known = new Uint8Array(this.states.length * ascii);
  }

  get size(): number {
    return this.states.length;
  }

  /** A text to be read from its beginning. */
  begin(): Reading {
    return new Reading(this.states.length, this.first, this.states, (state, codePoint) =>
      this.takes(state, codePoint),
    );
  }

  private takes(state: number, codePoint: number): boolean {
    const waiting = this.states[state];
    if (waiting?.is !== "character") return false;
    if (codePoint >= ascii) return isIn(waiting.in, codePoint, this.anyCase);
    const place = state * ascii + codePoint;
    this.known[place] ||= isIn(waiting.in, codePoint, this.anyCase) ? 2 : 1;
    return this.known[place] === 2;
  }

  private add(state: State): number {
    if (this.states.length >= this.maxStates)
      throw new ProgramError(
        `The patterns of a program take at most ${programBounds.states} steps when what they repeat is written out. Repeat less, or write fewer.`,
        0,
      );
    return this.states.push(state) - 1;
  }

  /** Builds a pattern that goes on at `then`; where it begins. */
  private build(pattern: Pattern, then: number): number {
    if (pattern.is === "character") return this.add({ is: "character", in: pattern.in, next: then });
    if (pattern.is === "start" || pattern.is === "end") return this.add({ is: pattern.is, next: then });
    if (pattern.is === "sequence")
      return pattern.of.reduceRight((next, part) => this.build(part, next), then);
    if (pattern.is === "choice")
      return pattern.of
        .map((part) => this.build(part, then))
        .reduceRight((or, one) => this.add({ is: "fork", next: one, or }));
    let next = then;
    if (pattern.most === null) {
      const loop: State = { is: "fork", next: 0, or: then };
      next = this.add(loop);
      loop.next = this.build(pattern.of, next);
    } else
      for (let i = pattern.least; i < pattern.most; i++)
        next = this.add({ is: "fork", next: this.build(pattern.of, next), or: then });
    for (let i = 0; i < pattern.least; i++) {
      const before = this.build(pattern.of, next);
      // Nothing, however often, is nothing: `((){99}){99}` would be built for ever.
      if (before === next) break;
      next = before;
    }
    return next;
  }
}

/** Where in a text an automaton may be: a match may begin at any character. */
class Reading {
  private current: number[] = [];
  private next: number[] = [];
  /** When a state was last put in, by the count of characters. */
  private readonly seen: Int32Array;
  private step = 0;

  constructor(
    size: number,
    private readonly first: number,
    private readonly states: readonly State[],
    private readonly takes: (state: number, codePoint: number) => boolean,
  ) {
    this.seen = new Int32Array(size).fill(-1);
    this.put(this.current, this.first);
  }

  read(codePoint: number): void {
    this.step += 1;
    this.next.length = 0;
    for (const state of this.current) {
      if (!this.takes(state, codePoint)) continue;
      const waiting = this.states[state];
      if (waiting?.is === "character") this.put(this.next, waiting.next);
    }
    this.put(this.next, this.first);
    [this.current, this.next] = [this.next, this.current];
  }

  /** Whether a match ends here, as if the text did too. */
  get isFound(): boolean {
    return this.reaches(true);
  }

  /** Whether a match ends here that does not ask for the end of the text. */
  get isFoundWithin(): boolean {
    return this.reaches(false);
  }

  private reaches(isEnd: boolean): boolean {
    const seen = new Set<number>();
    const waiting = this.current.filter((state) => this.states[state]?.is !== "character");
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      if (seen.has(state)) continue;
      seen.add(state);
      const at = this.states[state];
      if (at?.is === "found") return true;
      if (at?.is === "end" && isEnd) waiting.push(at.next);
      if (at?.is === "fork") waiting.push(at.next, at.or);
      if (at?.is === "start" && this.step === 0) waiting.push(at.next);
    }
    return false;
  }

  /** Puts in a state and all that is reached from it without a character, but not past the end of the text. */
  private put(into: number[], from: number): void {
    const stack = [from];
    for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
      if (this.seen[state] === this.step) continue;
      this.seen[state] = this.step;
      const at = this.states[state];
      if (at?.is === "fork") stack.push(at.or, at.next);
      else if (at?.is === "start") {
        if (this.step === 0) stack.push(at.next);
      } else into.push(state);
    }
  }
}
