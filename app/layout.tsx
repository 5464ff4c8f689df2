import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { ExactCopy } from "@/components/ui/exact-copy";
import { Explanations } from "@/components/ui/explanations";
import { FollowedLinks } from "@/components/ui/followed-links";
import { getViewer } from "@/lib/auth/viewer";
import { siteUrl } from "@/lib/env";
import { holdEarlySubmits } from "./_components/early-submits";
import { keepEarlyTyping } from "./_components/early-typing";
import { InlineScript } from "./_components/inline-script";
import { SiteFooter } from "./_components/site-footer";
import { SiteHeader } from "./_components/site-header";
import { SuspensionNotice } from "./_components/suspension-notice";
import { getTheme } from "./_components/theme";
import { PaletteOnDemand } from "./_palette/palette-on-demand";
import { QueryProvider } from "./_queries/query-provider";
import { CardsOnDemand } from "./(site)/_components/feature-card/cards-on-demand";
import { fontVariables } from "./fonts";
import { frameHeader } from "./frame-header";
import "./globals.css";

/** Where the site stands is known when it runs. What a page says of itself is also what a link to it shows elsewhere. */
export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(siteUrl()),
    title: { default: "Circuit Commons", template: "%s \u00b7 Circuit Commons" },
    description: "A public workshop for understanding language models together.",
    openGraph: { siteName: "Circuit Commons", type: "website", locale: "en", url: "./" },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf7" },
    { media: "(prefers-color-scheme: dark)", color: "#13171b" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await getTheme();
  // An embedded finding stands on another site's page, which has a header and a footer of its own.
  const framed = (await headers()).get(frameHeader) !== "none";
  const viewer = framed ? await getViewer() : null;
  return (
    <html
      lang="en"
      className={fontVariables}
      data-theme={theme === "system" ? undefined : theme}
      // Whose what is typed here is: app/_typed.
      data-viewer={viewer?.kind === "member" ? viewer.handle : undefined}
    >
      <body className="flex min-h-dvh flex-col">
        {framed && <InlineScript source={holdEarlySubmits} />}
        {framed && <InlineScript source={keepEarlyTyping} />}
        <a
          href="#content"
          className="button sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-4 focus:z-20"
          data-look="primary"
        >
          Skip to the content
        </a>
        {framed && <SiteHeader />}
        {viewer?.kind === "member" && viewer.suspension && (
          <SuspensionNotice suspension={viewer.suspension} />
        )}
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-(--page-width) grow px-4 py-8 outline-none sm:px-6"
        >
          <QueryProvider>
            {children}
            <CardsOnDemand />
            {framed && <PaletteOnDemand />}
          </QueryProvider>
        </main>
        {framed && <SiteFooter />}
        <ExactCopy />
        <Explanations />
        <FollowedLinks />
      </body>
    </html>
  );
}
