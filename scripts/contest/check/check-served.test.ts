import { expect, test } from "vitest";
import { checkServed } from "./check-served";

const slug = "a-bounty";
const entry = "0193a000-0000-7000-8000-0000abcd1234";
const closesAt = new Date(10_000);
const sealed = { slug, secrets: ["Sealed words 7", entry], closesAt, movedAt: 9_000 };
const of = `/api/v1/bounties/${slug}`;
const sent = (path: string, text: string, until = 5_000, status = 200) => ({
  ...{ who: "guest", path, asked: until - 10, until, status, text },
});
const commitments = [
  sent(`${of}/entries/commitments`, '{"items":[{"contentHash":"a"}]}', 4_000),
  sent(`${of}/entries/commitments`, '{"items":[{"contentHash":"a"},{"contentHash":"b"}]}', 4_500),
];
const faultsOf = (...all: ReturnType<typeof sent>[]) => checkServed([...commitments, ...all], sealed).faults;

test("what is public while a bounty is sealed is no fault, nor what came after the close", () => {
  expect(
    faultsOf(
      sent(of, '{"title":"A bounty","isFrozen":false}', 3_000),
      sent(of, '{"title":"A bounty","isFrozen":true}', 4_000),
      sent(`${of}/entries`, '{"items":[],"nextCursor":null}'),
      sent(`${of}/entries/${entry}`, `{"title":"There is no entry","instance":"${entry}"}`, 5_000, 404),
      sent(`${of}/entries`, '{"items":[{"title":"Sealed words 7"}]}', 10_001),
    ),
  ).toEqual([]);
});

test.each([
  ["a title", /was sent "Sealed words 7"/, [sent("/bounties", "<h2>Sealed words 7</h2>")]],
  ["an entry's id", /was sent "0193a000/, [sent(`${of}/outcome`, `{"own":["${entry}"]}`)]],
  [
    "what a tool tells",
    /was sent "Sealed words 7"/,
    [
      sent(
        `/api/mcp?tool=read_entry&slug=${slug}&id=${entry}`,
        '{"result":{"content":[{"text":"Sealed words 7"}]}}',
      ),
    ],
  ],
  ["an entry in the list", /was sent entries/, [sent(`${of}/entries`, '{"items":[{"title":null}]}')]],
  ["an entry", /was given/, [sent(`${of}/entries/${entry}`, "{}")]],
  ["a count", /2 different answers/, [sent(of, '{"entries":3}', 4_000), sent(of, '{"entries":4}', 4_100)]],
])("%s that was served is found", (_, says, all) => {
  expect(faultsOf(...all)).toContainEqual(expect.stringMatching(says));
});

test("tools that answered are counted", () => {
  const { counts } = checkServed(
    [sent("/api/mcp?tool=find_entries", '{"result":{}}'), sent("/api/mcp?tool=find_entries", '{"error":{}}')],
    sealed,
  );
  expect(counts.toolsAnswered).toBe(1);
});

test("that nothing was public, so that nothing was looked at, is a fault too", () => {
  expect(checkServed([], sealed).faults).toEqual(["no commitment was public before the close"]);
});
