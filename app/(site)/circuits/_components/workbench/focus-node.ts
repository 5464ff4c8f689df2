/** Gives the keyboard to a node of the graph within `within`, without moving the page. */
export function focusNode(within: HTMLElement | null, id: string): void {
  within?.querySelector<SVGGElement>(`[data-node="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
}
