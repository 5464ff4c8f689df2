import packageJson from "@/package.json" with { type: "json" };

/** Which build of the code this is: the version, and the commit where the build was told it. */
export const build = packageJson.version;
