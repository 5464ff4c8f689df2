import type { z } from "zod";
import { Refusal, refusalFrom } from "./refusal";

type Answers = typeof import("./answers");

export interface Request {
  /** GET where left out. */
  method?: "POST" | "PUT" | "PATCH" | "DELETE";
  /** In the site's API, from `/api/v1/`. */
  address: string;
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
}

/** What the site's own API answers, read by the schema that its route states. Throws `Refusal`. */
export async function ask<Answer>(
  schemaIn: (answers: Answers) => z.ZodType<Answer>,
  request: Request,
): Promise<Answer> {
  const [text, answers] = await Promise.all([send(request), loadAnswers()]);
  return parseAnswer(schemaIn(answers), text);
}

/** A page of a list, from where `cursor` says; null is its beginning. Throws `Refusal`. */
export async function askItems<Item>(
  schemaIn: (answers: Answers) => z.ZodType<Item>,
  { address, cursor, signal }: { address: string; cursor: string | null; signal: AbortSignal },
): Promise<Item[]> {
  const page = await ask((answers) => answers.pageSchema(schemaIn(answers)), {
    address: cursor === null ? address : `${address}?${new URLSearchParams({ cursor })}`,
    signal,
  });
  return page.items;
}

/** For what is about to be asked, and for what is sent by other means. Throws `Refusal`. */
export async function loadAnswers(): Promise<Answers> {
  return import("./answers").catch(() => {
    throw new Refusal();
  });
}

/** Throws `Refusal` for what is not of this form, as after an update of the site under a page that stayed open. */
export function parseAnswer<Answer>(schema: z.ZodType<Answer>, text: string): Answer {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Refusal("The site's answer is not one that this page can read. Reload the page.", {}, 200);
  }
}

/** Asks for what has no answer but that it was done; else its text. Throws `Refusal`. */
export async function send({ method, address, body, signal }: Request): Promise<string> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      method: method ?? "GET",
      ...(body !== undefined && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
      ...(signal && { signal }),
    });
    text = await response.text();
  } catch {
    throw new Refusal();
  }
  if (!response.ok) throw refusalFrom(text, response.status);
  return text;
}
