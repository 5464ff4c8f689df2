/** Every label of a model, to take along. */
export function LabelFiles({ modelName }: { modelName: string }) {
  const address = `/api/v1/models/${encodeURIComponent(modelName)}/labels`;
  return (
    <p className="max-w-prose">
      Every label that stands, a line of JSON each, dedicated to the public domain (CC0) and with its authors’
      names:{" "}
      <a className="text-link" href={address} download>
        all that is known of each
      </a>{" "}
      (what it said before, votes and their reasons, blind answers, evidence), or{" "}
      <a className="text-link" href={`${address}?format=neuronpedia`} download>
        as Neuronpedia writes its explanations
      </a>
      .
    </p>
  );
}
