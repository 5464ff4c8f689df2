import type { Metadata } from "next";
import { formatCount } from "@/components/ui/format-number";
import { TextLink } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { findLeaderboards } from "@/lib/leaderboards/find-leaderboards";
import type { Leaderboards } from "@/lib/leaderboards/view";

export const metadata: Metadata = {
  title: "People",
  description: "Whose labels blind answers bear out, and who tells blind where features fire.",
};

/** People by how good what they give is, as far as that is measured. How much it is puts nobody first. */
export default async function PeoplePage() {
  const { labellers, checkers, minimum } = await findLeaderboards();
  return (
    <article>
      <h1 className="text-xl">People</h1>
      <p className="mt-1 max-w-prose text-ink-soft">
        By what was measured of their labels and answers, and not by how many those are: the order is that of
        the lower end of a 90% interval, so that a few that went well do not stand before many that did. Who
        would rather not be listed says so in their <TextLink href="/settings">settings</TextLink>.
      </p>
      <section aria-labelledby="labellers" className="mt-8">
        <h2 id="labellers">Whose labels are borne out</h2>
        <p className="mb-2 max-w-prose text-ink-soft">
          Of a person&#8217;s labels that enough people answered blind by, the share that is supported, of at
          least {minimum.labels}. Labels that were taken back or said otherwise since count as they were
          answered.
        </p>
        <Labellers labellers={labellers} />
      </section>
      <section aria-labelledby="checkers" className="mt-8">
        <h2 id="checkers">Who tells blind</h2>
        <p className="mb-2 max-w-prose text-ink-soft">
          The mean of the share told of texts in which the feature fires and of those in which it does not, of
          at least {minimum.answers} answers: guessing has 0.5. By labels that are supported alone, since by a
          wrong label nobody can tell; a person&#8217;s own answers helped to support them.
        </p>
        <Checkers checkers={checkers} />
      </section>
    </article>
  );
}

function Labellers({ labellers }: Pick<Leaderboards, "labellers">) {
  if (labellers.length === 0) return <p>Nobody has that many checked labels yet.</p>;
  return (
    <Table caption="People by the share of their checked labels that is supported" captionHidden>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col" className="numeric">
            Supported, at least
          </th>
          <th scope="col" className="numeric">
            Share
          </th>
          <th scope="col" className="numeric">
            Supported
          </th>
          <th scope="col" className="numeric">
            Checked
          </th>
        </tr>
      </thead>
      <tbody>
        {labellers.map(({ person, share, supported, checked }) => (
          <tr key={person.handle}>
            <th scope="row">
              <Person {...person} />
            </th>
            <td className="numeric">{share.low.toFixed(2)}</td>
            <td className="numeric">{share.value.toFixed(2)}</td>
            <td className="numeric">{formatCount(supported)}</td>
            <td className="numeric">{formatCount(checked)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Checkers({ checkers }: Pick<Leaderboards, "checkers">) {
  if (checkers.length === 0) return <p>Nobody has that many answers by supported labels yet.</p>;
  return (
    <Table caption="People by how well they tell blind" captionHidden>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col" className="numeric">
            Told rightly, at least
          </th>
          <th scope="col" className="numeric">
            Told rightly
          </th>
          <th scope="col" className="numeric">
            Answers
          </th>
        </tr>
      </thead>
      <tbody>
        {checkers.map(({ person, balanced, answers }) => (
          <tr key={person.handle}>
            <th scope="row">
              <Person {...person} />
            </th>
            <td className="numeric">{balanced.low.toFixed(2)}</td>
            <td className="numeric">{balanced.value.toFixed(2)}</td>
            <td className="numeric">{formatCount(answers)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Person({ handle, name }: { handle: string; name: string | null }) {
  return (
    <TextLink href={`/users/${handle}`} className="break-words">
      <bdi>{name ?? handle}</bdi>
    </TextLink>
  );
}
