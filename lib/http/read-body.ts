import type { NextRequest } from "next/server";
import { AppError } from "@/lib/errors";

/** The request's body. Stops reading as soon as more comes than may. */
export async function readBody(request: NextRequest, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new AppError(
        "too-large",
        `The request is larger than the ${maxBytes.toLocaleString("en")} bytes allowed here.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
