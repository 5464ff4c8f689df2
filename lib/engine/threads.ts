/*
 * The same bits on any number of threads. onnxruntime's float32 product (MLAS) adds up along the inner dimension in
 * stretches, and of a matrix that is not packed beforehand the length of a stretch depends on how many columns one thread
 * gets: 128 for more than 64 columns, 256 and more for fewer. Columns are shared out among threads only where there are
 * more of them than rows, 16 at a time; rows may be shared out in any way. Packed matrices always have stretches of 256.
 */

const columnsAtOnce = 16;
/** The least number of columns whose stretches are as long as those of all. */
const leastColumns = 80;

/** Most threads that a product of so many columns may be shared among, for bits that do not depend on how many they are. */
export function mostThreads(columns: number): number {
  const shares = Math.ceil(columns / columnsAtOnce);
  return Math.max(1, Math.floor(shares / (leastColumns / columnsAtOnce)));
}
