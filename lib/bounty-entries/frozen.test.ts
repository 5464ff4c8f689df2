import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { circuitOf, honestEdges, honestTarget } from "@/lib/bounty-rules/made-up-entry";
import { packDocument } from "@/lib/documents/packed-document";
import { likenesses } from "./frozen";

test("how alike a circuit is to one that cannot be read is not known, and no 0", () => {
  const { spec, nodes, ...rest } = circuitOf(honestEdges, honestTarget);
  const packed = packDocument({ spec, nodes, ...rest });
  const others = [
    { spec, packed },
    { spec, packed: new Uint8Array(gzipSync("{}")) },
    { spec: null, packed: new Uint8Array([1, 2, 3]) },
  ];
  expect(likenesses({ own: { spec, nodes }, others })).toEqual([expect.closeTo(1, 9), null, null]);
});
