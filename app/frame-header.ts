/** Set by proxy.ts on its way to a page: "none" for a page without the site's header and footer. */
export const frameHeader = "x-commons-frame";
