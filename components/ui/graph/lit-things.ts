/*
 * One hovered thing lights all its appearances. Whatever shows a node, an edge, an arc or a token of the graph says which in
 * `data-thing`: `attn.3.697@9`, `attn.3.697@9>logit.5@9`, `attn.3.697@9|5|2` (what head 5 reads at token 2), `@9`. What is lit has `data-lit`, set past React, since a
 * hover would otherwise draw a whole table anew: "" for the thing itself, "near" for what belongs to it.
 */

export interface Thing {
  /** A node's, group's or fold's id; null for an edge, an arc or a token. */
  node: string | null;
  edge: { source: string; target: string } | null;
  /** What a node reads of a token by a head. */
  arc: { node: string; head: number } | null;
  /** The token that it is, stands at or is read at. */
  position: number | null;
}

/** A node's, or a group's, whose name may hold the signs that stand in an edge's or an arc's. */
export function nodeThing(id: string): string {
  return id.replaceAll("%", "%25").replaceAll(">", "%3E").replaceAll("|", "%7C");
}

const idOf = (part: string) => part.replaceAll("%7C", "|").replaceAll("%3E", ">").replaceAll("%25", "%");

export function arcThing(node: string, head: number, position: number): string {
  return `${nodeThing(node)}|${head}|${position}`;
}

const nothing: Thing = { node: null, edge: null, arc: null, position: null };

export function readThing(thing: string): Thing {
  const [source = "", target] = thing.split(">");
  if (target !== undefined) return { ...nothing, edge: { source: idOf(source), target: idOf(target) } };
  const [node = "", head, at] = thing.split("|");
  if (at !== undefined)
    return { ...nothing, arc: { node: idOf(node), head: Number(head) }, position: Number(at) };
  const position = /^[^:]*@(\d+)$/.exec(thing)?.[1];
  return {
    ...nothing,
    node: thing.startsWith("@") ? null : idOf(thing),
    position: position === undefined ? null : Number(position),
  };
}

export function edgeThing({ source, target }: { source: string; target: string }): string {
  return `${nodeThing(source)}>${nodeThing(target)}`;
}

/** The selectors of what is lit with a thing: itself, and what belongs to it. */
export function selectorsOf(thing: string): { own: string; near: string | null } {
  const { node, edge, arc, position } = readThing(thing);
  if (edge) {
    const ends = [edge.source, edge.target].flatMap((end) => [is(nodeThing(end)), holds(end)]);
    return { own: is(thing), near: ends.join() };
  }
  if (arc)
    return { own: is(thing), near: [is(nodeThing(arc.node)), holds(arc.node), is(`@${position}`)].join() };
  if (node === null)
    return {
      own: is(thing),
      near: `[data-thing$="@${position}"]:not([data-thing*=">"]),[data-thing$="|${position}"]`,
    };
  return { own: `${is(thing)},${holds(node)}`, near: position === null ? null : is(`@${position}`) };
}

const is = (thing: string) => `[data-thing="${CSS.escape(thing)}"]`;
/** A chip that stands for several nodes names them. */
const holds = (node: string) => `[data-holds~="${CSS.escape(node)}"]`;

let lit: string | null = null;
let marked: Element[] = [];
const listeners = new Set<(thing: string | null) => void>();

export function light(thing: string | null): void {
  if (thing === lit) return;
  lit = thing;
  for (const element of marked) element.removeAttribute("data-lit");
  marked = [];
  if (thing !== null) {
    const { own, near } = selectorsOf(thing);
    if (near !== null) mark(near, "near");
    mark(own, "");
  }
  for (const listen of listeners) listen(thing);
}

/** Lights the same once more, where what shows it was drawn anew meanwhile. */
export function lightAgain(): void {
  const same = lit;
  if (same === null) return;
  light(null);
  light(same);
}

function mark(selector: string, how: string): void {
  for (const element of document.querySelectorAll(selector)) {
    element.setAttribute("data-lit", how);
    marked.push(element);
  }
}

export function litThing(): string | null {
  return lit;
}

/** Calls back with what is lit whenever it is something else. Returns how to stop. */
export function onLit(listen: (thing: string | null) => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

function thingAt(target: EventTarget | null): string | null {
  return target instanceof Element
    ? (target.closest("[data-thing]")?.getAttribute("data-thing") ?? null)
    : null;
}

function onPointerOver({ target, pointerType }: PointerEvent): void {
  // A finger that scrolls by points at nothing; what it presses gets the focus.
  if (pointerType !== "touch") light(thingAt(target));
}
function onFocusIn({ target }: FocusEvent): void {
  light(thingAt(target));
}
function onLeave(): void {
  light(null);
}

let followers = 0;

/** Lights what is pointed at or focused on this page, however many ask for it. Returns how to stop. */
export function followThings(): () => void {
  const options = { passive: true };
  if (followers++ === 0) {
    document.addEventListener("pointerover", onPointerOver, options);
    document.addEventListener("focusin", onFocusIn, options);
    document.documentElement.addEventListener("pointerleave", onLeave, options);
  }
  return () => {
    followers--;
    if (followers > 0) return;
    light(null);
    document.removeEventListener("pointerover", onPointerOver);
    document.removeEventListener("focusin", onFocusIn);
    document.documentElement.removeEventListener("pointerleave", onLeave);
  };
}
