import { allowStatements } from "@/lib/db/open-pool";
import { withEvidenceSite } from "./evidence-site";
import { fillFeatures } from "./fill-features";
import { interleave, median, report } from "./measure";

/*
 * The pages of features on a database with 600,000 of them, each made anew, beside a page without data in the same run.
 * FEATURES_EACH says of how many features each of 24 dictionaries is.
 */
const rounds = 15;
const model = "many-features";

// 25,000 features are stored at once.
allowStatements(600);
await withEvidenceSite(async ({ address }) => {
  const { features, examples } = await fillFeatures(model);
  report("features", features, "");
  report("examples in their evidence", examples / 1e6, "million");
  // Whoever seems to have a session is answered past what is kept.
  const get = (page: string) => async () => {
    const response = await fetch(address + page, { headers: { cookie: "bench.session-token=none" } });
    if (!response.ok) throw new Error(`${page} answered ${response.status}`);
    await response.arrayBuffer();
  };
  const times = await interleave(rounds, {
    "the list": get("/features"),
    "the list of a layer": get(`/features?model=${model}&layer=3`),
    "the list, strongest first": get("/features?sort=strongest"),
    "a search for rare words": get("/features?q=number%201234"),
    "a search for a word of one name in ten": get("/features?q=comma"),
    "a search for a word of every name": get("/features?q=number"),
    "a feature": get(`/features/${model}/resid/5/1234`),
    "a feature's card": get(`/api/v1/features/${model}/resid/5/1234?limit=3`),
    "a page without data": get("/sign-up"),
  });
  for (const [name, sorted] of Object.entries(times)) report(`${name}, median`, median(sorted), "ms");
});
