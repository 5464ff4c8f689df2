import { randomInt } from "node:crypto";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { findTokens } from "@/lib/models/vocabulary";
import { chooseGold } from "../gold/choose-gold";
import { findGold } from "../gold/find-gold";
import type { GoldView } from "../gold/gold-schemas";
import { placeGold } from "../gold/place-gold";
import { holdNaming } from "../naming";
import { findSettled } from "../raters/find-crowd";
import { sideOf } from "../side-of";
import { drawFrom } from "./draw-from";
import { around, readTexts } from "./hand-texts";
import { getLabelToCheck } from "./label-to-check";
import { seenBefore } from "./seen-before";
import { stratumSchema } from "./stratum";
import { toldIn } from "./told";
import { lacksAnswers } from "./verdict";
import type { Hand } from "./view";

interface Taken {
  labelId: string;
  raterId: string;
  /** Whether a key of theirs takes it: programs have hands of their own, which are counted apart. */
  byProgram: boolean;
}

const nothingRead = { settled: new Set<string>(), open: new Set<string>() };
const maxSeed = 2_147_483_647;

/**
 * The texts that somebody is asked about for a label: drawn when they are asked for first, the same ones again until all are
 * answered, and then with what was right. Throws "not-found", "forbidden" for one's own label, and "unprocessable" where there is
 * nothing to ask about.
 */
export async function takeHand(taken: Taken): Promise<Hand> {
  const { labelId, raterId } = taken;
  const of = await sideOf(labelId);
  const label = await getLabelToCheck(labelId, raterId);
  const { wording, text } = label;
  const hand = { ...taken, wording };
  await db().$transaction(async (tx) => {
    await holdNaming(tx, of);
    if ((await tx.labelCheck.count({ where: hand })) > 0) return;
    const seen = await seenBefore(tx, of, raterId);
    if (of.side === "output" && seen.length > 0)
      throw new AppError(
        "unprocessable",
        "You, or a program of yours, were asked before what this feature raises. Others check this wording.",
      );
    const without = new Set([...label.pinned, ...seen]);
    const seed = randomInt(maxSeed);
    const read = of.side === "input" ? await findSettled(tx, { labelId, wording }) : nothingRead;
    // What programs answer tells nothing of people.
    const gold = taken.byProgram ? [] : await chooseGold(tx, { labelId, wording, raterId, seed, without });
    const drawn = await drawFrom(tx, of, {
      ...{ label: text, seed, without, ...read },
      spared: new Set(gold.map(({ indexId, window }) => `${indexId}/${window}`)),
      lacksAnswers: lacksAnswers(toldIn(label.blind).fires),
    });
    const placed = placeGold(drawn, gold);
    await tx.labelCheck.createMany({
      data: placed.map((each, number) => ({ ...hand, number, seed, ...each })),
    });
  });
  return readHand(hand, {
    ...label.model,
    text,
    asks: of.side === "output" ? "raises" : "fires",
  });
}

interface Label extends Pick<Hand, "asks"> {
  /** Of the model. */
  name: string;
  vocabularySize: number;
  /** Of the label. */
  text: string;
}

async function readHand(hand: Taken & { wording: number }, { text, asks, ...model }: Label): Promise<Hand> {
  const rows = await db().labelCheck.findMany({
    where: hand,
    orderBy: { number: "asc" },
    select: {
      ...{ id: true, indexId: true, window: true, position: true, stratum: true },
      ...{ fires: true, says: true, chosen: true, answeredAt: true },
    },
  });
  const strata = rows.map(({ stratum }) => stratumSchema.parse(stratum));
  const optionsOf = (i: number) => {
    const stratum = strata[i];
    return stratum?.is === "continuation" ? stratum : null;
  };
  const [texts, tokens] = await Promise.all([
    readTexts(
      model,
      rows.map((row) => around(row, asks === "raises" ? 0 : undefined)),
    ),
    findTokens(
      model.name,
      strata.flatMap((each) => (each.is === "continuation" ? each.options : [])),
    ),
  ]);
  const tokenOf = new Map(tokens.map((token) => [token.id, token]));
  const isDone = rows.every(({ answeredAt }) => answeredAt !== null);
  // What others are judged by is for people, once they are told what is right.
  const gold = isDone && !hand.byProgram ? await findGold(hand, hand.raterId) : new Map<string, GoldView>();
  return {
    ...{ label: { id: hand.labelId, text, wording: hand.wording }, asks, isDone },
    texts: rows.map(({ id, fires, says, chosen, answeredAt }, i) => ({
      ...{ id, tokens: texts[i] ?? [], isAnswered: answeredAt !== null, says, chosen },
      options: optionsOf(i)?.options.map((token) => tokenOf.get(token) ?? { id: token, text: "" }) ?? null,
      gold: gold.get(`${rows[i]?.indexId}/${rows[i]?.window}`) ?? null,
      // What is right is told when nothing is asked any more.
      fires: isDone && asks === "fires" ? fires : null,
      raised: isDone ? (optionsOf(i)?.raised ?? null) : null,
    })),
  };
}
