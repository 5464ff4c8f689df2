/** Codes of ISO 4217 that this program knows. */
const currencies = new Set(Intl.supportedValuesOf("currency"));

export function isCurrency(code: string): boolean {
  return currencies.has(code);
}

/** Digits after the point: 2 of euros and dollars, 0 of yen, 3 of dinars. */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** A sum in the currency's smallest units, exactly, as one writes it: `USD 1,000.00`. */
export function formatMoney(minor: bigint | number, currency: string): string {
  const digits = minorDigits(currency);
  const text = BigInt(minor)
    .toString()
    .padStart(digits + 1, "0");
  const whole = BigInt(text.slice(0, text.length - digits)).toLocaleString("en");
  return `${currency} ${whole}${digits > 0 ? `.${text.slice(-digits)}` : ""}`;
}

/** The same as one types it, without its currency and commas: what `readMoney` reads. */
export function typedMoney(minor: number, currency: string): string {
  return formatMoney(minor, currency)
    .slice(currency.length + 1)
    .replaceAll(",", "");
}

/** What was typed as a sum, in smallest units; null of what is none, or says parts that the currency does not have. */
export function readMoney(typed: string, currency: string): number | null {
  const [, whole, part = ""] = /^(\d{1,16})(?:\.(\d+))?$/.exec(typed.trim().replaceAll(",", "")) ?? [];
  const digits = minorDigits(currency);
  if (whole === undefined || part.length > digits) return null;
  const minor = BigInt(whole + part.padEnd(digits, "0"));
  return minor <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(minor) : null;
}
