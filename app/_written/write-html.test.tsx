import fc from "fast-check";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Bar } from "@/components/ui/bar";
import { Explain } from "@/components/ui/explain";
import { SignedBar } from "@/components/ui/graph/signed-bar";
import { HeatStrip } from "@/components/ui/heat-strip";
import { KindGlyph } from "@/components/ui/kind-glyph";
import { TextLink } from "@/components/ui/link";
import { Num } from "@/components/ui/num";
import { Table } from "@/components/ui/table";
import { TokenChip } from "@/components/ui/token-text";
import { writeHtml } from "./write-html";

const hostile = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "<script>alert(1)</script>",
    '" onload="x',
    "'&amp;",
    "\u0000\n\t",
    "<!--",
    "]]>",
    "\ufffd",
  ),
);

const Later = async () => <p>late</p>;
const OfBrowser = Object.assign(() => null, { $$typeof: Symbol.for("react.client.reference") });

/** React's own words for the same elements. */
const asReact = (node: ReactNode) => expect(writeHtml(node)).toBe(renderToStaticMarkup(node));

test("what pages show in it is written as React writes it, whatever the tokens are", () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 8 }), fc.double(), (texts, value) => {
      const tokens = texts.map((text, position) => ({
        position: 3 * position,
        id: position,
        text,
        parts: [],
      }));
      const [text = ""] = texts;
      asReact(
        <li className="example">
          <Num value={value} unit={text} />
          <HeatStrip
            tokens={tokens}
            values={new Map([[0, Math.abs(value)]])}
            top={1}
            peak={0}
            reads={new Map([[3, { share: 0.5, words: text }]])}
            breaks
            walkable
          />
          {text && <TokenChip token={{ text }} />}
          <TextLink href={`?q=${text}`} data-card={text} scroll={false} title={undefined}>
            {texts}
          </TextLink>
          <Explain explanation={text}>{text}</Explain>
        </li>,
      );
    }),
  );
});

test("tables, drawings and what folds are written as React writes them", () => {
  asReact(
    <>
      <Table caption="a <caption>" captionHidden>
        <tbody>
          <tr aria-current={true}>
            <th scope="row" colSpan={2}>
              {1}
              {null}
              {false}
              {0}
            </th>
          </tr>
        </tbody>
      </Table>
      <Bar value={0.3} top={1} />
      <SignedBar value={-2} top={4} />
      <KindGlyph kind="attn" label='a "feature"' />
      <svg viewBox="0 0 1 1">
        <title>one</title>
        <text x={1} textAnchor="end">
          1
        </text>
        <path d="M0 0" strokeWidth={0.5} data-sign={-1} />
      </svg>
      <details open>
        <summary hidden={false}>
          one
          <br />
          two
        </summary>
      </details>
    </>,
  );
});

test("what a browser would have to run is refused, and so is what has to be waited for", () => {
  for (const node of [
    <button key="1" type="button" onClick={() => {}} />,
    <p key="2" style={{ color: "red" }} />,
    <Later key="3" />,
    <OfBrowser key="4" />,
  ])
    expect(() => writeHtml(node)).toThrow(/cannot be written|can be written/);
});

test("a box is ticked or not", () => {
  asReact(<input type="checkbox" name="at" defaultChecked />);
  asReact(<input type="checkbox" name="at" defaultChecked={false} />);
});
