import { NextRequest } from "next/server";
import { addressKey } from "@/lib/auth/address-key";
import { returnPath } from "@/lib/auth/return-path";
import { keyedHash } from "@/lib/auth/secret";
import { env, siteUrl } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { readBody } from "@/lib/http/read-body";
import { parseJsonBody } from "@/lib/http/read-json-body";
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

/** Each asks another site over the network. */
const goElsewhere = door({ points: 120, perSeconds: 60 });
/** What next-auth's addresses and the codes of its errors are made of. */
const word = /^[\w-]{1,60}$/;

/**
 * Bounds what next-auth itself does not: how often an address may ask it anything, the size of a body, and how many
 * sign-in e-mails an address may ask for and be sent; and keeps from it what it has a fault of its own for: an address
 * to return to that is none of this site's becomes the first page. Returns the request to hand on. Throws "not-found",
 * "invalid-input", "too-large" and "too-many-requests".
 */
export async function guardAuth(request: NextRequest, action: string[]): Promise<NextRequest> {
  const { method, headers } = request;
  const address = clientAddress(headers);
  await pass(comeIn, address);
  const [verb = "", provider = ""] = action;
  if (["signin", "callback"].includes(verb) && !["", "local", "email"].includes(provider))
    await pass(goElsewhere, address);
  if (!action.every((part) => word.test(part))) throw notFound("page");
  const url = new URL(request.url);
  if (!word.test(url.searchParams.get("error") ?? "")) url.searchParams.delete("error");
  const callbacks = url.searchParams.getAll("callbackUrl");
  if (callbacks.length > 0) url.searchParams.set("callbackUrl", returnPath(callbacks, siteUrl()));
  if (method !== "POST") return new NextRequest(url, { method, headers });
  const body = await readBody(request, maxBytes);
  const fields = fieldsOf(body, headers.get("content-type") ?? "");
  if (action.join("/") === "signin/email") {
    await take(mailsFrom(), addressKey("sign-in-mail-address", address));
    const email = typeof fields.email === "string" ? fields.email.trim().toLowerCase() : "";
    if (email) await take(mailsTo, keyedHash("sign-in-mail-to", email).toString("base64url"));
  }
  return new NextRequest(url, { method, headers, body });
}

async function pass(through: ReturnType<typeof door>, address: string): Promise<void> {
  const { allowed, retryAfterSeconds } = await through(addressBlock(address) ?? address);
  if (allowed) return;
  const message = `That was too often. Try again in ${retryAfterSeconds} seconds.`;
  throw new AppError("too-many-requests", message, { retryAfterSeconds });
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

function fieldsOf(body: Buffer, type: string): Record<string, unknown> {
  if (!type.includes("application/json"))
    return Object.fromEntries(new URLSearchParams(body.toString("utf8")));
  const parsed = parseJsonBody(body);
  if (typeof parsed === "object" && parsed !== null) return { ...parsed };
  throw new AppError("invalid-input", "The request's body is not a form.");
}
