import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/link";
import { guideStops } from "../_guide/pages";
import "./guide.css";

interface GuideFrameProps {
  /** The page's own address. */
  href: string;
  /** What the page has, as its anchors and their titles. */
  sections: readonly { id: string; title: string }[];
  children: ReactNode;
}

/** A page of the guide: where one is in it, what is on the page, and where to go on. */
export function GuideFrame({ href, sections, children }: GuideFrameProps) {
  const stop = guideStops.find((each) => each.href === href);
  return (
    <article className="guide">
      <GuideStops href={href} />
      <header>
        <h1>{stop?.title}</h1>
        <p className="mt-1 text-ink-soft text-m">{stop?.summary}</p>
      </header>
      <nav aria-label="On this page" className="guide-contents">
        <ul>
          {sections.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`} className="text-link">
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
      <GuidePager href={href} />
    </article>
  );
}

/** All pages of the guide, with the one that is open. */
export function GuideStops({ href }: { href: string }) {
  return (
    <nav aria-label="Guide" className="guide-stops">
      <ol>
        {guideStops.map((each) => (
          <li key={each.href}>
            {each.href === href ? (
              <span aria-current="page">{each.title}</span>
            ) : (
              <TextLink href={each.href}>{each.title}</TextLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The pages before and after. */
export function GuidePager({ href }: { href: string }) {
  const at = guideStops.findIndex((each) => each.href === href);
  const [before, after] = [guideStops[at - 1], guideStops[at + 1]];
  return (
    <nav aria-label="Pages before and after" className="guide-pager">
      {before && (
        <TextLink href={before.href} rel="prev">
          {"\u2190"} {before.title}
        </TextLink>
      )}
      {after && (
        <TextLink href={after.href} rel="next" className="ml-auto">
          {after.title} {"\u2192"}
        </TextLink>
      )}
    </nav>
  );
}
