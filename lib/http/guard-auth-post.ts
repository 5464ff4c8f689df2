import { NextRequest } from "next/server";
import { keyedHash } from "@/lib/auth/secret";
import { AppError } from "@/lib/errors";
import { readBody } from "@/lib/http/read-body";
import { clientAddress } from "@/lib/limits/client-address";
import { limiter } from "@/lib/limits/rate-limit";

/** The largest form that is read. next-auth's forms are a few fields, and it reads any body to its end before it looks. */
const maxBytes = 16 * 1024;
const mailsFrom = { name: "sign-in-mail-address", points: 5, perSeconds: 60 * 60 };
const mailsTo = { name: "sign-in-mail-to", points: 3, perSeconds: 60 * 60 };

/**
 * Bounds what next-auth itself does not: the size of a body, and how many sign-in e-mails an address may ask for and be
 * sent. Returns the request to hand on. Throws "too-large" and "too-many-requests".
 */
export async function guardAuthPost(request: NextRequest, action: string[]): Promise<NextRequest> {
  const body = await readBody(request, maxBytes);
  if (action.join("/") === "signin/email") {
    await take(mailsFrom, clientAddress(request.headers));
    const email = readEmail(body.toString("utf8"), request.headers.get("content-type") ?? "");
    if (email) await take(mailsTo, email);
  }
  return new NextRequest(request.url, { method: request.method, headers: request.headers, body });
}

async function take(rule: typeof mailsFrom, what: string): Promise<void> {
  const taken = await limiter(rule).take(keyedHash(rule.name, what).toString("base64url"));
  if (taken.allowed) return;
  const { retryAfterSeconds } = taken;
  throw new AppError(
    "too-many-requests",
    "Too many sign-in e-mails were asked for. Use the last one, or try again in an hour.",
    { retryAfterSeconds },
  );
}

function readEmail(body: string, type: string): string {
  if (!type.includes("json")) return (new URLSearchParams(body).get("email") ?? "").trim().toLowerCase();
  try {
    const parsed: unknown = JSON.parse(body);
    const email = typeof parsed === "object" && parsed !== null && "email" in parsed ? parsed.email : "";
    return typeof email === "string" ? email.trim().toLowerCase() : "";
  } catch {
    // next-auth refuses what it cannot read, and then sends nothing.
    return "";
  }
}
