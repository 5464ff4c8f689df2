import { createHash } from "node:crypto";
import { recordAct } from "@/lib/audit-log/record-act";
import { type Asked, ask } from "@/lib/computations/ask";
import { theSite } from "@/lib/computations/asker";
import { computationOf } from "@/lib/computations/computation";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { adoptionComputation } from "./adoption-computation";
import { adoptionWords } from "./adoption-words";
import type { NewAdoption } from "./view";

/**
 * Asks for a model to be adopted, with a line in the audit log; of the same asked twice at once, one. What failed or was stopped is
 * begun again, and goes on with what was fetched. Throws "conflict" where the site has a model of that name.
 */
export async function requestAdoption(asked: NewAdoption, adopterId: string): Promise<Asked> {
  const { source, dictionaries, name, processing, knownAs, licence } = asked;
  if (name !== "" && (await db().model.count({ where: { name } })) > 0)
    throw new AppError(
      "conflict",
      `There is a model ${name} already, and a name stands for one set of weights for ever. Choose another.`,
      { fields: { name: "There is a model of this name already. Choose another." } },
    );
  // Asked before there were such fields, it is the same.
  const more = knownAs.length > 0 || licence !== "";
  const identity = createHash("sha256")
    .update(JSON.stringify([source, dictionaries, name, processing, ...(more ? [knownAs, licence] : [])]))
    .digest("hex");
  const standing = await adoptionComputation.find(db(), { identity, computedAt: null });
  // It takes nobody's allowance of computing, for most of it is waiting for a network.
  const asker = { ...theSite, requesterId: adopterId };
  const given = await ask(adoptionComputation, { ...asked, identity }, asker);
  if (standing && computationOf(standing).status === "failed")
    await db().$transaction((tx) =>
      recordAct(tx, {
        ...{ actorId: adopterId, kind: "adopt", subject: { kind: "adoption", id: given.id } },
        ...{ personId: null, reason: `Begun again. ${adoptionWords(asked)}`.slice(0, 1000) },
      }),
    );
  return given;
}
