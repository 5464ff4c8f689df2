import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import type { DeliveryView } from "@/lib/webhooks/view";
import { maxTries, troubleWords } from "@/lib/webhooks/webhook-words";
import { SendAgain } from "./send-again";

const stateWords = { waiting: "waiting", delivered: "delivered", failed: "not delivered" } as const;

interface DeliveryListProps {
  webhookId: string;
  deliveries: readonly DeliveryView[];
  isOn: boolean;
}

/** What was sent to a webhook, and what it answered. */
export function DeliveryList({ webhookId, deliveries, isOn }: DeliveryListProps) {
  return (
    <ul className="text-m">
      {deliveries.map((delivery) => (
        <li key={delivery.id} className="list-row" data-actions>
          <span className="min-w-0 grow">
            <span className="block break-words">
              <code className="mono text-s">{delivery.type}</code>
              {delivery.bounty && (
                <>
                  {" "}
                  of{" "}
                  <TextLink href={`/bounties/${delivery.bounty.slug}`}>
                    <bdi>{delivery.bounty.title}</bdi>
                  </TextLink>
                </>
              )}
              , <RelativeDate date={delivery.at} />
            </span>
            <span className="block break-words text-ink-soft text-s">
              <strong className={delivery.state === "failed" ? "text-danger" : "text-ink"}>
                {stateWords[delivery.state]}
              </strong>
              <Tried delivery={delivery} />
            </span>
            <span className="mono block break-all text-ink-soft text-s">{delivery.eventId}</span>
            {delivery.answer && (
              <span className="block break-words text-s">
                Answered: <bdi className="mono">{delivery.answer}</bdi>
              </span>
            )}
          </span>
          {isOn && delivery.state !== "waiting" && delivery.type !== "webhook.test" && (
            <SendAgain id={webhookId} delivery={delivery.id} what={delivery.type} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Tried({ delivery }: { delivery: DeliveryView }) {
  const { type, attempts, triedAt, status, trouble, millis, nextTryAt } = delivery;
  if (triedAt === null) return <>, not tried{nextTryAt === null ? ": it was off" : " yet"}</>;
  return (
    <>
      ; tried {attempts} of {type === "webhook.test" ? 1 : maxTries} times, last{" "}
      <RelativeDate date={triedAt} />
      {status !== null && (
        <>
          , answered {status}
          {millis !== null && <> in {millis} ms</>}
        </>
      )}
      {trouble && <>: {troubleWords[trouble]}</>}
      {nextTryAt && (
        <>
          ; next <RelativeDate date={nextTryAt} />
        </>
      )}
    </>
  );
}
