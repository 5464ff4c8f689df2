import { Link } from "@/components/ui/link";

/** The site's name, with three kinds of node joined into a small circuit. */
export function Wordmark() {
  return (
    <Link href="/" className="flex items-center gap-2 font-semibold tracking-tight">
      <svg viewBox="0 0 28 20" className="h-5 w-7" aria-hidden="true">
        <path d="M5 15 14 5l9 10" fill="none" stroke="var(--line-strong)" strokeWidth="1.5" />
        <path d="M14 0.8 18.2 5 14 9.2 9.8 5Z" fill="var(--kind-attn)" />
        <rect x="1.8" y="11.8" width="6.4" height="6.4" rx="0.6" fill="var(--kind-resid)" />
        <path d="M23 11 27 18.4H19Z" fill="var(--kind-mlp)" />
      </svg>
      Circuit Commons
    </Link>
  );
}
