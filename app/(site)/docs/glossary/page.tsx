import type { Metadata } from "next";
import { type TermEntry, terms } from "@/app/_components/term/terms";
import { GuideFrame } from "../_components/guide-frame";

export const metadata: Metadata = {
  title: "Glossary",
  description: "Every word of this site, in a sentence or three.",
};

const inOrder = Object.entries<TermEntry>(terms)
  .map(([id, term]) => ({ id, ...term }))
  .sort((a, b) => a.name.localeCompare(b.name, "en"));

export default function GlossaryPage() {
  return (
    <GuideFrame href="/docs/glossary" sections={inOrder.map(({ id, name }) => ({ id, title: name }))}>
      <dl className="guide-glossary">
        {inOrder.map(({ id, name, short, more }) => (
          <div key={id} id={id}>
            <dt>
              <a href={`#${id}`} className="text-link">
                {name}
              </a>
            </dt>
            <dd>
              <p>{short}</p>
              {more && <p>{more}</p>}
            </dd>
          </div>
        ))}
      </dl>
    </GuideFrame>
  );
}
