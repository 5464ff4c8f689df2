import { TextLink } from "@/components/ui/link";
import { build } from "@/lib/build";

export function SiteFooter() {
  return (
    <footer id="site-footer" tabIndex={-1} className="border-line border-t outline-none">
      <div className="mx-auto flex max-w-(--page-width) flex-wrap gap-x-6 gap-y-1 px-4 py-4 text-ink-soft text-s sm:px-6">
        <p>Everything shown here can be recomputed by anyone, with this code and these weights.</p>
        <p className="sm:hidden">
          <TextLink href="/models">Models</TextLink>
        </p>
        <p className="sm:ml-auto">
          <TextLink href="/families">Prompt families</TextLink>
        </p>
        <p>
          <TextLink href="/experiments">Experiments</TextLink>
        </p>
        <p>
          <TextLink href="/docs/glossary">Glossary</TextLink>
        </p>
        <p>
          <TextLink href="/docs/api">API</TextLink>
        </p>
        <p>
          <TextLink href="/data">Data</TextLink>
        </p>
        <p>
          <a href="/api/health" className="text-link">
            Health of this site
          </a>
        </p>
        <p>MIT licence</p>
        <p>
          Version <span className="mono">{build}</span>
        </p>
      </div>
    </footer>
  );
}
