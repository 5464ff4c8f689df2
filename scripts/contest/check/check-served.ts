/** Independent of the site: nothing of lib/ is imported here. */

interface Sent {
  who: string;
  path: string;
  /** Milliseconds. */
  asked: number;
  until: number;
  status: number;
  text: string;
}

interface Sealed {
  slug: string;
  /** Words that stand in entries alone, and ids that nobody else knows. */
  secrets: readonly string[];
  closesAt: Date;
  /** When the deadline was moved: from then on the bounty says another one. */
  movedAt: number;
}

/** Says how many commitments there are, as it must: not how many entries, nor of which each is. */
const public_ = "/entries/commitments";
const tools = "/api/mcp?";

/**
 * What was sent to people who entered nothing before the close: it holds no word of an entry; and of the bounty each was sent one and the
 * same from the first entry on, however many came, so that it tells no count.
 */
export function checkServed(served: readonly Sent[], { slug, secrets, closesAt, movedAt }: Sealed) {
  const faults: string[] = [];
  const whileSealed = served.filter(({ until }) => until < closesAt.getTime());
  for (const { who, path, text } of whileSealed) {
    const told = secrets.find((secret) => text.includes(secret));
    // Who asks for an id in its address is told the address.
    if (told !== undefined && !path.includes(told))
      faults.push(`${who} was sent "${told}" at ${path} while it was sealed`);
    if (path.endsWith("/entries") && /"items":\[\{/.test(text))
      faults.push(`${who} was sent entries at ${path} while they were sealed`);
  }
  for (const { who, path, status } of whileSealed)
    if (/\/entries\/[0-9a-f-]{36}/.test(path) && status < 400)
      faults.push(`${who} was given ${path} while it was sealed`);
  const steady = whileSealed.filter(
    ({ path, status, until }) =>
      status === 200 &&
      until < movedAt &&
      path.startsWith(`/api/v1/bounties/${slug}`) &&
      !path.endsWith(public_),
  );
  const bodies = new Map<string, Set<string>>();
  for (const { who, path, text } of steady) {
    const name = `${path} to ${who}`;
    // That something was entered is public, and how much is not.
    bodies.set(
      name,
      (bodies.get(name) ?? new Set()).add(text.replace('"isFrozen":false', '"isFrozen":true')),
    );
  }
  for (const [name, all] of bodies)
    if (all.size > 1)
      faults.push(`${name} was ${all.size} different answers while entries came in: it tells of them`);
  const commitments = whileSealed.filter(
    ({ path, text }) => path.endsWith(public_) && text.includes("contentHash"),
  );
  if (secrets.length > 0 && commitments.length === 0)
    faults.push("no commitment was public before the close");
  const told = whileSealed.filter(({ path, text }) => path.startsWith(tools) && text.includes('"result"'));
  return {
    faults,
    counts: {
      ...{ servedWhileSealed: whileSealed.length, steadyAddresses: bodies.size },
      toolsAnswered: told.length,
    },
  };
}
