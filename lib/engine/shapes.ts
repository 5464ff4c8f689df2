/**
 * Throws unless `data` holds `rows` rows of `columns` numbers. Asserted where an array enters, so that inside no index
 * needs a substitute: one out of range gives NaN, which `assertFinite` refuses.
 */
export function assertShape(data: ArrayLike<number>, rows: number, columns: number, name: string): void {
  if (data.length === rows * columns) return;
  throw new Error(`${name}: ${data.length} numbers, not ${rows} x ${columns}`);
}
