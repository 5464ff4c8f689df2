import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginHistory, type HistoryAction, historyAfter } from "./view-history";
import { groupId, groupStands, untouchedView, type ViewAction, viewAfter } from "./view-state";

const ids = ["a@1", "b@1", "c@2"];
const id = fc.constantFrom(...ids);
const action: fc.Arbitrary<ViewAction> = fc.oneof(
  fc.record({ type: fc.constant("show-above" as const), above: fc.constantFrom(null, 0, 0.1) }),
  fc.record({ type: fc.constant("pinned-only" as const), on: fc.boolean() }),
  fc.record({
    type: fc.constantFrom("hide" as const, "pin" as const, "unpin" as const),
    ids: fc.array(id, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ type: fc.constant("show-hidden" as const) }),
  fc.record({
    type: fc.constant("group" as const),
    name: fc.constantFrom("x", "y"),
    ids: fc.array(id, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    type: fc.constant("join" as const),
    name: fc.constantFrom("x", "y"),
    ids: fc.array(id, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ type: fc.constant("ungroup" as const), name: fc.constantFrom("x", "y") }),
  fc.record({ type: fc.constant("note" as const), id, text: fc.constantFrom("", "why", "so") }),
  fc.record({ type: fc.constant("open" as const), id }),
);
const run = (actions: readonly HistoryAction[]) => actions.reduce(historyAfter, beginHistory(untouchedView));

describe("undo and redo", () => {
  it("undoing everything leads back to the start, redoing everything to the end", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const done = run(actions);
        let history = done;
        while (history.past.length > 0) history = historyAfter(history, { type: "undo" });
        expect(history.now).toEqual(untouchedView);
        while (history.future.length > 0) history = historyAfter(history, { type: "redo" });
        expect(history.now).toEqual(done.now);
      }),
    );
  });

  it("a change after an undo drops what could have been redone", () => {
    const history = run([
      { type: "pin", ids: ["a@1"] },
      { type: "undo" },
      { type: "pin", ids: ["b@1"] },
      { type: "redo" },
    ]);
    expect(history.now.pinned).toEqual(["b@1"]);
    expect(history.future).toEqual([]);
  });

  it("a slider drawn along is one step", () => {
    const history = run([
      { type: "show-above", above: 0.1 },
      { type: "show-above", above: 0.2 },
      { type: "show-above", above: 0.3 },
    ]);
    expect(history.past).toHaveLength(1);
    expect(historyAfter(history, { type: "undo" }).now.above).toBeNull();
  });

  it("what changes nothing is no step", () => {
    expect(run([{ type: "show-hidden" }, { type: "undo" }]).past).toEqual([]);
    expect(
      run([
        { type: "open", id: "a@1" },
        { type: "open", id: "a@1" },
      ]).past,
    ).toHaveLength(1);
  });
});

describe("a view", () => {
  it("a node is in one group at most, and an emptied group is gone", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const { groups } = run(actions).now;
        const members = groups.flatMap((group) => group.members);
        expect(new Set(members).size).toBe(members.length);
        for (const group of groups) expect(group.members.length).toBeGreaterThan(0);
        expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
      }),
    );
  });

  it("nothing is hidden and pinned at once", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const { hidden, pinned } = run(actions).now;
        expect(hidden.filter((each) => pinned.includes(each))).toEqual([]);
      }),
    );
  });

  it("two groups of one name never merge: nodes join a group only where that is asked for", () => {
    const one = run([{ type: "group", name: "x", ids: ["a@1"] }]).now;
    expect(viewAfter(one, { type: "group", name: " x ", ids: ["b@1"] })).toBe(one);
    expect(viewAfter(one, { type: "join", name: "y", ids: ["b@1"] })).toBe(one);
    expect(viewAfter(one, { type: "join", name: "x", ids: ["b@1"] }).groups).toEqual([
      { name: "x", members: ["a@1", "b@1"] },
    ]);
  });

  it("a group that was undone, renamed or hidden does not stand under its id any more", () => {
    const grouped = run([{ type: "group", name: "x", ids: ["a@1"] }]);
    const id = groupId("x");
    expect(groupStands(grouped.now, id)).toBe(true);
    expect(groupStands(historyAfter(grouped, { type: "undo" }).now, id)).toBe(false);
    expect(groupStands(viewAfter(grouped.now, { type: "rename", from: "x", to: "y" }), id)).toBe(false);
    expect(groupStands(viewAfter(grouped.now, { type: "hide", ids: [id] }), id)).toBe(false);
  });

  it("a renamed group keeps its members and its note, and never takes another's name", () => {
    const grouped = run([
      { type: "group", name: "x", ids: ["a@1"] },
      { type: "group", name: "y", ids: ["b@1"] },
      { type: "note", id: groupId("x"), text: "why" },
    ]).now;
    const renamed = viewAfter(grouped, { type: "rename", from: "x", to: "z" });
    expect(renamed.groups.map(({ name }) => name)).toEqual(["z", "y"]);
    expect(renamed.notes).toEqual([[groupId("z"), "why"]]);
    expect(viewAfter(grouped, { type: "rename", from: "x", to: "y" })).toBe(grouped);
  });
});
