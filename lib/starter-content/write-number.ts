const threeDigits = new Intl.NumberFormat("en", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const percent = new Intl.NumberFormat("en", {
  style: "percent",
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
});

/** Three significant digits with a real minus sign, as pages show a measured number. */
export function writeNumber(value: number): string {
  if (value === 0) return "0";
  const written = Math.abs(value) >= 1e-4 ? threeDigits.format(value) : value.toExponential(2);
  return written.replaceAll("-", "\u2212");
}

/** A share or a probability, as pages show it. */
export function writeShare(value: number): string {
  if (value < 1 && value >= 0.9995) return "> 99.9%";
  return value > 0 && value < 1e-4 ? "< 0.01%" : percent.format(value);
}
