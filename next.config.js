const everywhere = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "strict-origin-when-cross-origin" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "cross-origin-resource-policy", value: "same-origin" },
  { key: "permissions-policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
];

/** @type {import("next").NextConfig} */
const config = {
  // A second build beside the running one (a bench, a browser test) must not write into its folder.
  distDir: process.env.NEXT_DIST_DIR || ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  devIndicators: false,
  // No page shows a picture that would be made smaller, so nobody may have one made.
  images: { unoptimized: true },
  // Of what is sent to a page Next keeps this much in memory: the prompt form without JavaScript, with a text as long as
  // a route takes. More is refused before it comes here (scripts/web-server.ts). Routes have limits of their own.
  // Where pages are read before anybody asks, the first who does waits for none of it.
  experimental: {
    proxyClientMaxBodySize: "128kb",
    preloadEntriesOnStart: !/^(false|0|no|off|n|disabled)$/i.test(process.env.PRELOAD_PAGES ?? ""),
  },
  // `npm run check` checks types; a first start should not wait for them again. The config of its own keeps Next
  // from rewriting tsconfig.json, which it leaves alone where one extends another.
  typescript: { ignoreBuildErrors: true, tsconfigPath: "tsconfig.next.json" },
  serverExternalPackages: [
    "@prisma/client",
    "@prisma/adapter-pg",
    "pg",
    "pino",
    "graphile-worker",
    "nodemailer",
  ],
  headers: async () => [
    {
      source: "/:path*",
      headers: everywhere,
    },
    {
      source: "/((?!embed/).*)",
      headers: [{ key: "x-frame-options", value: "DENY" }],
    },
    {
      source: "/api/((?!v1/[^/]+/[^/]+/figure$).*)",
      headers: [{ key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'" }],
    },
    {
      // The picture of a published finding is copied to others' pages (findings/_components/share-finding.tsx).
      source: "/api/v1/findings/:id/preview",
      headers: [{ key: "cross-origin-resource-policy", value: "cross-origin" }],
    },
    {
      // An SVG opened by itself is a document: it has its own style and its own fonts, and nothing else.
      source: "/api/v1/:noun/:id/figure",
      headers: [
        {
          key: "content-security-policy",
          value:
            "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'; sandbox",
        },
      ],
    },
  ],
};

export default config;
