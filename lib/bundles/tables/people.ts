import type { BundleTable } from "../table";

/** Who has an account, but those who are suspended and those who asked to stand in no list (lib/people/list-person.ts). */
export const people: BundleTable = {
  name: "people",
  about: "People with an account, as their pages show them. Who asked to stand in no list is not among them.",
  licence: "CC0-1.0",
  columns: [
    { name: "handle", type: "string", meaning: "By which the site knows them: /users/<handle>." },
    { name: "name", type: "string", meaning: "The name they gave; null where they gave none." },
    { name: "created_at", type: "moment", meaning: "When the account was made." },
  ],
  query: `
    select u.handle, u.name, u."createdAt" as created_at
    from "User" u where u."suspendedAt" is null and u."unlistedAt" is null order by u.handle`,
};
