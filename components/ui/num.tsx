import { formatNumber } from "./format-number";

/** A measured number: three significant digits to read, the exact value on hover and in what is copied. */
export function Num({ value, unit, className }: { value: number; unit?: string; className?: string }) {
  return (
    <data value={value} title={`${value}${unit ? ` ${unit}` : ""}`} className={className}>
      {formatNumber(value)}
      {unit && <> {unit}</>}
    </data>
  );
}
