const unreached =
  "The site could not be reached. Check your connection and try again; what you typed is still here.";

/** Why the site did not do what it was asked, in words for the reader. Whatever goes wrong on the way becomes one. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    message: string = unreached,
    /** What to change where, by dotted path. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** 0 where nothing answered. */
    readonly status = 0,
  ) {
    super(message);
  }
}

/** The refusal in a problem response (RFC 9457); one about the connection where the body is no answer of the site's. */
export function refusalFrom(body: string, status: number): Refusal {
  try {
    const { title, fields }: { title?: string; fields?: Record<string, string> } = JSON.parse(body);
    return new Refusal(title, fields, status);
  } catch {
    return new Refusal(undefined, {}, status);
  }
}

/** The sentence of what was thrown, the one about the first of `fields` that it names before any other; "" without an error. */
export function sentenceOf(error: Error | null, ...fields: string[]): string {
  if (!error) return "";
  const named = fieldsOf(error);
  return fields.flatMap((field) => named[field] ?? [])[0] ?? error.message;
}

/** What to change where, by field. */
export function fieldsOf(error: Error | null): Readonly<Record<string, string>> {
  return error instanceof Refusal ? error.fields : {};
}

/** Whether the site answered, as one that was reached and did not want to. */
export function isAnswered(error: Error | null): boolean {
  return error instanceof Refusal && error.status > 0;
}
