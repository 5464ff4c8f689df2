import { Written } from "@/app/_written/written";
import { Measured } from "@/app/(site)/_components/measured";
import { Explain } from "@/components/ui/explain";
import { formatCount, formatProbability } from "@/components/ui/format-number";
import { Num } from "@/components/ui/num";
import type { Quality } from "@/lib/evidence-format/quality";
import { type Level, Part } from "./part";

/** How well the dictionary of a feature stands for its site, in the figures that are usual for it. */
export function DictionaryQuality({ quality, level }: { quality: Quality; level: Level }) {
  const { l0, explainedVariance, loss, lossRecovered, neverFired, heads, tokens, windows } = quality;
  return (
    <Part
      level={level}
      title="How good its dictionary is"
      note={`${formatCount(tokens)} tokens, ${formatCount(windows)} windows`}
    >
      <Written>
        <dl className="quality">
          <div>
            <dt>
              <Explain explanation="L0: the mean number of features that fire on a token.">
                firing on a token
              </Explain>
            </dt>
            <dd>
              <Measured figure={l0} />
            </dd>
          </div>
          <div>
            <dt>
              <Explain explanation="1 less the squared error of the reconstruction over the variance of what is reconstructed.">
                explained variance
              </Explain>
            </dt>
            <dd>
              <Measured figure={explainedVariance} />
            </dd>
          </div>
          <div>
            <dt>
              <Explain explanation="Mean cross-entropy of the next token, in nats: of the model itself, with the site replaced by what the dictionary makes of it, and with the site replaced by zero.">
                loss: model, replaced, zero
              </Explain>
            </dt>
            <dd>
              <Num value={loss.model.value} />, <Num value={loss.replaced.value} />,{" "}
              <Num value={loss.zero.value} />
            </dd>
          </div>
          {lossRecovered && (
            <div>
              <dt>
                <Explain explanation="Of what the site is worth to the loss, the share that the dictionary keeps: 100% would be a model that notices nothing.">
                  loss recovered
                </Explain>
              </dt>
              <dd>
                <data value={lossRecovered.value} title={String(lossRecovered.value)}>
                  {formatProbability(lossRecovered.value)}
                </data>
              </dd>
            </div>
          )}
          <div>
            <dt>never fired in all that was read</dt>
            <dd>
              <data value={neverFired}>{formatProbability(neverFired)}</data> of its features
            </dd>
          </div>
          {heads && heads.correlation !== null && (
            <div>
              <dt>
                <Explain explanation="Over this dictionary's features, how far the heads by decoder weight agree with the heads by attribution: the correlation, and how often both name the same largest head.">
                  heads by weight and by attribution
                </Explain>
              </dt>
              <dd>
                <Num value={heads.correlation} />, the same largest in{" "}
                <data value={heads.sameLargest}>{formatProbability(heads.sameLargest)}</data>
              </dd>
            </div>
          )}
        </dl>
      </Written>
    </Part>
  );
}
