/*
 * Where a provider that moves money would go. This site has none, holds no money and moves none: what it has is `sponsorsWord`.
 */

/** What is owed to one person for one place of one bounty. */
export interface OwedAward {
  /** Of the line that awarded it: the same however often it is asked for, and so a key by which a provider does it once. */
  awardId: bigint;
  bountyId: string;
  sponsorId: string;
  personId: string;
  /** In the currency's smallest units; 0, and a currency of `noCurrency`, of what is no sum: nothing is to be moved then. */
  amount: bigint;
  currency: string;
}

/** How it comes about that what is owed is paid. */
export interface PaymentProvider {
  /**
   * Answers once all that is owed has reached the person, with a reference by which they and the sponsor find it again; throws an `AppError`
   * with a sentence for the sponsor where it has not. `said` is what the sponsor wrote.
   *
   * It is asked before the ledger's transaction and never within one. Asked again for the same award, by two at once or after the process
   * died before the line was written, it pays nothing more and answers with the same reference: the ledger takes one line of each award.
   */
  pay(owed: OwedAward, said: { reference: string }): Promise<{ reference: string }>;
}

/** The sponsor paid by some way of their own, and says so: nothing is moved, and nothing is checked. */
export const sponsorsWord: PaymentProvider = {
  pay: async (_, { reference }) => ({ reference }),
};
