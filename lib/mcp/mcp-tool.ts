/** A tool: a route by its name in the API document, said for a program that reads and chooses. */
export interface McpTool {
  name: string;
  /** The route's `operationId`. Its schemas are the tool's, its handler does it. */
  operation: string;
  /** What the route's own summary leaves open. */
  hint?: string;
  /** Where a person finds the same, with names from what was asked and what was answered. */
  page?: string;
  /** Arguments that are not the model's to choose. */
  fixed?: Record<string, string>;
  /**
   * Of what is said publicly or for good: whose name has to be repeated, as `confirm`, by which the model shows that it means this one and was
   * told to. A route that answers with it as `title`, for the same arguments of the address.
   */
  confirms?: string;
  /** What is shown of an answer that is too large to be shown. */
  part?: (answer: unknown) => unknown;
}
