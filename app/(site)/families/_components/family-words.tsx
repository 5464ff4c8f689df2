import type { ReactNode } from "react";
import type { Family, WordEntry } from "@/lib/family-format/family";
import { wordField } from "@/lib/family-format/marked-text";
import { ruleWords } from "./rule-words";

/** Of a list, and of templates: the rest is in the file. */
const shownWords = 12;
const shownTemplates = 24;

/** What a family is made of, in words: roles, templates, lists, rules. */
export function FamilyWords({ family }: { family: Family }) {
  const { description, roles, templates, words, counterfactuals } = family;
  const lists = Object.entries(words);
  return (
    <>
      {description !== "" && <p className="max-w-prose whitespace-pre-line break-words">{description}</p>}
      {roles.length > 0 && (
        <section aria-labelledby="roles">
          <h2 id="roles" className="text-l">
            Roles
          </h2>
          <Defined>
            {roles.map(({ name, says, oneToken, everywhere }) => (
              <div key={name} className="contents">
                <dt className="mono">{name}</dt>
                <dd className="min-w-0 break-words text-ink-soft">
                  {[says, oneToken && "one token", !everywhere && "not in every prompt"]
                    .filter(Boolean)
                    .join("; ")}
                </dd>
              </div>
            ))}
          </Defined>
        </section>
      )}
      <section aria-labelledby="templates">
        <h2 id="templates" className="text-l">
          Templates
        </h2>
        <ul className="mt-1 grid gap-2 text-m">
          {templates.slice(0, shownTemplates).map(({ name, variant, text, answer, distractor }) => (
            <li key={name} className="min-w-0">
              <span className="text-ink-soft text-s">
                <bdi>{name.startsWith(variant) ? name : `${variant}: ${name}`}</bdi>
              </span>
              <br />
              <span className="mono break-words">{text}</span>
              <span className="text-ink-soft">
                {" "}
                then <span className="mono break-words">{JSON.stringify(answer)}</span>
                {distractor !== null && (
                  <>
                    , not <span className="mono break-words">{JSON.stringify(distractor)}</span>
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
        {templates.length > shownTemplates && (
          <p className="text-ink-soft text-s">
            And {templates.length - shownTemplates} more, which its file has.
          </p>
        )}
      </section>
      {lists.length > 0 && (
        <section aria-labelledby="words">
          <h2 id="words" className="text-l">
            Words
          </h2>
          <Defined>
            {lists.map(([list, entries]) => (
              <div key={list} className="contents">
                <dt className="mono">{list}</dt>
                <dd className="min-w-0 break-words">
                  {entries.slice(0, shownWords).map(inWords).join(", ")}
                  {entries.length > shownWords && (
                    <span className="text-ink-soft"> and {entries.length - shownWords} more</span>
                  )}
                </dd>
              </div>
            ))}
          </Defined>
        </section>
      )}
      {counterfactuals.length > 0 && (
        <section aria-labelledby="rules">
          <h2 id="rules" className="text-l">
            Counterfactuals
          </h2>
          <Defined>
            {counterfactuals.map((rule) => (
              <div key={rule.name} className="contents">
                <dt className="break-words">
                  <bdi>{rule.name}</bdi>
                </dt>
                <dd className="min-w-0 break-words text-ink-soft">{ruleWords(rule)}</dd>
              </div>
            ))}
          </Defined>
        </section>
      )}
    </>
  );
}

/** Names beside what is said of each; on a phone above it. */
function Defined({ children }: { children: ReactNode }) {
  return <dl className="mt-1 grid max-w-prose gap-x-4 gap-y-1 text-m sm:grid-cols-[auto_1fr]">{children}</dl>;
}

/** A word with what goes with it: dog (bark). */
function inWords(entry: WordEntry): string {
  if (typeof entry === "string") return entry;
  const more = Object.entries(entry).flatMap(([field, text]) => (field === wordField ? [] : [text]));
  return more.length > 0 ? `${entry[wordField]} (${more.join(", ")})` : (entry[wordField] ?? "");
}
