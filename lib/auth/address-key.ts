import { addressBlock } from "@/lib/limits/client-address";
import { countedKey } from "@/lib/limits/counted-key";
import { keyedHash } from "./secret";

/** The key by which an address (`clientAddress`) is counted for one purpose: keyed hashes, never the address. */
export function addressKey(purpose: string, address: string): string {
  const block = addressBlock(address);
  const hash = (value: string) => keyedHash(purpose, value).toString("base64url");
  return countedKey(hash(address), block === null ? null : hash(block));
}
