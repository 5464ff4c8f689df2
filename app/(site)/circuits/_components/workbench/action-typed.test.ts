import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { untouchedView, viewAfter } from "@/lib/views/view-state";
import { actionTyped } from "./action-typed";
import { GroupForm, NodeNote } from "./node-actions";

const givers = { name: "givers", members: ["mlp.0.1@2"] };
const view = { ...untouchedView, groups: [givers] };

function typed(dataset: Parameters<typeof actionTyped>[0]["dataset"], value: string) {
  const action = actionTyped({ dataset, value }, view);
  return action && viewAfter(view, action);
}

test("what is being typed is kept as if one had left the field: a note, a group's other name, a name for marked nodes", () => {
  expect(typed({ noteOf: "embed@0" }, "a note")?.notes).toEqual([["embed@0", "a note"]]);
  expect(typed({ nameOf: "givers" }, "who gives")?.groups).toEqual([{ ...givers, name: "who gives" }]);
  expect(typed({ nameFor: "embed@0 embed@1" }, "tokens")?.groups).toEqual([
    givers,
    { name: "tokens", members: ["embed@0", "embed@1"] },
  ]);
  expect(typed({ nameFor: "embed@0" }, "givers ")?.groups).toEqual([
    { name: "givers", members: ["mlp.0.1@2", "embed@0"] },
  ]);
});

test("a name that is none yet, or another group's, changes nothing, and a field of something else is none of it", () => {
  expect(typed({ nameOf: "givers" }, " ")).toBe(view);
  expect(typed({ nameFor: "embed@0" }, "")).toBe(view);
  expect(typed({}, "search")).toBeNull();
});

test("the fields say of themselves what they are for", () => {
  const nothing = () => undefined;
  const form = createElement(GroupForm, { names: [], ids: ["embed@0", "embed@1"], onGroup: nothing });
  expect(renderToStaticMarkup(form)).toContain('data-name-for="embed@0 embed@1"');
  const noted = { ...view, notes: [["embed@0", "seen"]] as const };
  const note = createElement(NodeNote, { id: "embed@0", view: noted, onAction: nothing });
  expect(renderToStaticMarkup(note)).toContain('data-note-of="embed@0"');
});
