import { isIP, isIPv6 } from "node:net";

/**
 * The address a request came from, as limits count it. scripts/web.ts sets the header itself from the socket, or,
 * where TRUST_PROXY says so, leaves what the proxy wrote; the last entry is the one nobody further out could have
 * made up. Of an IPv6 address the first 64 bits count, since whoever has one has all that share them.
 */
export function clientAddress(headers: Headers): string {
  const entries = (headers.get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  const address = withoutPort(entries.filter(Boolean).at(-1) ?? "unknown");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  return isIPv6(address) ? `${firstHalf(address)}::/64` : address;
}

/**
 * The first 48 bits of what `clientAddress` gave for an IPv6 address, else null. A household or a campus has so much,
 * and whoever has it has 65,536 addresses as they are counted here: some limits count it too.
 */
export function addressBlock(address: string): string | null {
  const [network, length] = address.split("::/");
  if (network === undefined || length !== "64") return null;
  return `${network.split(":").slice(0, 3).join(":")}::/48`;
}

/** Some proxies write `192.0.2.7:51312` and `[2001:db8::7]:51312`. */
function withoutPort(entry: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\](?::\d+)?|([^:]*):\d+)$/.exec(entry) ?? [];
  const address = bracketed ?? plain ?? entry;
  return isIP(address.split("%")[0] ?? "") > 0 ? address : entry;
}

/** The first four groups of an IPv6 address, written out. */
function firstHalf(address: string): string {
  const [front = "", back] = address.toLowerCase().split("%")[0]?.split("::") ?? [];
  const groups = front === "" ? [] : front.split(":");
  const after = back ? back.split(":") : [];
  const zeros = back === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  const all = [...groups, ...Array.from({ length: zeros }, () => "0"), ...after];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
