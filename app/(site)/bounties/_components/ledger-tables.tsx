import { TextLink } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { formatMoney } from "@/lib/bounties/money";
import { noCurrency } from "@/lib/ledger/ledger-words";
import type { LedgerLineView, OwnLine, Sums } from "@/lib/statements/view";
import { Moment } from "./moment";

/** A line's sum, or that it has none. */
export function lineMoney({ amount, currency }: Pick<LedgerLineView, "amount" | "currency">): string {
  return currency === noCurrency ? "no sum" : formatMoney(amount, currency);
}

/** The sums of a statement, by currency; nothing where no line has one. */
export function LedgerSums({ sums: all }: { sums: readonly Sums[] }) {
  const sums = all.filter(({ currency }) => currency !== noCurrency);
  if (sums.length === 0) return null;
  return (
    <div className="mb-6">
      <Table caption="In all, by currency: what is reserved and awarded was promised, and what is paid was awarded.">
        <thead>
          <tr>
            <th scope="col">Promised</th>
            <th scope="col">Reserved</th>
            <th scope="col">Awarded</th>
            <th scope="col">Paid</th>
            <th scope="col">Cancelled</th>
          </tr>
        </thead>
        <tbody>
          {sums.map(({ currency, promised, reserved, awarded, paid, cancelled }) => (
            <tr key={currency}>
              {[promised, reserved, awarded, paid, cancelled].map((sum, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns stand in one order
                <td key={at} className="num whitespace-nowrap">
                  {formatMoney(BigInt(sum), currency)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

interface LedgerLinesProps {
  /** Those of several bounties say of which. */
  items: readonly (LedgerLineView & Partial<Pick<OwnLine, "bounty">>)[];
  caption: string;
  /** Where all are of one person, who need not be named. */
  withoutPerson?: boolean;
}

/** The lines of a statement. */
export function LedgerLines({ items, caption, withoutPerson = false }: LedgerLinesProps) {
  const areOfSeveral = items.some(({ bounty }) => bounty !== undefined);
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <th scope="col">When</th>
          {areOfSeveral && <th scope="col">Bounty</th>}
          <th scope="col">What</th>
          <th scope="col">Place</th>
          <th scope="col">Sum</th>
          {!withoutPerson && <th scope="col">To</th>}
        </tr>
      </thead>
      <tbody>
        {items.map(({ id, at, kind, place, amount, currency, person, reference, bounty }) => (
          <tr key={id}>
            <td className="min-w-24">
              <Moment at={at} />
            </td>
            {areOfSeveral && (
              <td>
                {bounty ? (
                  <TextLink href={`/bounties/${bounty.slug}/ledger`}>
                    <bdi>{bounty.title}</bdi>
                  </TextLink>
                ) : (
                  "one that is not shown"
                )}
              </td>
            )}
            <td>
              {kind}
              {reference && (
                <>
                  , <bdi className="break-words">{reference}</bdi>
                </>
              )}
            </td>
            <td className="num">{place}</td>
            <td className="num whitespace-nowrap">{lineMoney({ amount, currency })}</td>
            {!withoutPerson && (
              <td>
                {person && (
                  <TextLink href={`/users/${person.handle}`}>
                    <bdi>{person.name ?? person.handle}</bdi>
                  </TextLink>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
