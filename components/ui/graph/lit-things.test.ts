import { beforeAll, describe, expect, it } from "vitest";
import { arcThing, edgeThing, nodeThing, readThing, selectorsOf } from "./lit-things";

beforeAll(() => {
  // What the browser has; only letters, digits and a few signs stand in these tests.
  Object.assign(globalThis, {
    CSS: { escape: (text: string) => text.replace(/[^\w-]/g, (sign) => `\\${sign}`) },
  });
});

const none = { node: null, edge: null, arc: null, position: null };

describe("a thing that is hovered", () => {
  it("may be what a head reads at a token, which lights the node and the token, and is lit with the token", () => {
    const thing = arcThing("attn.3.697@9", 5, 2);
    expect(readThing(thing)).toEqual({ ...none, arc: { node: "attn.3.697@9", head: 5 }, position: 2 });
    const { own, near } = selectorsOf(thing);
    expect(own).toBe('[data-thing="attn\\.3\\.697\\@9\\|5\\|2"]');
    expect(near).toContain('[data-thing="attn\\.3\\.697\\@9"]');
    expect(near).toContain('[data-thing="\\@2"]');
    expect(selectorsOf("@2").near).toContain('[data-thing$="|2"]');
    // A group's name makes no arc of it.
    expect(readThing(nodeThing("group:a|5|2"))).toEqual({ ...none, node: "group:a|5|2" });
  });

  it("is a node, an edge or a token", () => {
    expect(readThing("attn.3.697@9")).toEqual({ ...none, node: "attn.3.697@9", position: 9 });
    expect(readThing("@9")).toEqual({ ...none, position: 9 });
    expect(readThing("bias")).toEqual({ ...none, node: "bias" });
    expect(readThing(edgeThing({ source: "embed@1", target: "logit.5@9" }))).toEqual({
      ...none,
      edge: { source: "embed@1", target: "logit.5@9" },
    });
  });

  it("a group may be called as it likes, and its edges are told all the same", () => {
    const group = "group:100% > 50%3E";
    expect(readThing(nodeThing(group))).toEqual({ ...none, node: group });
    expect(readThing(edgeThing({ source: group, target: "logit.5@9" })).edge?.source).toBe(group);
  });

  it("a group named like a node at a token stands at none", () => {
    expect(readThing("group:mine@9")).toEqual({ ...none, node: "group:mine@9" });
  });

  it("lights what it belongs to more softly: a node its token, an edge its ends, a token its nodes and no edges", () => {
    expect(selectorsOf("attn.3.697@9").near).toBe('[data-thing="\\@9"]');
    expect(selectorsOf("bias").near).toBeNull();
    expect(selectorsOf("embed@1>logit.5@9").near).toContain('[data-thing="logit\\.5\\@9"]');
    expect(selectorsOf("@9").near).toBe('[data-thing$="@9"]:not([data-thing*=">"]),[data-thing$="|9"]');
  });

  it("lights the chip that stands for it among others", () => {
    expect(selectorsOf("attn-error.3@9").own).toContain('[data-holds~="attn-error\\.3\\@9"]');
  });

  it("cannot break out of its selector", () => {
    expect(selectorsOf('group:"] , *').own).not.toContain('"] , *');
  });
});
