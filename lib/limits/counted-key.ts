/** A block of IPv6 addresses (`addressBlock`) has what so many addresses have together. */
export const addressesOfBlock = 32;

const between = ".";

/** The key of somebody who is counted by address: what stands for the address and, where it is of a block, for that. */
export function countedKey(own: string, block: string | null): string {
  return block === null ? own : own + between + block;
}

export function partsOfKey(key: string): { own: string; block: string | null } {
  const [own = "", block = null] = key.split(between, 2);
  return { own, block };
}
