import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { accountAddress } from "@/app/_components/account-address";
import { TextLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { configuredProviders } from "@/lib/auth/providers";
import { returnPath } from "@/lib/auth/return-path";
import { getViewer } from "@/lib/auth/viewer";
import { AccountFrame } from "../_components/account-frame";
import { askedBefore } from "../_components/asked-before";
import { signInError } from "../_components/sign-in-errors";
import { LocalSignInForm } from "./local-sign-in-form";
import { OtherSignIns } from "./other-sign-ins";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl, error, sent } = await searchParams;
  const next = returnPath(callbackUrl ?? (error || sent ? await askedBefore() : undefined));
  if ((await getViewer()).kind === "member") redirect(next);
  const providers = configuredProviders();
  return (
    <AccountFrame title="Sign in">
      {sent && (
        <Notice title="The e-mail is on its way.">
          Open the link in it on this device. It works for half an hour.
        </Notice>
      )}
      {error && <Notice tone="error">{signInError([error].flat()[0])}</Notice>}
      <LocalSignInForm next={next} />
      {providers.length > 0 && <OtherSignIns providers={providers} next={next} />}
      <p className="text-m">
        No account yet? <TextLink href={accountAddress("/sign-up", next)}>Make one</TextLink>. Reading needs
        none.
      </p>
    </AccountFrame>
  );
}
