import { describe, expect, it } from "vitest";
import { layoutGraph } from "./layout";
import { stepTo } from "./step-keys";
import type { GraphEdge } from "./types";

const nodes = [
  { id: "root", text: "root", row: 3, column: 1, weight: 1 },
  { id: "left", text: "left", row: 1, column: 0, weight: 0.3 },
  { id: "middle", text: "middle", row: 1, column: 1, weight: 0.4 },
  { id: "right", text: "right", row: 1, column: 2, weight: 0.2 },
  { id: "foot", text: "foot", row: 0, column: 2, weight: 0.1 },
];
const edges: GraphEdge[] = [
  { source: "left", target: "root", share: 0.6, sign: 1 },
  { source: "middle", target: "root", share: 0.3, sign: -1 },
  { source: "foot", target: "left", share: 1, sign: 1 },
];
const graph = { nodes, edges, layout: layoutGraph(nodes, { columns: 3, rows: 4 }) };

describe("walking a graph by keys", () => {
  it("down follows the strongest edge to a source, up to a target", () => {
    expect(stepTo("ArrowDown", "root", graph)).toBe("left");
    expect(stepTo("ArrowUp", "middle", graph)).toBe("root");
  });

  it("where no edge leads on, up and down reach the nearest node of the next row that has any", () => {
    expect(stepTo("ArrowUp", "right", graph)).toBe("root");
    expect(stepTo("ArrowDown", "right", graph)).toBe("foot");
    expect(stepTo("PageDown", "root", graph)).toBe("middle");
  });

  it("left and right walk along the row and stop at its ends", () => {
    expect(stepTo("ArrowRight", "left", graph)).toBe("middle");
    expect(stepTo("ArrowRight", "right", graph)).toBe("right");
    expect(stepTo("ArrowLeft", "left", graph)).toBe("left");
  });

  it("home is the top and end the bottom", () => {
    expect(stepTo("Home", "foot", graph)).toBe("root");
    expect(stepTo("End", "root", graph)).toBe("foot");
  });

  it("at the top, up stays; other keys are left to the page", () => {
    expect(stepTo("ArrowUp", "root", graph)).toBe("root");
    expect(stepTo("a", "root", graph)).toBeNull();
  });
});
