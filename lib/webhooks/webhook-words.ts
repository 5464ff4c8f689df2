/* The words and bounds of webhooks, for everybody: forms know them without the schemas. */

export const webhookScopes = ["own", "public"] as const;
export type WebhookScope = (typeof webhookScopes)[number];
export const scopeWords: Record<WebhookScope, string> = {
  own: "the bounties that you sponsor",
  public: "all public bounties",
};

export const offReasons = ["owner", "failing", "gone", "secret"] as const;
export type OffReason = (typeof offReasons)[number];
export const offWords: Record<OffReason, string> = {
  owner: "you turned it off",
  failing: "it failed for days",
  gone: "it said that it is gone for good (410)",
  secret: "its secret cannot be read any more, since the site's own has changed: make a new one",
};

export const deliveryTroubles = [
  ...(["name", "private", "certificate", "connection", "time", "secret", "hidden"] as const),
] as const;
export type DeliveryTrouble = (typeof deliveryTroubles)[number];
export const troubleWords: Record<DeliveryTrouble, string> = {
  name: "its name was not found",
  private: "its name leads to an address that is not public, to which nothing is sent",
  certificate: "its certificate is not valid for it",
  connection: "the connection was refused or broke off",
  time: "it did not answer within ten seconds",
  secret: "its secret cannot be read any more: make a new one",
  hidden: "not sent, since the bounty is not public any more",
};

export const deliveryStates = ["waiting", "delivered", "failed"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** That one webhook is told of alone. */
export const maxGivenBounties = 50;

/** That one person has. */
export const maxWebhooks = 10;
/** The seconds between a try and the next, give or take a fifth: eight tries in some 27 hours. */
export const pausesSeconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000] as const;
export const maxTries = pausesSeconds.length + 1;
/** A webhook is turned off once as many tries failed one after the other, over as many days. */
export const maxFailures = 20;
export const failingDays = 3;
/** For which deliveries are kept. */
export const keptDays = 30;
