/** A bar that shows how far something is, from 0 to 1, or that it has not begun. */
export function Progress({ value, label }: { value: number | null; label: string }) {
  return <progress className="progress" max={1} value={value ?? 0} aria-label={label} />;
}

/** The shape of what is coming. Give it the size of the real thing through `className`. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden="true" className={`skeleton ${className}`} />;
}
