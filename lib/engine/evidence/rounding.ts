/** A number above 0 to three significant digits. */
export function threeDigits(value: number): number {
  const places = 2 - Math.floor(Math.log10(value));
  return places >= 0
    ? Math.round(value * 10 ** places) / 10 ** places
    : Math.round(value / 10 ** -places) * 10 ** -places;
}
