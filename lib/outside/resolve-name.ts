import { Resolver } from "node:dns/promises";

export interface FoundAddress {
  address: string;
  family: 4 | 6;
}
export type ResolveName = (name: string) => Promise<FoundAddress[]>;

const timeoutMillis = 3_000;

/**
 * The addresses of a name by DNS alone: not by this machine's own list of hosts, and without the few threads that `dns.lookup` and files
 * share, which a name server that says nothing would hold. Throws the resolver's error where there is none.
 */
export const resolveName: ResolveName = async (name) => {
  const resolver = new Resolver({ timeout: timeoutMillis, tries: 2 });
  const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const found: FoundAddress[] = [];
  if (four.status === "fulfilled") for (const address of four.value) found.push({ address, family: 4 });
  if (six.status === "fulfilled") for (const address of six.value) found.push({ address, family: 6 });
  if (found.length === 0 && four.status === "rejected") throw four.reason;
  return found;
};
