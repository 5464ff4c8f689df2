const threeDigits = new Intl.NumberFormat("en", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const percent = new Intl.NumberFormat("en", {
  style: "percent",
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
});

/** A measured number: three significant digits, a real minus sign, and a power of ten where zeros would take over. */
export function formatNumber(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e6) return threeDigits.format(value).replace("-", "\u2212");
  const [mantissa = "", exponent = ""] = value.toExponential(2).split("e");
  const power = exponent.replace("+", "").replace("-", "\u2212");
  return `${mantissa.replace("-", "\u2212")}e${power}`;
}

/** A count is exact: 4213 is "4,213". */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** Bytes in units of a thousand: `1.23 MB`. */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? formatCount(value) : Number(value.toPrecision(3)).toLocaleString("en")} ${units[unit]}`;
}

/** A probability: 0.98948 is "98.9%". One too small for that is said to be so, and none is said to be certain. */
export function formatProbability(value: number): string {
  if (value < 1 && value >= 0.9995) return "> 99.9%";
  return value > 0 && value < 1e-4 ? "< 0.01%" : percent.format(value);
}
