import { type ReadFamily, readFamily } from "@/lib/family-format/read-family";
import animalAndSound from "./animal-and-sound.json";
import boxAndKey from "./box-and-key.json";
import days from "./days.json";
import genderedPronouns from "./gendered-pronouns.json";
import indirectObject from "./indirect-object.json";
import induction from "./induction.json";
import nameAfterAGap from "./name-after-a-gap.json";

/** The families that come with the site, by name, in the order in which they are shown. */
const files: Readonly<Record<string, unknown>> = {
  "indirect-object": indirectObject,
  "gendered-pronouns": genderedPronouns,
  "name-after-a-gap": nameAfterAGap,
  induction,
  days,
  "animal-and-sound": animalAndSound,
  "box-and-key": boxAndKey,
};

export const bundledNames: readonly string[] = Object.keys(files);

/** Null where there is none of that name. */
export function bundledFamily(name: string): ReadFamily | null {
  return Object.hasOwn(files, name) ? readFamily(files[name]) : null;
}
