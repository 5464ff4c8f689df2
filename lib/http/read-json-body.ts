import type { NextRequest } from "next/server";
import { AppError } from "@/lib/errors";
import { HeavyJson, type JsonLimits, weighJson } from "@/lib/json/weigh-json";
import { readBody } from "./read-body";

/** What any form of the site sends is lists of names and texts, three deep. A text may be as long as its body. */
const bodyLimits: JsonLimits = {
  maxDepth: 32,
  maxContainers: 10_000,
  maxValues: 50_000,
  maxKeys: 1_000,
  maxStringBytes: Number.POSITIVE_INFINITY,
};

/** The request's JSON. Stops reading as soon as more comes than may. */
export async function readJsonBody(request: NextRequest, maxBytes: number): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new AppError(
      "unsupported-media-type",
      "Send JSON, with the header content-type: application/json.",
    );
  }
  return parseJsonBody(await readBody(request, maxBytes));
}

/** The JSON of a body, weighed before it is parsed. */
export function parseJsonBody(bytes: Uint8Array): unknown {
  weigh(bytes);
  try {
    // The fatal decoder: bytes that are no UTF-8 must not turn into other text unnoticed.
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError("invalid-input", "The request's body is not valid JSON in UTF-8.", {}, { cause });
  }
}

function weigh(bytes: Uint8Array): void {
  try {
    weighJson(bytes, bodyLimits);
  } catch (cause) {
    if (!(cause instanceof HeavyJson)) throw cause;
    throw new AppError("too-large", `The request's body is too much: ${cause.message}.`, {}, { cause });
  }
}
