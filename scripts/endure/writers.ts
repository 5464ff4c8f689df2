import { setTimeout as sleep } from "node:timers/promises";
import type { Ledger } from "./ledger";
import { LedgerUser } from "./ledger-user";
import { readText, saveView, signUp, writeFinding } from "./work";

/** How many write at a time. */
const writers = { guests: 4, members: 3, newcomers: 1 };
/** A member does less in an hour than the routes take of one, and then somebody else comes. */
const roundsOfMember = 8;
const newcomerPauseMillis = 1_500;

/** People who work at the site until they leave: guests, members, and who only makes an account. */
export async function writeUntilLeft({
  site,
  ledger,
  leaves,
}: {
  site: { address: string };
  ledger: Ledger;
  leaves: AbortSignal;
}): Promise<void> {
  let people = 0;
  let marks = 0;
  /** Somebody new, at an address from which nobody has come. */
  const somebody = () => {
    const n = people++;
    return new LedgerUser(site, ledger, `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, leaves);
  };
  const mark = () => `mark-${marks++}`;
  const lives = {
    async guests() {
      await readText(somebody(), mark(), { circuits: 3, expansions: 2 });
    },
    async members() {
      const user = somebody();
      if (!(await signUp(user, mark()))) return;
      for (let round = 0; round < roundsOfMember && !leaves.aborted; round++) {
        const [circuit] = await readText(user, mark(), { circuits: 1, expansions: 1 });
        if (!circuit) continue;
        for (let n = 0; n < 3; n++) await saveView(user, circuit, mark());
        for (let n = 0; n < 2; n++) await writeFinding(user, circuit, [mark(), mark(), mark(), mark()]);
      }
    },
    async newcomers() {
      await signUp(somebody(), mark());
      await sleep(newcomerPauseMillis, undefined, { signal: leaves }).catch(() => undefined);
    },
  };
  async function live(life: () => Promise<void>): Promise<void> {
    while (!leaves.aborted) await life();
  }
  await Promise.all(
    (["guests", "members", "newcomers"] as const).flatMap((who) =>
      Array.from({ length: writers[who] }, () => live(lives[who])),
    ),
  );
}
