import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import type { GuidePage } from "./guide-page";

export const experimentsPage: GuidePage = {
  slug: "experiments",
  title: "Experiments over many prompts",
  summary: "Say what you expect, change a model over a family of prompts, and see whether it holds.",
  sections: [
    {
      id: "why",
      title: "Why",
      body: (
        <p>
          What is seen on one prompt may be chance, and what is explained after it was seen explains nothing.
          An <Term of="experiment" /> is over a <Term of="prompt-family" />, and its hypothesis is written
          down before anything is computed: its page shows both times, and neither the question nor a result
          changes any more.
        </p>
      ),
    },
    {
      id: "how",
      title: "How",
      body: (
        <>
          <p>
            At <TextLink href="/experiments/new">Write an experiment</TextLink> choose the prompts, say in a
            sentence what you expect, and add conditions: a feature, a head, a whole site or what a dictionary
            misses brought to zero, to the mean over the prompts or to what the <Term of="counterfactual" />{" "}
            has there; a head&#8217;s query, key or value alone from the counterfactual; dictionaries&#8217;
            reconstructions in the place of what they read. Each is made at the tokens that play a{" "}
            <Term of="role" />.
          </p>
          <p>
            The result has, for each measure, the mean under each condition, its change from the unedited runs
            of the same prompts, and 95% intervals. Say then whether the hypothesis holds. That it does not is
            a result, and is found as one.
          </p>
        </>
      ),
    },
    {
      id: "again",
      title: "Again, and otherwise",
      body: (
        <p>
          Whoever sees an experiment may run it again; its page tells whether the numbers come to the same.
          Its file runs without this site by <code>commons experiment run</code>. A fork asks the same of
          other prompts, another model or with other conditions, with a hypothesis of its own.
        </p>
      ),
    },
    {
      id: "care",
      title: "With care",
      body: (
        <p>
          A family has the words and sentences that it has: what holds on it may not on others. To bring a
          part to zero may take the model where it never was. And that a change breaks the answer does not
          show that what was changed is <em>for</em> it.
        </p>
      ),
    },
  ],
};
