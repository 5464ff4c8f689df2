import { cpSync, rmSync } from "node:fs";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { type SetFit, setFitSchema } from "@/lib/evidence-format/fit";
import { type FitVerdict, judgeFit } from "@/lib/evidence-format/judge-fit";
import { measureFit } from "../evidence/fit";
import type { Runtime } from "../runtime";
import type { Processing } from "../weights/manifest";
import { placeFitting, type StatedPlace } from "./fitting-dictionaries";

/** How a set was found to fit, and what is said of that. */
export interface JudgedFit extends FitVerdict {
  fit: SetFit;
}

let copies = 0;

/** What is found of dictionaries in a copy of a model folder, by kind. */
export async function judgeFitting(
  runtime: Runtime,
  dir: string,
  windows: readonly (readonly number[])[],
  places: readonly StatedPlace[],
  stated: Required<Processing>,
): Promise<Map<DictionaryKind, JudgedFit>> {
  const copy = `${dir} copy ${copies++}`;
  cpSync(dir, copy, { recursive: true });
  placeFitting(copy, places, stated);
  const named = (kind: DictionaryKind) => (places.some((place) => place.kind === kind) ? kind : null);
  const sets = { attn: named("attn"), mlp: named("mlp"), resid: named("resid") };
  const fits = await measureFit(copy, windows, { runtime, sets });
  rmSync(copy, { recursive: true });
  return new Map(
    fits.map((measured) => {
      const fit: SetFit = setFitSchema.parse({
        ...{ format: "circuit-commons/fit@1", set: measured.kind, modelChecksum: "", setChecksum: "" },
        ...measured,
        corpus: { name: "", checksum: "" },
        dictionaries: measured.dictionaries.map((each) => ({ ...each, claimed: null })),
      });
      return [measured.kind, { ...judgeFit(fit), fit }];
    }),
  );
}
