import fc from "fast-check";
import { expect, test } from "vitest";
import { type Candidate, inOrder, standingOf } from "./standing";
import { missingWords, reasonWords } from "./standing-words";

function candidate(id: string, votesFor: number, votesAgainst = 0, more: Partial<Candidate> = {}): Candidate {
  return { id, source: "person", createdAt: new Date(0), votesFor, votesAgainst, verdict: null, ...more };
}

const anyCandidates = fc
  .array(
    fc.record({
      source: fc.constantFrom("person", "program", "import"),
      votesFor: fc.nat(6),
      votesAgainst: fc.nat(6),
      verdict: fc.constantFrom("holds", "fails", null),
      createdAt: fc.nat(3).map((millis) => new Date(millis)),
    }),
    { maxLength: 6 },
  )
  .map((each) => each.map((one, i) => ({ id: String(i), ...one }) satisfies Candidate));

test("a side without proposals stands nowhere", () => {
  expect(standingOf([])).toBeNull();
});

test("one proposal leads by itself", () => {
  expect(standingOf([candidate("a", 0)])).toEqual({
    ...{ leaderId: "a", state: "proposed", reason: { is: "one-proposal" } },
  });
});

test("votes put proposals in order; without a difference people's come first, then the earliest", () => {
  const later = candidate("later", 1, 0, { createdAt: new Date(5) });
  const program = candidate("program", 1, 0, { source: "program", createdAt: new Date(-5) });
  const order = inOrder([
    program,
    later,
    candidate("early", 1),
    candidate("liked", 3, 1),
    candidate("not", 0, 1),
  ]);
  expect(order.map(({ id }) => id)).toEqual(["liked", "early", "later", "program", "not"]);
});

test.each([
  [5, 1, "proposed"],
  [5, 2, "proposed"],
  [4, 2, "contested"],
  [1, 1, "proposed"],
  [2, 2, "contested"],
])("%i for and %i against what leads is %s", (votesFor, votesAgainst, state) => {
  expect(standingOf([candidate("a", votesFor, votesAgainst)])).toMatchObject({ leaderId: "a", state });
});

test("two with as many votes are contested, two without any are not", () => {
  expect(standingOf([candidate("a", 1), candidate("b", 1)])?.reason).toEqual({ is: "tied", net: 1 });
  expect(standingOf([candidate("a", 0), candidate("b", 0)])?.state).toBe("proposed");
});

test("what more are against than for does not lead", () => {
  expect(standingOf([candidate("a", 1, 2), candidate("b", 0, 1)])).toMatchObject({
    ...{ leaderId: null, state: "contested", reason: { is: "all-refused", proposals: 2 } },
  });
});

test("what blind answers bear out leads before what has more votes, and is supported until people dispute it", () => {
  const [held, liked] = [candidate("held", 0, 0, { verdict: "holds" }), candidate("liked", 5)];
  expect(standingOf([liked, held])).toMatchObject({ leaderId: "held", state: "supported" });
  expect(standingOf([liked, { ...held, votesFor: 2, votesAgainst: 2 }])).toMatchObject({
    state: "contested",
  });
});

test("votes alone support nothing, and what blind answers do not bear out is contested however many are for it", () => {
  expect(standingOf([candidate("a", 1_000)])?.state).toBe("proposed");
  expect(standingOf([candidate("a", 1_000, 0, { verdict: "fails" })])?.state).toBe("contested");
});

test("of any proposals in any order the same leads, nothing has more votes, and a vote more for it changes nothing of that", () => {
  fc.assert(
    fc.property(anyCandidates, fc.nat(), (candidates, turn) => {
      const standing = standingOf(candidates);
      const turned = candidates
        .map((_, i) => candidates[(i + turn) % candidates.length])
        .flatMap((each) => each ?? []);
      expect(standingOf(turned)).toEqual(standing);
      if (!standing) {
        expect(candidates).toEqual([]);
        return;
      }
      const net = ({ votesFor, votesAgainst }: Candidate) => votesFor - votesAgainst;
      const borneOut = candidates.filter(({ verdict }) => verdict === "holds");
      const most = Math.max(...(borneOut.length > 0 ? borneOut : candidates).map(net));
      expect(standing.leaderId === null).toBe(most < 0);
      expect(reasonWords(standing.reason, "input")).toMatch(/\.$/);
      expect(missingWords(standing.reason, "output", { fires: null, raises: null })).toMatch(/\.$/);
      if (standing.state === "supported") expect(borneOut).not.toEqual([]);
      if (standing.leaderId === null) return;
      const liked = candidates.map((each) =>
        each.id === standing.leaderId ? { ...each, votesFor: each.votesFor + 1 } : each,
      );
      expect(standingOf(liked)?.leaderId).toBe(standing.leaderId);
    }),
  );
});
