import type { Metadata } from "next";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { toParams } from "../_components/to-params";
import { submitUnsubscription } from "./_components/submit-unsubscription";

export const metadata: Metadata = {
  title: "No more e-mails",
  robots: { index: false },
  // The address holds a secret, which is nobody else's to know.
  referrer: "no-referrer",
};

interface UnsubscribePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where the link at an e-mail's foot leads. Opening it ends nothing: programs open links too. */
export default async function UnsubscribePage({ searchParams }: UnsubscribePageProps) {
  const params = toParams(await searchParams);
  const secret = params.get("secret");
  const done = params.get("done");
  return (
    <>
      <h1>No more e-mails</h1>
      {secret !== null ? (
        <form action={submitUnsubscription.bind(null, secret.slice(0, 100))} className="mt-3">
          <p className="mb-3 max-w-prose">
            Press the button, and you are not written to any more about what you have not read here.
          </p>
          <Button type="submit" look="primary">
            Write to me no more
          </Button>
        </form>
      ) : (
        <p className="max-w-prose">
          {done === "yes" ? "You will not be written to any more." : "This link ends nothing any more."} How
          often you are written to stands among <TextLink href="/notifications">your notifications</TextLink>.
        </p>
      )}
    </>
  );
}
