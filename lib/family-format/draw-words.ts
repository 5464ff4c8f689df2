import { randomOf, shuffled } from "@/lib/seeded-random";
import { FamilyFault } from "./family-fault";
import type { Slot } from "./marked-text";
import type { WordLists } from "./read-family";

/**
 * A whole number from 0 below 2^32 that a seed and some words make (FNV-1a over their UTF-16 units, Fowler, Noll and Vo 1991,
 * public domain): each list, rule and draw has chance of its own, so that a change of one leaves the others as they were.
 */
export function seedOf(seed: number, ...names: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const unit of [seed, ...names].join("\n"))
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** The words of a draw, by slot. */
export type DrawnWords = (slot: Slot) => string;

/**
 * Draws of words, numbered from 0. A list is gone through in an order of chance, then in another, so that each of its words is
 * drawn as often as any other; `{list#2}` is the one behind `{list}` in that order, hence another word.
 */
export function drawsOf(lists: WordLists, seed: number): (draw: number) => DrawnWords {
  const orders = new Map<string, readonly ReadonlyMap<string, string>[]>();
  return (draw) =>
    ({ list, nth, field }) => {
      const words = lists.get(list) ?? [];
      const round = Math.floor(draw / words.length);
      const key = `${list}\n${round}`;
      const order = orders.get(key) ?? shuffled(words, randomOf(seedOf(seed, "words", list, round)));
      orders.set(key, order);
      const word = order[(draw + nth - 1) % words.length]?.get(field);
      if (word === undefined) throw new FamilyFault(`The slot {${list}#${nth}.${field}} has no word.`);
      return word;
    };
}
