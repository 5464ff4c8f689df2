import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { wordsOf } from "@/lib/json/schema-words";

/** Throws "unprocessable" with the place of the first fault of a document. */
export function refuseUnsound(format: string, { issues: [issue] }: z.ZodError): never {
  const place = plain(issue?.path.map(String).join(".") ?? "", 200);
  const fault = plain(issue ? wordsOf(issue) : "not what it should be", 300);
  throw new AppError("unprocessable", `This is not a sound ${format}: ${place ? `${place}: ` : ""}${fault}.`);
}

/** A file's own words may stand in both. */
function plain(text: string, most: number): string {
  return text
    .slice(0, most)
    .toWellFormed()
    .replace(/\p{Cc}/gu, "\ufffd");
}
