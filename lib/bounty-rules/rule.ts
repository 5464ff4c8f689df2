import type { z } from "zod";
import type { JudgedEntry } from "@/lib/bounty-format/entry-file";
import type { NotKnown } from "@/lib/bounty-format/facts";
import { maxNamedNodes, type RuleReport } from "@/lib/bounty-format/report";
import type { BountyTerms, RuleTerms } from "@/lib/bounty-format/terms";
import { refuseUnsound } from "@/lib/bounty-format/unsound";

/** What a rule finds: a part of its line of the report. */
export type Judgement = Pick<RuleReport, "outcome" | "says" | "change" | "evidence">;

interface RuleShape<P> {
  kind: string;
  /** A rule that judges otherwise than before is a new version in a file of its own; the old one stays. */
  version: number;
  params: z.ZodType<P>;
  /** What it asks for, for the reader. */
  words(params: P): string;
  /** The same exactly. */
  definition: string;
  /** Pure: by the entry and the terms alone. */
  check(params: P, entry: JudgedEntry, terms: BountyTerms): Judgement;
}

/** A rule as a bounty's terms state it, with its parameters read. */
export interface StatedRule {
  kind: string;
  version: number;
  words: string;
  definition: string;
  judge(entry: JudgedEntry, terms: BountyTerms): Judgement;
}

export interface Rule {
  kind: string;
  version: number;
  definition: string;
  /** For those who put rules together: what it may say beside its kind and version. */
  params: z.ZodType;
  /** Throws `AppError` "unprocessable" where the parameters are none of this rule. */
  read(terms: RuleTerms): StatedRule;
}

export function defineRule<P>({ kind, version, params, words, definition, check }: RuleShape<P>): Rule {
  return {
    ...{ kind, version, definition, params },
    read: ({ kind: _, version: __, ...stated }) => {
      const parsed = params.safeParse(stated);
      if (!parsed.success) return refuseUnsound(`rule ${kind}@${version}`, parsed.error);
      const said = parsed.data;
      return {
        ...{ kind, version, words: words(said), definition },
        judge: (entry, terms) => check(said, entry, terms),
      };
    },
  };
}

interface Found {
  says: string;
  /** What to change where it does not hold. */
  change: string;
  numbers?: Record<string, number>;
  /** Ids, the most telling first; of many the first are named. */
  nodes?: readonly string[];
}

export function judged(holds: boolean, { says, change, numbers = {}, nodes = [] }: Found): Judgement {
  return {
    outcome: holds ? "passed" : "failed",
    says,
    change: holds ? null : change,
    evidence: { numbers, nodes: nodes.slice(0, maxNamedNodes) },
  };
}

/** Of a fact that is not known; `what` begins a sentence: "The verification". */
export function notJudged(why: NotKnown, what: string): Judgement {
  const isWaiting = why === "waiting";
  return {
    outcome: why,
    says: `${what} is not ${isWaiting ? "computed yet" : "known here"}.`,
    change: isWaiting
      ? "Wait: it is being computed."
      : "Have the site compute it: enter the finding there, or begin what failed again.",
    evidence: { numbers: {}, nodes: [] },
  };
}

/** A share in percent, so that what lies on one side of a bound is not written as the bound itself. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(6))}%`;
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
