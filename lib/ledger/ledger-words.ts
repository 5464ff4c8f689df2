/*
 * The words and bounds of the ledger, for everybody: pages know them without the schemas.
 */

/** What a line says became of a sum, in the order in which it goes: docs/bounties.md. */
export const lineKinds = ["promised", "reserved", "awarded", "paid", "cancelled"] as const;
export type LineKind = (typeof lineKinds)[number];

/** Of lines without a sum, which a prize in words and a bounty without one have: what ISO 4217 says where there is none. */
export const noCurrency = "XXX";

/** The table's own bound, too. */
export const maxReferenceLength = 200;
