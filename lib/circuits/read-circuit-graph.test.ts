import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { maxDocumentBytes, packDocument, unpackDocument } from "./read-circuit-graph";

test("a document of the largest size is read back, and one a byte larger is refused with what to do", () => {
  const quotes = 2;
  const largest = "x".repeat(maxDocumentBytes - quotes);
  expect(unpackDocument(packDocument(largest))).toBe(largest);
  const refused = () => packDocument(`${largest}x`);
  expect(refused).toThrow(AppError);
  expect(refused).toThrow(/^The result is 65 MB, more than the 64 MB .* Raise the edge threshold/);
});
