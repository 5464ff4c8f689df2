/** `larger`, with `values` at its start. */
export function enlarged<A extends { set(values: A): void }>(values: A, larger: A): A {
  larger.set(values);
  return larger;
}
