/** A SHA-256, of which the first digits show. All of them stand in its title and in what is copied. */
export function Checksum({ value }: { value: string }) {
  return (
    <data value={value} title={`SHA-256 ${value}`}>
      {value.replace(/^sha256[:-]/, "").slice(0, 12)}
    </data>
  );
}
