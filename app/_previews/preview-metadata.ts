import type { Metadata } from "next";

/** The size of `components/ui/figure/draw-preview.ts`, whose drawing a page need not load for its head. */
const size = { width: 1200, height: 630 };

interface Previewed {
  title: string;
  description: string;
  /** Where the site's API has what the page is of; its picture is there. Null where it has none. */
  address: string | null;
  /** What the picture shows, for those who cannot see it. */
  alt: string;
}

/** What other places show of a link to a page. */
export function previewMetadata({ title, description, address, alt }: Previewed): Metadata {
  return {
    openGraph: {
      ...{ title, description, siteName: "Circuit Commons", type: "website", locale: "en", url: "./" },
      ...(address !== null && { images: [{ url: `${address}/preview`, type: "image/png", ...size, alt }] }),
    },
    ...(address !== null && { twitter: { card: "summary_large_image" } }),
  };
}
