import { Term } from "@/app/_components/term/term";
import { TextLink } from "@/components/ui/link";
import { RecordedContest } from "../_examples/recorded-contest";
import type { GuidePage } from "./guide-page";

export const bountiesPage: GuidePage = {
  slug: "bounties",
  title: "Bounties",
  summary: "A question with a reward: who enters, what a machine checks, how it is judged, and how it ends.",
  sections: [
    {
      id: "asked",
      title: "What is asked, and by which rules",
      body: (
        <>
          <p>
            <TextLink href="/bounties">A bounty</TextLink> says what is looked for, what is promised for it,
            until when, and by which rules. Some rules a machine checks: how much of a circuit its{" "}
            <Term of="feature">features</Term> carry, how well{" "}
            <Term of="causally-checked">the causal check</Term> bears it out, whether it stands at half and at
            twice its threshold, whether it is too like something from before. Each states exactly what it
            asks for. What judges score, and with which weight, stands beside. With the first entry all of it
            is frozen; the deadline alone may be put later.
          </p>
          <p>
            What many would like to see explained stands on{" "}
            <TextLink href="/bounties/wanted">the wanted list</TextLink>, where anybody signed in may ask and
            vote.
          </p>
        </>
      ),
    },
    {
      id: "entering",
      title: "Entering",
      body: (
        <>
          <p>
            One enters a version of a finding, alone or as a team in which each member confirms. At that
            moment it is frozen by the hash of its content, the hash and the time are public, and the rest is
            sealed: nobody, the judges included, sees what was entered, how much or by whom before the bounty
            closes. Of two alike the one that was committed to first counts as the earlier.
          </p>
          <p>
            A report says at once, rule by rule, what passes and what to change. What is not known does not
            pass. Until the deadline, to the second by the site&#8217;s own clock, an entry can be mended or
            withdrawn.
          </p>
        </>
      ),
    },
    {
      id: "judging",
      title: "Judging, appeals and the award",
      body: (
        <>
          <p>
            Judges score each entry that keeps to the rules, in an order of their own, without who entered it
            and without each other&#8217;s scores, a sentence for each criterion. Who has entered judges
            nothing of it, and whoever declares a conflict gives the entry to another. Then everybody sees the
            ranking, which is provisional: there are days to appeal, in public, with public answers. Those in
            the first places are asked whether they take them; who declines or says nothing in time leaves the
            place to the next in line. A place may be shared by several entries: its sum is parted equally
            among those who take it. A prize in words has places likewise.
          </p>
          <p>
            The award fixes ranking, reasons and sums in one step, for good. What turns out wrong later is
            corrected beside it, and the award stays as it was. Every result is a document with a hash that
            anybody can take along and recompute.
          </p>
        </>
      ),
    },
    {
      id: "recorded",
      title: "What a finished contest looks like",
      body: <RecordedContest />,
    },
  ],
};
