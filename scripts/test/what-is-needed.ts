/** The folders whose tests start the whole site, and those whose tests look at it in a browser. */
const siteTests = ["tests/e2e/", "tests/integration/start-up/", "tests/integration/pages/"];
const browserTests = ["tests/e2e/"];
const lightProjects = ["unit", "golden"];

/**
 * Whether the tests chosen need the production build and the browser, from the values that go on to vitest: its
 * filters are parts of paths, so one such as `lib/env` needs neither. In doubt the answer is yes.
 */
export function whatIsNeeded(values: string[]): { build: boolean; browser: boolean } {
  const project = values.flatMap((value, index) =>
    value === "--project" ? (values[index + 1] ?? "") : (/^--project=(.*)$/.exec(value)?.[1] ?? []),
  );
  if (project.length > 0 && project.every((name) => lightProjects.includes(name)))
    return { build: false, browser: false };
  const filters = values.filter(
    (value, index) => !value.startsWith("-") && values[index - 1] !== "--project",
  );
  const anyUnder = (folders: string[]) =>
    filters.length === 0 ||
    filters.some((filter) => folders.some((folder) => folder.includes(filter) || filter.includes(folder)));
  return { build: anyUnder(siteTests), browser: anyUnder(browserTests) };
}
