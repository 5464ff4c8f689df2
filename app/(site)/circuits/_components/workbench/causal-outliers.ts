interface CheckedNode {
  id: string;
  predicted: number;
  measured: number;
}

/** The nodes whose measured effect is farthest from the predicted one, farthest first. */
export function outliersOf<Node extends CheckedNode>(points: readonly Node[], most = 8): Node[] {
  const miss = ({ predicted, measured }: Node) => Math.abs(measured - predicted);
  return [...points].sort((a, b) => miss(b) - miss(a) || (a.id < b.id ? -1 : 1)).slice(0, most);
}
