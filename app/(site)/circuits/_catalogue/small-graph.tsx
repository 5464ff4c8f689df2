import { Shape } from "@/components/ui/kind-glyph";
import type { SmallPicture } from "@/lib/circuits/small-picture";

const size = { width: 176, height: 104 };
const margin = 10;
const glyph = { largest: 11, smallest: 5 };

/** A circuit in small: columns are tokens, rows are layers from below, the target at its place, edges by what they bring. */
export function SmallGraph({ picture }: { picture: SmallPicture }) {
  const { columns, rows, nodes } = picture;
  const at = ({ column, row }: { column: number; row: number }) => ({
    x: round(spread(column, columns, size.width)),
    y: round(size.height - spread(row, rows, size.height)),
  });
  return (
    <svg
      className="small-graph"
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={`Its graph in small: the target and the ${nodes.length - 1} nodes with the most influence on it`}
    >
      {linesOf(picture, at).map(({ sign, width, d }) => (
        <path key={`${sign} ${width}`} d={d} data-sign={sign} strokeWidth={width} />
      ))}
      {nodes.map((node, n) => {
        const across = node.kind === "target" ? glyph.largest : glyphSize(node.influence);
        const { x, y } = at(node);
        return (
          <g
            // biome-ignore lint/suspicious/noArrayIndexKey: the nodes of a picture never change
            key={n}
            className="glyph"
            data-kind={node.kind === "embed" ? "token" : node.kind}
            transform={`translate(${round(x - across / 2)} ${round(y - across / 2)}) scale(${(across / 12).toFixed(3)})`}
          >
            <Shape mark={node.kind} />
          </g>
        );
      })}
    </svg>
  );
}

interface Line {
  sign: number;
  width: number;
  d: string;
}

/** The edges, those of one sign and one width as one line: a page has twenty such pictures. */
function linesOf(
  { nodes, edges }: SmallPicture,
  at: (node: SmallPicture["nodes"][number]) => { x: number; y: number },
): Line[] {
  const strongest = Math.max(...edges.map(([, , share]) => Math.abs(share)), 1e-9);
  const lines = new Map<string, Line>();
  for (const [from, to, share] of edges) {
    const [source, target] = [nodes[from], nodes[to]];
    if (!source || !target) continue;
    const [a, b] = [at(source), at(target)];
    const bend = round((a.y + b.y) / 2);
    const sign = Math.sign(share);
    const width = 0.5 + Math.round((4 * Math.abs(share)) / strongest) / 2;
    const key = `${sign} ${width}`;
    const line = lines.get(key) ?? { sign, width, d: "" };
    lines.set(key, { ...line, d: `${line.d}M${a.x} ${a.y}C${a.x} ${bend} ${b.x} ${bend} ${b.x} ${b.y}` });
  }
  return [...lines.values()];
}

/** By its area, as far as a small sign can show it. */
function glyphSize(influence: number): number {
  return round(glyph.smallest + (glyph.largest - 2 - glyph.smallest) * Math.sqrt(Math.min(1, influence)));
}

function spread(rank: number, count: number, length: number): number {
  return count < 2 ? length / 2 : margin + (rank * (length - 2 * margin)) / (count - 1);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
