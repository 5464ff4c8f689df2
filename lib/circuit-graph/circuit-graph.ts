import type { Circuit } from "@/lib/circuit-format/circuit";

/** What is drawn and worked on of a circuit: its graph, and of its question what the graph is of. */
export type CircuitGraph = Pick<Circuit, "tokens" | "nodes" | "edges" | "rest" | "heads"> & {
  spec: Pick<Circuit["spec"], "target" | "mode">;
};
