import { z } from "zod";

/** Words that speak for the site: no handle has one of them in it between its hyphens. */
const official = ["admin", "administrator", "deleted", "moderator", "official", "staff", "support"];

/** Words that no handle is: names of roles and of what is there, and first parts of addresses, now or soon. */
const reserved = [
  ...["about", "account", "accounts", "anonymous", "api", "app", "assets", "auth", "blog", "circuit"],
  ...["circuit-commons", "circuits", "commons", "compare", "contact", "deleted", "docs", "email", "embed"],
  ...["everyone", "features", "feedback", "findings", "group", "guest", "guests", "health", "help", "home"],
  ...[
    "imports",
    "info",
    "judge",
    "legal",
    "login",
    "logout",
    "mail",
    "me",
    "member",
    "members",
    "mod",
    "models",
  ],
  ...["moderators", "news", "nobody", "null", "openapi", "owner", "postmaster", "privacy", "profile"],
  ...[
    "public",
    "register",
    "report",
    "reports",
    "root",
    "runs",
    "search",
    "searches",
    "security",
    "self",
    "settings",
    "sign-in",
    "sign-out",
  ],
  ...["sign-up", "signin", "signout", "signup", "site", "static", "status", "superuser", "sysadmin"],
  ...["system", "team", "terms", "undefined"],
  ...[
    "bounties",
    "bundles",
    "collections",
    "conversations",
    "data",
    "experiments",
    "families",
    "evaluations",
    "experiments",
    "label",
    "labels",
    "moderation",
    "notifications",
    "oembed",
    "projects",
    "unsubscribe",
  ],
  ...["unknown", "user", "users", "views", "webmaster", "worker", "workers", "www", "you"],
];

/** As it is read at a glance: without hyphens, and with letters for the digits that look like them. */
function glanced(handle: string): string {
  return handle.replaceAll("-", "").replaceAll("0", "o").replaceAll("1", "i").replaceAll("3", "e");
}

const glancedReserved = new Set([...official, ...reserved].map(glanced));
const glancedOfficial = new Set(official.map(glanced));

/** Whether a handle would be taken for the site, for somebody of it, or for a part of its addresses. */
export function isReserved(handle: string): boolean {
  const parts = handle.split("-").map(glanced);
  return glancedReserved.has(glanced(handle)) || parts.some((part) => glancedOfficial.has(part));
}

export const handleSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(2, "A handle has at least 2 characters.")
  .max(32, "A handle has at most 32 characters.")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use letters a to z, digits and single hyphens, such as ada-l.")
  .refine((handle) => !isReserved(handle), "That handle is reserved. Choose another.");

/** Makes a handle out of a name from elsewhere; `attempt` above 0 adds a number. */
export function handleFrom(name: string, attempt: number): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 24)
    .replace(/-+$/, "");
  // A name that speaks for the site would do so with a word before it too.
  const base = isReserved(plain) ? "reader" : plain.length < 2 ? `reader-${plain}`.replace(/-+$/, "") : plain;
  return attempt === 0 ? base : `${base}-${attempt + 1}`;
}
