import type { NextRequest } from "next/server";
import { AppError } from "@/lib/errors";
import { readBody } from "./read-body";

/** The request's JSON. Stops reading as soon as more comes than may. */
export async function readJsonBody(request: NextRequest, maxBytes: number): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new AppError(
      "unsupported-media-type",
      "Send JSON, with the header content-type: application/json.",
    );
  }
  const bytes = await readBody(request, maxBytes);
  try {
    // The fatal decoder: bytes that are no UTF-8 must not turn into other text unnoticed.
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError("invalid-input", "The request's body is not valid JSON in UTF-8.", {}, { cause });
  }
}
