import type { Viewer } from "@/lib/auth/viewer-type";
import { formatMoney } from "@/lib/bounties/money";
import { lineCursor } from "@/lib/ledger/ledger-schemas";
import { noCurrency } from "@/lib/ledger/ledger-words";
import { getBountyStatement } from "@/lib/statements/get-bounty-statement";
import { getOwnStatement, type StatementRole } from "@/lib/statements/get-own-statement";
import type { LedgerLineView } from "@/lib/statements/view";
import { pagesOf, type Row, type Table } from "./table";

/** `minor units` is the sum to compute with, `money` the same as it is written. */
const columns = [
  ...["line", "at", "kind", "place", "minor units", "currency", "money"],
  ...["person", "entry", "reference", "by"],
];

function cellsOf(line: LedgerLineView): Row {
  const { id, at, kind, place, amount, currency, person, entry, reference, actor } = line;
  const money = currency === noCurrency ? "no sum" : formatMoney(amount, currency);
  return [
    ...[id, at, kind, place, amount, currency, money],
    ...[person?.handle ?? null, entry, reference, actor],
  ];
}

/** A bounty's ledger, as far as a viewer may read it. */
export function bountyLedgerTable(slug: string, viewer: Viewer): Table {
  return {
    ...{ name: `ledger ${slug}`, columns },
    batches: pagesOf(
      lineCursor,
      (cursor, limit) => getBountyStatement({ slug, viewer, cursor, limit }),
      cellsOf,
    ),
  };
}

/** One's own lines of all bounties. */
export function ownLedgerTable(role: StatementRole, viewer: Extract<Viewer, { kind: "member" }>): Table {
  return {
    ...{ name: `ledger as ${role}`, columns: ["bounty", ...columns] },
    batches: pagesOf(
      lineCursor,
      (cursor, limit) => getOwnStatement({ viewer, role, cursor, limit }),
      (line) => [line.bounty?.slug ?? null, ...cellsOf(line)],
    ),
  };
}
