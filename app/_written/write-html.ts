import { Fragment, isValidElement } from "react";

/** Attributes whose names in HTML and SVG are others than React's. */
const names = new Map([
  ["className", "class"],
  ["defaultChecked", "checked"],
  ["htmlFor", "for"],
  ["strokeWidth", "stroke-width"],
  ["tabIndex", "tabindex"],
  ["textAnchor", "text-anchor"],
]);
const isVoid = new Set(["br", "hr", "img", "input", "wbr"]);
/** Attributes that say by being there. */
const isFlag = new Set(["defaultChecked", "hidden", "open", "disabled", "required", "reversed"]);

/**
 * The HTML of what is only read: elements, and components that are functions of their properties. Throws for anything that
 * a browser would have to run: a client component, a hook, a listener.
 */
export function writeHtml(node: unknown): string {
  if (node === null || node === undefined || typeof node === "boolean") return "";
  if (typeof node === "string") return escapeText(node);
  if (typeof node === "number") return String(node);
  if (isValidElement<Record<string, unknown>>(node)) return writeElement(node.type, node.props);
  if (!Array.isArray(node)) throw new Error("only elements and text can be written");
  let html = "";
  for (const each of node) html += writeHtml(each);
  return html;
}

function writeElement(type: unknown, props: Record<string, unknown>): string {
  const { children, ...given } = props;
  if (type === Fragment) return writeHtml(children);
  if (typeof type === "function" && !("$$typeof" in type)) return writeHtml(type(props));
  if (typeof type !== "string") throw new Error("a component that runs in the browser cannot be written");
  let html = `<${type}`;
  for (const [name, value] of Object.entries(given)) html += writeAttribute(name, value);
  if (isVoid.has(type)) return `${html}/>`;
  return `${html}>${writeHtml(children)}</${type}>`;
}

function writeAttribute(name: string, value: unknown): string {
  if (value === undefined || value === null) return "";
  const written = names.get(name) ?? name;
  if (typeof value === "string") return ` ${written}="${escapeText(value)}"`;
  if (typeof value === "number") return ` ${written}="${value}"`;
  if (typeof value === "boolean") {
    if (name.startsWith("aria-") || name.startsWith("data-")) return ` ${written}="${value}"`;
    if (isFlag.has(name)) return value ? ` ${written}=""` : "";
  }
  throw new Error(`the attribute ${name} cannot be written`);
}

const references: Record<string, string> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;" },
  ...{ '"': "&quot;", "'": "&#x27;" },
};

function escapeText(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => references[character] ?? "") : text;
}
