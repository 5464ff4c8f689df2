import { storageAllowance } from "./allowances";
import { type Payer, takeAllowance } from "./daily-allowance";

/** What a row takes beside its large columns, its job's row and both their index entries among it. Measured: 1.1 kB. */
const rowBytes = 2_000;
/** PostgreSQL keeps large columns in pieces of 2 kB, each a row with an index entry. Measured: 3 of 100. */
const piecesFactor = 1.05;

/** What a row takes in the database whose large columns hold so many bytes, indexes and all. */
export function storedBytes(columnBytes: number): number {
  return Math.ceil(rowBytes + piecesFactor * columnBytes);
}

const bytesOfMegabyte = 1_000_000;

/** Takes what is about to be stored off the payer's day, or refuses with "too-many-requests". Returns how to give it back. */
export async function takeStorage(payer: Payer, bytes: number): Promise<() => Promise<void>> {
  return takeAllowance(storageAllowance(), payer, bytes / bytesOfMegabyte);
}
