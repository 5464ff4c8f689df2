import type { Prompt, RoledText } from "./prompts";

/** Roles of made-up prompts, each at a position that is drawn; END is the last token. */
export const madeUpRoles = ["A", "B", "C", "END"] as const;

/**
 * Prompts of unlike lengths for tests, with counterfactuals of other lengths still: roles stand at other places in each, in
 * another order too, and C is missing in every third.
 */
export function madeUpPrompts(count: number, seed: number, vocabularySize: number): Prompt[] {
  const draw = (i: number, below: number) => Math.abs(Math.imul(seed + 31 * i + 7, 2654435761) >> 8) % below;
  const text = (i: number, length: number, without: readonly string[]): RoledText => {
    const tokenIds = Array.from({ length }, (_, s) => draw(i * 101 + s, vocabularySize));
    const places = Array.from({ length: length - 1 }, (_, s) => s).sort(
      (a, b) => draw(i * 77 + a, 1000) - draw(i * 77 + b, 1000) || a - b,
    );
    const roles: Record<string, number> = { END: length - 1 };
    for (const [n, role] of ["A", "B", "C"].entries()) {
      const at = places[n];
      if (!without.includes(role) && at !== undefined) roles[role] = at;
    }
    return { tokenIds, roles };
  };
  return Array.from({ length: count }, (_, i): Prompt => {
    const without = i % 3 === 2 ? ["C"] : [];
    const right = draw(i + 500, vocabularySize);
    return {
      ...text(i, 4 + draw(i, 4), without),
      ...{ readAt: "END", right, wrong: (right + 1 + draw(i + 900, vocabularySize - 1)) % vocabularySize },
      counterfactual: text(i + 1000, 4 + draw(i + 50, 4), without),
    };
  });
}
