/** The first digits of a SHA-256 to read; all of it on hover and in what is copied. */
export function Checksum({ value }: { value: string }) {
  return (
    <data value={value} title={`SHA-256 ${value}`}>
      {value.replace(/^sha256[:-]/, "").slice(0, 12)}
    </data>
  );
}
