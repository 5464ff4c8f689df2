import { Link } from "@/components/ui/link";

const tabs = [
  { href: "/search", words: "By words or id" },
  { href: "/search/structure", words: "By structure" },
  { href: "/search/activation", words: "By activation" },
] as const;

/** The ways in which one searches, each a page. */
export function SearchTabs({ current }: { current: (typeof tabs)[number]["href"] }) {
  return (
    <nav aria-label="Ways to search" className="mt-3 flex gap-4 border-line border-b text-m">
      {tabs.map(({ href, words }) => (
        <Link
          key={href}
          href={href}
          aria-current={href === current ? "page" : undefined}
          className="border-transparent border-b-2 pb-1 text-ink-soft hover:text-accent aria-[current]:border-accent aria-[current]:text-ink"
        >
          {words}
        </Link>
      ))}
    </nav>
  );
}
