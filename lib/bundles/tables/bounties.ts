import type { BundleTable } from "../table";

/*
 * What everybody may see of bounties (lib/bounties/visible-bounties.ts): those that were opened, and what was ranked, awarded and corrected.
 * Of entries there is what a ranking says of them; before it they are sealed.
 */

const shown = `b."isShown" and b."openedAt" is not null`;

export const bounties: BundleTable = {
  name: "bounties",
  about: "Bounties that were opened, with what they ask for. Drafts are not among them.",
  licence: "CC-BY-4.0",
  columns: [
    { name: "slug", type: "string", meaning: "By which the site knows it: /bounties/<slug>." },
    { name: "sponsor", type: "string", meaning: "The sponsor's handle." },
    { name: "title", type: "string", meaning: "Its title." },
    { name: "brief", type: "string", meaning: "What is asked for, Markdown." },
    { name: "rewards", type: "json", meaning: "The reward of each place, in minor units of the currency." },
    {
      name: "shared_by",
      type: "json",
      meaning: "How many entries share each place; empty where one has each.",
    },
    { name: "currency", type: "string", meaning: "ISO 4217; null where the reward is in words." },
    { name: "prize", type: "string", meaning: "The reward in words." },
    { name: "licence", type: "string", meaning: "Under which entries become public." },
    { name: "rules", type: "json", meaning: "The rules that entries are held to, with their versions." },
    { name: "rubric", type: "json", meaning: "What judges score, with weights." },
    { name: "opened_at", type: "moment", meaning: "When it was opened." },
    { name: "closes_at", type: "moment", meaning: "When it closes or closed." },
    { name: "awarded_at", type: "moment", meaning: "When it was awarded; null before." },
    { name: "cancelled_at", type: "moment", meaning: "When it was cancelled; null where it was not." },
  ],
  query: `
    select b.slug, u.handle as sponsor, b.title, b.brief, to_jsonb(b.rewards) as rewards, to_jsonb(b."sharedBy") as shared_by,
      trim(b.currency) as currency, b.prize, b.licence, b.rules, b.rubric, b."openedAt" as opened_at, b."closesAt" as closes_at,
      b."awardedAt" as awarded_at, b."cancelledAt" as cancelled_at
    from "Bounty" b join "User" u on u.id = b."sponsorId" where ${shown} order by b."openedAt", b.id`,
};

export const bountyResults: BundleTable = {
  name: "bounty_results",
  about: "Every ranking, award and correction of bounties, as it was made public and with its hash.",
  licence: "CC0-1.0",
  columns: [
    { name: "slug", type: "string", meaning: "The bounty, in bounties." },
    { name: "number", type: "int", meaning: "Its number among the bounty's, from 1. The last one holds." },
    { name: "kind", type: "string", meaning: "What it is: a ranking, the award or a correction." },
    { name: "at", type: "moment", meaning: "When it was made." },
    {
      name: "document",
      type: "json",
      meaning: "Who is ranked where, with scores and reasons (docs/formats.md).",
    },
    { name: "hash", type: "string", meaning: "SHA-256 of the document." },
  ],
  query: `
    select b.slug, r.number, r.kind, r.at, r.document, r.hash
    from "BountyResult" r join "Bounty" b on b.id = r."bountyId" where ${shown} order by b.slug, r.number`,
};

export const wanted: BundleTable = {
  name: "wanted",
  about: "Features and behaviours that people want explained, with how many want it.",
  licence: "CC0-1.0",
  columns: [
    { name: "id", type: "string", meaning: "By which the site knows it: /bounties/wanted?only=<id>." },
    { name: "asker", type: "string", meaning: "The handle of who asked." },
    { name: "text", type: "string", meaning: "What is wanted." },
    { name: "feature", type: "string", meaning: "The feature it is about; empty where it is about none." },
    { name: "pattern", type: "string", meaning: "The texts it is about; empty where it is about none." },
    { name: "votes", type: "int", meaning: "How many want it." },
    {
      name: "bounty",
      type: "string",
      meaning: "The bounty that asks for it, in bounties; null where there is none.",
    },
    { name: "created_at", type: "moment", meaning: "When it was asked." },
  ],
  query: `
    select w.id::text, u.handle as asker, w.text, w.feature, w.pattern, w.votes, b.slug as bounty, w."createdAt" as created_at
    from "WantedItem" w join "User" u on u.id = w."askerId" left join "Bounty" b on b.id = w."bountyId" and ${shown}
    where w."isShown" order by w.id`,
};
