import type { ModelIdentity } from "@/lib/engine/attribution/trace-circuit";
import { readFits } from "@/lib/engine/evidence/fits-file";
import type { LoadedModel } from "@/lib/engine/model";
import { openModelFolder } from "@/lib/engine/weights/model-folder";
import { AppError } from "@/lib/errors";
import type { SetFit } from "@/lib/evidence-format/fit";
import { judgeFit, refusalOf } from "@/lib/evidence-format/judge-fit";

/**
 * Throws "unprocessable" where a set that the model was opened with was found not to fit it, unless the operator insists. Says on standard
 * error what nobody measured, and what a measurement left open.
 */
export function refuseUnfit(folder: string, model: LoadedModel, identity: ModelIdentity): void {
  const fits = readFits(openModelFolder(folder));
  for (const { kind, name, checksum } of identity.dictionarySets) {
    const fit = fits.find(
      (each) =>
        each.kind === kind && each.setChecksum === checksum && each.modelChecksum === identity.modelChecksum,
    );
    const insisted = model.sets.find((set) => set.kind === kind)?.insisted ?? null;
    const reason = fit && refusalOf(kind, name, { ...judgeFit(fit), insisted });
    if (reason !== undefined) throw new AppError("unprocessable", reason);
    for (const line of openQuestions(kind, name, fit)) process.stderr.write(`${line}\n`);
  }
}

function openQuestions(kind: string, name: string, fit: SetFit | undefined): string[] {
  if (!fit)
    return [
      `Nobody has measured whether the ${kind} dictionaries ${name} fit this model: commons prove does it.`,
    ];
  const { undecided, unmeasured } = judgeFit(fit);
  return [...undecided, ...unmeasured];
}
