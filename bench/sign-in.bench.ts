import { z } from "zod";
import { report } from "./measure";
import { withStartedSite } from "./started-site";

/*
 * How long a person waits who signs in while strangers keep the site hashing passwords: the longest of a few sign-ins,
 * in seconds, from the first request to the answer. Who is told to come back comes back when told. Every address here
 * is one that the site is told of by a proxy, which it believes.
 */
process.env.TRUST_PROXY = "true";
process.env.SIGN_UPS_PER_HOUR = "100";

const password = "a bench of nine planks";
const samples = 3;
/** A sign-in that takes longer is given up and counted as having taken so long. */
const patienceSeconds = 40;
const boundSeconds = 3;

interface Person {
  handle: string;
  from: string;
}

/** A made-up address; each part of the bench has a block of its own. */
const address = (block: number, n: number) => `203.${block}.${n >> 8}.${n & 255}`;

async function signUp(site: string, { handle, from }: Person): Promise<Response> {
  return fetch(`${site}/api/v1/accounts`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": from },
    body: JSON.stringify({ handle, password }),
  });
}

/** One try to sign in, as the page makes it: the address that next-auth answers with, or the status of a refusal. */
async function trySignIn(site: string, { handle, from }: Person, given = password): Promise<string> {
  const headers = { "x-forwarded-for": from };
  const csrf = await fetch(`${site}/api/auth/csrf`, { headers });
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
  const cookie = csrf.headers
    .getSetCookie()
    .map((set) => set.split(";")[0])
    .join("; ");
  const response = await fetch(`${site}/api/auth/callback/local`, {
    method: "POST",
    headers: { ...headers, cookie, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ handle, password: given, csrfToken, callbackUrl: "/", json: "true" }),
  });
  return response.ok
    ? z.object({ url: z.string() }).parse(await response.json()).url
    : String(response.status);
}

/** Signs in, however often that takes. Returns how long it took, in seconds. */
async function signIn(site: string, person: Person): Promise<number> {
  const started = performance.now();
  for (;;) {
    const answer = await Promise.race([
      trySignIn(site, person),
      new Promise<string>((resolve) => setTimeout(resolve, patienceSeconds * 1000, "late").unref()),
    ]);
    const seconds = (performance.now() - started) / 1000;
    if (answer === "late" || seconds > patienceSeconds) return patienceSeconds;
    if (answer.startsWith("http") && !answer.includes("error=")) return seconds;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Keeps `loops` at work until `honest` is done; gives the longest time of a few of it. */
async function longestUnder(
  loops: number,
  strangers: (loop: number, round: number) => Promise<unknown>,
  honest: (sample: number) => Promise<number>,
): Promise<number> {
  let over = false;
  const flood = Array.from({ length: loops }, async (_, loop) => {
    for (let round = 0; !over; round++) {
      const failed = await strangers(loop, round).then(
        () => false,
        () => true,
      );
      if (failed) await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  // Long enough for whatever queues to fill.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  let longest = 0;
  for (let sample = 0; sample < samples; sample++) longest = Math.max(longest, await honest(sample));
  over = true;
  await Promise.all(flood);
  return longest;
}

await withStartedSite(async ({ address: site }) => {
  // One for each part, since a handle that comes from many addresses is taken for one that is guessed at.
  const honest = [10, 11, 12, 14].map((block) => ({ handle: `honest-${block}`, from: address(1, block) }));
  const owner = { handle: "sought", from: address(1, 2) };
  const own = Array.from({ length: 30 }, (_, n) => ({ handle: `own-${n}`, from: address(2, n) }));
  for (const person of [...honest, owner, ...own]) {
    const made = await signUp(site, person);
    if (made.status !== 201) throw new Error(`No account was made: ${await made.text()}`);
  }
  // Each sample comes from an address that the site has not seen.
  const newcomer = (block: number) => (sample: number) =>
    signIn(site, { handle: `honest-${block}`, from: address(block, sample) });

  let quiet = 0;
  for (let sample = 0; sample < samples; sample++) quiet = Math.max(quiet, await newcomer(10)(sample));
  report("sign-in with nobody else there, longest", quiet, "s", boundSeconds);

  const flooder = address(3, 1);
  report(
    "sign-in beside 30 loops of one address into its own accounts",
    await longestUnder(
      30,
      (loop) => trySignIn(site, { handle: own[loop]?.handle ?? "", from: flooder }),
      newcomer(11),
    ),
    "s",
    boundSeconds,
  );

  await signIn(site, owner);
  const guess = (loop: number, round: number) =>
    trySignIn(
      site,
      { handle: "sought", from: address(4, loop + 60 * (round % 20)) },
      "no plank of it at all",
    );
  report(
    "sign-in of others beside 60 loops of 1,200 addresses at one handle",
    await longestUnder(60, guess, newcomer(12)),
    "s",
    boundSeconds,
  );
  report(
    "sign-in of its owner, from where they signed in before",
    await longestUnder(60, guess, () => signIn(site, owner)),
    "s",
    boundSeconds,
  );
  report(
    "sign-in of its owner, from a new address",
    await longestUnder(60, guess, (sample) => signIn(site, { ...owner, from: address(13, sample) })),
    "s",
  );
  report(
    "sign-in beside 30 loops of sign-ups, each from a new address",
    await longestUnder(
      30,
      (loop, round) => signUp(site, { handle: `new-${loop}-${round}`, from: address(50 + loop, round) }),
      newcomer(14),
    ),
    "s",
    boundSeconds,
  );
});
