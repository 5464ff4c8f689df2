import { beforeAll, describe, expect, it } from "vitest";
import { edgeThing, nodeThing, readThing, selectorsOf } from "./lit-things";

beforeAll(() => {
  // What the browser has; only letters, digits and a few signs stand in these tests.
  Object.assign(globalThis, {
    CSS: { escape: (text: string) => text.replace(/[^\w-]/g, (sign) => `\\${sign}`) },
  });
});

describe("a thing that is hovered", () => {
  it("is a node, an edge or a token", () => {
    expect(readThing("attn.3.697@9")).toEqual({ node: "attn.3.697@9", edge: null, position: 9 });
    expect(readThing("@9")).toEqual({ node: null, edge: null, position: 9 });
    expect(readThing("bias")).toEqual({ node: "bias", edge: null, position: null });
    expect(readThing(edgeThing({ source: "embed@1", target: "logit.5@9" }))).toEqual({
      ...{ node: null, position: null },
      edge: { source: "embed@1", target: "logit.5@9" },
    });
  });

  it("a group may be called as it likes, and its edges are told all the same", () => {
    const group = "group:100% > 50%3E";
    expect(readThing(nodeThing(group))).toEqual({ node: group, edge: null, position: null });
    expect(readThing(edgeThing({ source: group, target: "logit.5@9" })).edge?.source).toBe(group);
  });

  it("a group named like a node at a token stands at none", () => {
    expect(readThing("group:mine@9")).toEqual({ node: "group:mine@9", edge: null, position: null });
  });

  it("lights what it belongs to more softly: a node its token, an edge its ends, a token its nodes and no edges", () => {
    expect(selectorsOf("attn.3.697@9").near).toBe('[data-thing="\\@9"]');
    expect(selectorsOf("bias").near).toBeNull();
    expect(selectorsOf("embed@1>logit.5@9").near).toContain('[data-thing="logit\\.5\\@9"]');
    expect(selectorsOf("@9").near).toBe('[data-thing$="@9"]:not([data-thing*=">"])');
  });

  it("lights the chip that stands for it among others", () => {
    expect(selectorsOf("attn-error.3@9").own).toContain('[data-holds~="attn-error\\.3\\@9"]');
  });

  it("cannot break out of its selector", () => {
    expect(selectorsOf('group:"] , *').own).not.toContain('"] , *');
  });
});
