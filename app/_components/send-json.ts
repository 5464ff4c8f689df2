/** What a request came to: what it asked for, or the sentence to show and the fields it is about. */
export type Sent<T> =
  | { ok: true; body: T }
  | { ok: false; message: string; fields: Record<string, string>; status: number };

const offline =
  "The site could not be reached. Check your connection and try again; what you typed is still here.";

interface Problem {
  title?: string;
  fields?: Record<string, string>;
}

/** The sentence of a refusal, from its body; one about the connection where the body is no refusal of the site's. */
export function problemIn(body: string): string {
  try {
    const { title } = JSON.parse(body) as Problem;
    return title ?? offline;
  } catch {
    return offline;
  }
}

/** Sends JSON to the site's own API. Never throws: every outcome has words for the reader. */
export async function sendJson<T = unknown>(method: string, url: string, body?: unknown): Promise<Sent<T>> {
  try {
    const response = await fetch(url, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const answer = response.status === 204 ? null : await response.json();
    if (response.ok) return { ok: true, body: answer };
    const { title, fields } = answer as Problem;
    return { ok: false, message: title ?? offline, fields: fields ?? {}, status: response.status };
  } catch {
    return { ok: false, message: offline, fields: {}, status: 0 };
  }
}
