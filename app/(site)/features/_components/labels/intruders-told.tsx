import { Explain } from "@/components/ui/explain";
import type { IntruderEstimate, Intruders } from "@/lib/labels/intruders/estimate-intruders";
import { percent, spanOf } from "./blind-answers";

/** What was told of a feature without a label: of people who knew none, and apart from them of others. */
export function IntrudersTold({ people, knowing, programs }: Intruders) {
  return (
    <>
      {people && <Told told={people} who={`${peopleOf(people)} shown no label`} />}
      {knowing && <Told told={knowing} who={`${peopleOf(knowing)} who knew a label of it`} />}
      {programs && <Told told={programs} who={`Programs of ${peopleOf(programs)}`} />}
    </>
  );
}

const peopleOf = ({ raters }: IntruderEstimate) => `${raters} ${raters === 1 ? "person" : "people"}`;

function Told({ told, who }: { told: IntruderEstimate; who: string }) {
  const { answers, right, near, random, raw, weighted, chance } = told;
  return (
    <p className="feature-note">
      {who}: told in {right} of {answers} times which of five texts it does not fire in, {near.right} of{" "}
      {near.of} near misses and {random.right} of {random.of} others.{" "}
      <Explain
        explanation={`Whether it fires on something that people can see; it decides nothing, and whether somebody had seen this page is not known. With bands of activation weighted by the windows of each: ${spanOf(weighted)}. Intervals are of 90%, that of raw counts is Wilson's; they count answers as independent.`}
      >
        {spanOf(raw)} right
      </Explain>
      , where guessing names {percent(chance)}.
    </p>
  );
}
