/** Links between nodes 0 to `nodes` - 1, by index. */
export interface Links {
  nodes: number;
  sources: ArrayLike<number>;
  targets: ArrayLike<number>;
  /** Where the order begins. */
  root: number;
}

export interface LinkOrder {
  /** Every node once, each before all that it gets its links from. */
  order: Int32Array;
  /** Links that would close a cycle (a link from a node to itself is one), in their order. */
  closing: number[];
  /** Links into a node: `links[start[node]]` to `links[start[node + 1] - 1]`, the closing ones among them. */
  start: Int32Array;
  links: Int32Array;
}

const unseen = 0;
const open = 1;
const done = 2;

/**
 * Orders nodes from the root down by their links, and names the links that must go for there to be an order.
 * Depth first, without recursion: how deep a graph is, its file decides. O(nodes + links).
 */
export function orderByLinks({ nodes, sources, targets, root }: Links): LinkOrder {
  const { start, links } = groupByTarget(nodes, targets);
  const state = new Uint8Array(nodes);
  const next = start.slice(0, nodes);
  const stack = new Int32Array(nodes);
  const order = new Int32Array(nodes);
  const closing: number[] = [];
  let left = nodes;
  const visit = (first: number) => {
    let depth = 0;
    stack[depth++] = first;
    state[first] = open;
    while (depth > 0) {
      const node = stack[depth - 1] ?? 0;
      const at = next[node] ?? 0;
      if (at === start[node + 1]) {
        state[node] = done;
        order[--left] = node;
        depth--;
        continue;
      }
      next[node] = at + 1;
      const link = links[at] ?? 0;
      const source = sources[link] ?? 0;
      if (state[source] === open) closing.push(link);
      else if (state[source] === unseen) {
        state[source] = open;
        stack[depth++] = source;
      }
    }
  };
  if (nodes > 0) visit(root);
  for (let node = 0; node < nodes; node++) if (state[node] === unseen) visit(node);
  closing.sort((a, b) => a - b);
  return { order, closing, start, links };
}

function groupByTarget(nodes: number, targets: ArrayLike<number>) {
  const start = new Int32Array(nodes + 1);
  for (let link = 0; link < targets.length; link++) {
    const node = targets[link] ?? 0;
    start[node + 1] = (start[node + 1] ?? 0) + 1;
  }
  for (let node = 0; node < nodes; node++) start[node + 1] = (start[node + 1] ?? 0) + (start[node] ?? 0);
  const next = start.slice(0, nodes);
  const links = new Int32Array(targets.length);
  for (let link = 0; link < targets.length; link++) {
    const node = targets[link] ?? 0;
    const at = next[node] ?? 0;
    links[at] = link;
    next[node] = at + 1;
  }
  return { start, links };
}
