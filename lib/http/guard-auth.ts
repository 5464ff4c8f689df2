import { NextRequest } from "next/server";
import { addressKey } from "@/lib/auth/address-key";
import { returnPath } from "@/lib/auth/return-path";
import { keyedHash } from "@/lib/auth/secret";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { readBody } from "@/lib/http/read-body";
import { addressBlock, clientAddress } from "@/lib/limits/client-address";
import { door } from "@/lib/limits/door";
import { limiter } from "@/lib/limits/rate-limit";

/** The largest form that is read. next-auth's forms are a few fields, and it reads any body to its end before it looks. */
const maxBytes = 16 * 1024;
const mailsFrom = () => ({
  name: "sign-in-mail-address",
  points: env().SIGN_IN_MAILS_PER_HOUR,
  perSeconds: 60 * 60,
});
const mailsTo = { name: "sign-in-mail-to", points: 3, perSeconds: 60 * 60 };
/** A sign-in takes two or three: hundreds of people behind one address fit. */
const comeIn = door({ points: 600, perSeconds: 60 });

/**
 * Bounds what next-auth itself does not: how often an address may ask it anything, the size of a body, and how many
 * sign-in e-mails an address may ask for and be sent. An address to return to that is none of this site's, for which
 * next-auth has a fault of its own, becomes the first page. Returns the request to hand on. Throws "too-large" and
 * "too-many-requests".
 */
export async function guardAuth(request: NextRequest, action: string[]): Promise<NextRequest> {
  const { method, headers } = request;
  const address = clientAddress(headers);
  const { allowed, retryAfterSeconds } = await comeIn(addressBlock(address) ?? address);
  if (!allowed) {
    const message = `That was too often. Try again in ${retryAfterSeconds} seconds.`;
    throw new AppError("too-many-requests", message, { retryAfterSeconds });
  }
  const url = new URL(request.url);
  const callbacks = url.searchParams.getAll("callbackUrl");
  if (callbacks.length > 0) url.searchParams.set("callbackUrl", returnPath(callbacks, url.origin));
  if (method !== "POST") return new NextRequest(url, { method, headers });
  const body = await readBody(request, maxBytes);
  if (action.join("/") === "signin/email") {
    await take(mailsFrom(), addressKey("sign-in-mail-address", address));
    const email = readEmail(body.toString("utf8"), headers.get("content-type") ?? "");
    if (email) await take(mailsTo, keyedHash("sign-in-mail-to", email).toString("base64url"));
  }
  return new NextRequest(url, { method, headers, body });
}

async function take(rule: typeof mailsTo, key: string): Promise<void> {
  const taken = await limiter(rule).take(key);
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
