import type { Evidence } from "@/lib/evidence-format/evidence";
import { randomOf, shuffled } from "@/lib/seeded-random";
import type { TextStratum } from "./stratum";

/** A text that is asked about. */
export interface DrawnText {
  indexId: string;
  window: number;
  /** What is shown lies around this position. */
  position: number;
  stratum: TextStratum;
  fires: boolean;
  /** With which evidence drew it from its stratum. */
  probability: number;
}

/** Texts of one hand: as many in which the feature fires as in which it does not, half of those near misses. */
export const handSize = 12;
/** With fewer of either there is nothing to tell apart. */
const minOfEach = 3;

/**
 * Draws a hand of texts from a feature's evidence, the same for the same seed. Bands are gone through in turn, from one that the seed
 * chooses, so that weak firings are asked about as often as strong ones; the estimate weights them back. `without` names windows
 * ("index/number") that are not to come. Every second text of a kind is of `open`, which others were asked about, as far as there are: by what
 * several say of one text it is settled what the label says of it, and learned who errs how often. Those were drawn by chance before, so
 * that what a hand has of a stratum is still a draw of it by chance. Null where there are too few.
 */
export function drawHand(
  { corpora, bands, negatives }: Pick<Evidence, "corpora" | "bands" | "negatives">,
  seed: number,
  without: ReadonlySet<string>,
  open: ReadonlySet<string> = new Set(),
): DrawnText[] | null {
  const random = randomOf(seed);
  const taken = new Set(without);
  const keyOf = ({ indexId, window }: DrawnText) => `${indexId}/${window}`;
  const take = (texts: DrawnText[], first: "any" | "open"): DrawnText | undefined => {
    const free = texts.filter((each) => each.indexId !== "" && !taken.has(keyOf(each)));
    const text = (first === "open" && free.find((each) => open.has(keyOf(each)))) || free[0];
    if (text) taken.add(keyOf(text));
    return text;
  };
  const indexOf = (corpus: number) => corpora[corpus]?.indexId ?? "";
  const piles = shuffled(bands, random).map(({ band, windows, drawn }) =>
    shuffled(drawn, random).map(({ corpus, window, position, probability }) => ({
      ...{ indexId: indexOf(corpus), window, position, fires: true, probability: probability ?? 1 },
      stratum: { is: "band" as const, band, windows },
    })),
  );
  const misses = shuffled(negatives, random).map(({ corpus, window, position, neighbour, probability }) => ({
    ...{ indexId: indexOf(corpus), window, position, fires: false, probability },
    stratum: neighbour ? { is: "near" as const } : { is: "random" as const },
  }));
  const firing: DrawnText[] = [];
  for (let turn = 0; firing.length < handSize / 2 && turn < handSize * piles.length; turn++) {
    const text = take(piles[turn % piles.length] ?? [], firing.length % 2 === 0 ? "any" : "open");
    if (text) firing.push(text);
  }
  const silent: DrawnText[] = [];
  for (let turn = 0; silent.length < firing.length; turn++) {
    const wanted = turn % 2 === 0 ? "random" : "near";
    const first = turn % 4 < 2 ? "any" : "open";
    const text =
      take(
        misses.filter(({ stratum }) => stratum.is === wanted),
        first,
      ) ?? take(misses, first);
    if (!text) break;
    silent.push(text);
  }
  if (firing.length < minOfEach || silent.length < minOfEach) return null;
  return shuffled([...firing, ...silent], random);
}
