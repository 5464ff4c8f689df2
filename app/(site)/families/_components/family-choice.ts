import { z } from "zod";
import { cursorOf } from "@/app/_components/list-pager";

/** What an address of a family's page says is to be shown. */
export interface FamilyChoice {
  /** Null for the latest. */
  version: number | null;
  model: string | null;
  rule: string | null;
  heldOut: boolean;
  /** The number of the last prompt before the page. */
  after: number;
  /** The number of the prompt that is to be traced. */
  prompt: number | null;
  /** The same page with something else chosen. */
  at: (change: Record<string, string>) => string;
}

const number = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

export function readChoice(id: string, params: URLSearchParams): FamilyChoice {
  return {
    version: number.safeParse(params.get("version")).data ?? null,
    model: params.get("model")?.slice(0, 80) || null,
    rule: params.get("rule")?.slice(0, 60) || null,
    heldOut: params.get("part") === "held-out",
    after: cursorOf(params, "prompts", number) ?? 0,
    prompt: number.safeParse(params.get("prompt")).data ?? null,
    at: (change) => {
      const query = new URLSearchParams(params);
      for (const [name, value] of Object.entries(change)) query.set(name, value);
      return `/families/${id}?${query}`;
    },
  };
}
