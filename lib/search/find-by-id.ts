import { z } from "zod";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { featurePath } from "@/lib/features/feature-address";
import { readFeatureReference } from "@/lib/features/feature-reference";
import { findMeant } from "@/lib/features/find-meant";
import { formatHead, type HeadPlace, headPath } from "@/lib/heads/head-name";
import type { MeantThing } from "./view";

export interface MeantThings {
  meant: MeantThing[];
  sentence: string | null;
}

/**
 * What an id or an address is of, in whatever notation: a finding that is public, a circuit, a run, a model, a person, a feature,
 * a head. Null where the text is none.
 */
export async function findById(text: string): Promise<MeantThings | null> {
  const [, uuid] =
    /(?:^|[/\s])([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})(?:$|[/?#\s.])/i.exec(text) ?? [];
  const id = z.uuid().safeParse(uuid?.toLowerCase()).data;
  if (id !== undefined) return findByUuid(id);
  const meant = (await findPersonByHandle(text)) ?? (await findModelByName(text));
  if (meant) return { meant: [meant], sentence: null };
  const reference = readFeatureReference(text);
  if (!reference) return null;
  if (reference.means === "head") return findHeads(reference);
  const { features, sentence } = await findMeant(reference, undefined);
  const meantFeatures = features.map(({ name, words, ...address }) => ({
    href: featurePath(address),
    name: name ?? formatFeature(address),
    about: `feature ${formatFeature(address)}: ${words}`,
  }));
  return { meant: meantFeatures, sentence };
}

/** A head's page in each model that has it; where none has, why a head is no feature. */
async function findHeads({ layer, head }: HeadPlace): Promise<MeantThings> {
  const models = await db().model.findMany({
    where: { layers: { gt: layer }, heads: { gt: head } },
    orderBy: { id: "asc" },
    select: { name: true, displayName: true },
  });
  if (models.length === 0)
    return { meant: [], sentence: `No model here has a head ${formatHead({ layer, head })}.` };
  const meant = models.map(({ name, displayName }) => ({
    href: headPath(name, { layer, head }),
    name: formatHead({ layer, head }),
    about: `head of ${displayName}`,
  }));
  return { meant, sentence: null };
}

async function findByUuid(id: string): Promise<MeantThings> {
  const [finding, circuit, run] = await Promise.all([
    db().finding.findFirst({
      where: { id, publishedAt: { not: null }, author: { suspendedAt: null } },
      select: { title: true, author: { select: { handle: true, name: true } } },
    }),
    db().circuit.findUnique({ where: { id }, select: { target: true, run: { select: { text: true } } } }),
    db().run.findUnique({ where: { id }, select: { text: true } }),
  ]);
  if (finding) {
    const { title, author } = finding;
    return one(`/findings/${id}`, title, `finding by ${author.name ?? author.handle}`);
  }
  if (circuit) return one(`/circuits/${id}`, circuit.run.text, `circuit of ${circuit.target}`);
  if (run) return one(`/runs/${id}`, run.text, "text that was run");
  return { meant: [], sentence: "There is nothing public of this id here." };
}

/** An address of somebody's page, or `@handle`: of somebody who published something, since others are not told of. */
async function findPersonByHandle(text: string): Promise<MeantThing | null> {
  const [, handle] = /^(?:@|(?:\S*\/)?users\/)([a-z\d-]{2,32})\/?(?:[?#].*)?$/i.exec(text.trim()) ?? [];
  if (handle === undefined) return null;
  const person = await db().user.findFirst({
    where: {
      ...{ handle: handle.toLowerCase(), suspendedAt: null },
      findings: { some: { publishedAt: { not: null } } },
    },
    select: { handle: true, name: true },
  });
  return person && { href: `/users/${person.handle}`, name: person.name ?? person.handle, about: "person" };
}

/** As it is written in an address, or as it is called. */
async function findModelByName(text: string): Promise<MeantThing | null> {
  const [, name = text.trim()] = /(?:^|\/)models\/([^/?#\s]+)\/?(?:[?#].*)?$/.exec(text.trim()) ?? [];
  const model = await db().model.findUnique({ where: { name }, select: { name: true, displayName: true } });
  return (
    model && { href: `/models/${encodeURIComponent(model.name)}`, name: model.displayName, about: "model" }
  );
}

function one(href: string, name: string, about: string): MeantThings {
  return { meant: [{ href, name, about }], sentence: null };
}
