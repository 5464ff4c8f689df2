import type { GuideSection } from "../_guide/guide-page";

export function GuideSections({ sections }: { sections: readonly GuideSection[] }) {
  return sections.map(({ id, title, body }) => (
    <section key={id} aria-labelledby={id} className="guide-section">
      <h2 id={id}>{title}</h2>
      {body}
    </section>
  ));
}
