// Made from the API document (app/api/typescript-client.test.ts). It is not changed by hand.

export type ApiKey = {
  id: string;
  name: string;
  /** The first characters of the key, to tell it from others. */
  start: string;
  /** What it may do; to read is among it. */
  scopes: ("read" | "compute" | "write" | "publish" | "label" | "check")[];
  createdAt: string;
  /** When it was used last, to a minute. */
  usedAt: string | null;
  expiresAt: string | null;
};

export type AttentionScore = {
  status: "computing" | "ready" | "failed";
  /** 0 to 1. */
  progress: number;
  /** What the worker is doing, for the reader. */
  stage: string | null;
  /** Why it failed, for the reader. */
  failure: string | null;
  /** `ahead`: jobs begun or waiting before this one; `workers`: how many are alive that take such jobs. */
  queue: {
    ahead: number;
    workers: number;
  };
  /** Whether this reader may stop it. */
  canCancel: boolean;
  id: string;
  layer: number;
  head: number;
  /** The position that looks. */
  query: number;
  /** The position that is looked at, the query's own or before it. */
  key: number;
  /** Null until it is ready. */
  result: {
    layer: number;
    head: number;
    query: number;
    key: number;
    score: number;
    probability: number;
    keysAbove: number;
    total: number;
    absoluteSum: number;
    residual: number;
    pairs: {
      query: number | "error" | "bias";
      key: number | "error" | "bias";
      value: number;
    }[];
    rest: {
      count: number;
      sum: number;
      absoluteSum: number;
    };
    queryEnd: {
      parts: {
        part: number | "error" | "bias";
        value: number;
      }[];
      rest: {
        count: number;
        sum: number;
        absoluteSum: number;
      };
    };
    keyEnd: {
      parts: {
        part: number | "error" | "bias";
        value: number;
      }[];
      rest: {
        count: number;
        sum: number;
        absoluteSum: number;
      };
    };
    keys: {
      position: number;
      score: number;
      probability: number;
    }[];
    otherKeys: {
      count: number;
      probability: number;
    };
  } | null;
  /** Names of the features in it: [`resid.3.17`, name]. Those without one are left out. */
  names: ([string, string])[];
};

export type BlindHand = {
  label: {
    id: string;
    text: string;
    wording: number;
  };
  /** Whether the feature fires in each text, or which of some tokens it raises after it. */
  asks: "fires" | "raises";
  /** Whether all of it is answered. */
  isDone: boolean;
  texts: ({
    id: string;
    tokens: {
      id: number;
      /** U+FFFD stands for bytes that are only a part of a character. */
      text: string;
      /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
      bytes?: string;
      position: number;
      /** Characters that it makes with its neighbours: the end of one, the beginning of another, or both. */
      parts?: {
        character: string;
        /** Its first byte here, from 1. */
        from: number;
        to: number;
        /** How many bytes the character has. */
        of: number;
      }[];
    }[];
    isAnswered: boolean;
    /** Your answer; null where you could not tell. */
    says: boolean | null;
    /** Whether the feature fires there; told when all is answered. Null where tokens are asked about. */
    fires: boolean | null;
    /** Where others' answers are judged by this text: told when all is answered. */
    gold: {
      id: string;
      /** What the label says of the text, by who picked it. */
      says: boolean;
      reason: string;
      /** The handle of who picked it; null where the account is gone. */
      picker: string | null;
      isMine: boolean;
      /** Whether you dispute it. */
      isDisputed: boolean;
      /** Whether disputes were upheld, so that nobody is asked it any more. */
      isRetired: boolean;
    } | null;
    /** The tokens that are asked about. */
    options: {
      id: number;
      /** U+FFFD stands for bytes that are only a part of a character. */
      text: string;
      /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
      bytes?: string;
    }[] | null;
    /** The place of the one you chose, from 0; null where you could not tell. */
    chosen: number | null;
    /** The place of the right one; told when all is answered. */
    raised: number | null;
  })[];
};

export type Bounty = {
  slug: string;
  title: string;
  /** By the database's clock. */
  standing: "draft" | "open" | "judging" | "provisional" | "awarded" | "cancelled";
  reward: {
    /** ISO 4217. */
    currency: string;
    /** In the currency's smallest units, from the first place on. */
    places: number[];
    /** How many entries share each place, in equal parts; 1 where it is one entry's. */
    sharedBy: number[];
  } | null;
  /** In words. */
  prize: string;
  /** Where words alone are promised: how many entries share each place. Of sums, `reward` says it. */
  prizeSharedBy: number[];
  opensAt: string;
  /** The first moment that is too late. */
  closesAt: string;
  sponsor: {
    handle: string;
    name: string | null;
  };
  id: string;
  /** Markdown. */
  brief: string;
  judges: {
    handle: string;
    name: string | null;
  }[];
  licence: string;
  rules: {
    kind: string;
    version: number;
    /** What it asks for, for the reader. */
    words: string;
    /** The same exactly. */
    definition: string;
  }[];
  rubric: {
    name: string;
    weight: number;
    description: string;
  }[];
  nullResults: boolean;
  replications: boolean;
  maxEntriesADay: number;
  maxTeam: number;
  appealDays: number;
  replyDays: number;
  /** How many judges score each entry; null where all do. */
  judgesEach: number | null;
  /** SHA-256 of the terms as canonical JSON: what entries are judged by. */
  termsHash: string;
  /** Whether something was entered: then nothing of it changes but a later deadline. */
  isFrozen: boolean;
  revision: number;
  cancelled: {
    at: string;
    reason: string;
  } | null;
  /** What became of it, the oldest first. */
  events: {
    at: string;
    kind: "opened" | "changed" | "postponed" | "cancelled" | "judge-named" | "judge-excused" | "set-aside" | "restored" | "ranked" | "answered" | "awarded" | "corrected";
    /** A handle; null where the site itself did it. */
    actor: string | null;
    data: Record<string, string>;
  }[];
  isOwn: boolean;
  /** Whether the reader leads it: its sponsor, and of the site's own its administrators. */
  leads: boolean;
  /** Whether moderators hid it: then its sponsor alone sees it. */
  isHidden: boolean;
  isLocked: boolean;
};

export type BountyJudging = {
  slug: string;
  title: string;
  standing: "draft" | "open" | "judging" | "provisional" | "awarded" | "cancelled";
  /** Whether the reader leads the bounty. */
  leads: boolean;
  /** What was given to each, and how much of it they scored. */
  judges: {
    handle: string;
    isExcused: boolean;
    given: number;
    scored: number;
  }[];
  progress: {
    /** Entries that are judged: eligible and not set aside. */
    judged: number;
    /** Entries of which it is still computed what the rules say. */
    unsettled: number;
    /** Scores that are waited for. */
    waiting: number;
    /** Judged entries that nobody has scored. */
    unscored: number;
  };
  /** Whether the reader judges and has entered too: then nothing is given to them. */
  hasEntered: boolean;
  /** What was given to the reader, in an order that is theirs alone. */
  own: {
    entry: string;
    title: string | null;
    commitment: string;
    standing: "waiting" | "scored" | "conflict";
    points: number[];
  }[];
  /** Null until all have scored, the reader too. */
  discussion: {
    scores: {
      entry: string;
      title: string | null;
      scores: {
        judge: string;
        points: number[];
      }[];
    }[];
    agreement: {
      criterion: string;
      /** Krippendorff's alpha for intervals, of what was scored blind; null where nobody could have differed. */
      alpha: number | null;
      /** Of which two judges or more scored it. */
      entries: number;
    }[];
    remarks: {
      id: string;
      author: string;
      at: string;
      body: string;
    }[];
  } | null;
  /** The newest result, 0 where there is none. */
  result: number;
};

export type BountyOutcome = {
  slug: string;
  title: string;
  standing: "draft" | "open" | "judging" | "provisional" | "awarded" | "cancelled";
  leads: boolean;
  currency: string | null;
  /** For how many places something is promised. */
  places: number;
  /** The first first; each stays as it was. */
  results: {
    number: number;
    kind: "provisional" | "award" | "correction";
    at: string;
    by: string;
    /** SHA-256 of the document as canonical JSON. */
    hash: string;
    words: string;
  }[];
  rubric: {
    name: string;
    weight: number;
  }[];
  tieRule: string;
  agreement: {
    criterion: string;
    /** Krippendorff's alpha for intervals, of what was scored blind; null where nobody could have differed. */
    alpha: number | null;
    /** Of which two judges or more scored it. */
    entries: number;
  }[];
  ranked: {
    entry: string;
    commitment: string;
    /** Of its first commitment: what breaks a tie. */
    committedAt: string;
    /** Handles, as they were when it was ranked. */
    entrants: string[];
    place: number;
    /** From 0 to 1, of what could be had. */
    score: {
      sum: number;
      over: number;
    };
    /** Of points from 0 to 10, a criterion each. */
    means: {
      sum: number;
      over: number;
    }[];
    /** Null where its finding was deleted since. */
    title: string | null;
    judges: number;
  }[];
  /** Where the next page of ranked entries begins. */
  nextPlace: number | null;
  unranked: {
    entry: string;
    commitment: string;
    /** Of its first commitment: what breaks a tie. */
    committedAt: string;
    /** Handles, as they were when it was ranked. */
    entrants: string[];
    why: "ineligible" | "set-aside" | "unscored";
    reason: string;
    /** Null where its finding was deleted since. */
    title: string | null;
    /** Which rules it did not pass, in the bounty's order; none of one that is eligible. */
    rules: {
      kind: string;
      outcome: "passed" | "failed" | "waiting" | "unknown";
    }[];
  }[];
  winners: {
    entry: string;
    /** Which of what is promised: the same of all who share it. */
    place: number;
    entrants: string[];
    /** In the currency's smallest units; null where only words were promised. */
    amount: number | null;
    /** Null where its finding was deleted since. */
    title: string | null;
  }[];
  /** The first moment that is too late to appeal. */
  appealsUntil: string | null;
  appeals: ({
    entry: string;
    /** Null where its finding was deleted since. */
    title: string | null;
    author: string;
    at: string;
    body: string;
    answer: {
      by: string;
      at: string;
      body: string;
    } | null;
  })[];
  rulings: {
    entry: string;
    /** Null where its finding was deleted since. */
    title: string | null;
    at: string;
    by: string;
    isAside: boolean;
    reason: string;
  }[];
  offers: {
    entry: string;
    /** Null where its finding was deleted since. */
    title: string | null;
    /** The same of all who are to share it. */
    place: number | null;
    offeredAt: string;
    /** The first moment that is too late. */
    until: string;
    standing: "waiting" | "accepted" | "declined" | "lapsed";
    /** Whether the reader answers it. */
    isOwn: boolean;
  }[];
  /** Entries that the reader is of the team of. */
  own: {
    entry: string;
    /** Null where its finding was deleted since. */
    title: string | null;
    mayAppeal: boolean;
  }[];
};

export type BountyResult = {
  format: "circuit-commons/result@1";
  kind: "provisional" | "award" | "correction";
  bounty: string;
  terms: string;
  closesAt: string;
  rubric: {
    name: string;
    weight: number;
  }[];
  tieRule: string;
  /** Whose scores count here. */
  judges: string[];
  agreement: {
    criterion: string;
    /** Krippendorff's alpha for intervals, of what was scored blind; null where nobody could have differed. */
    alpha: number | null;
    /** Of which two judges or more scored it. */
    entries: number;
  }[];
  ranked: {
    entry: string;
    commitment: string;
    /** Of its first commitment: what breaks a tie. */
    committedAt: string;
    /** Handles, as they were when it was ranked. */
    entrants: string[];
    place: number;
    /** From 0 to 1, of what could be had. */
    score: {
      sum: number;
      over: number;
    };
    /** Of points from 0 to 10, a criterion each. */
    means: {
      sum: number;
      over: number;
    }[];
    scores: {
      judge: string;
      points: number[];
      /** As they were before judges saw each other's. */
      blind: number[];
      /** SHA-256 of the reasons as canonical JSON: the entry's page has them. */
      reasons: string;
    }[];
  }[];
  unranked: {
    entry: string;
    commitment: string;
    /** Of its first commitment: what breaks a tie. */
    committedAt: string;
    /** Handles, as they were when it was ranked. */
    entrants: string[];
    why: "ineligible" | "set-aside" | "unscored";
    reason: string;
  }[];
  currency: string | null;
  /** Of an award. */
  winners: {
    entry: string;
    /** Which of what is promised: the same of all who share it. */
    place: number;
    entrants: string[];
    /** In the currency's smallest units; null where only words were promised. */
    amount: number | null;
  }[];
  /** What was said of an award, or what a correction corrects. */
  words: string;
  /** Which result a correction corrects, which stays. */
  corrects: number | null;
};

export type BountyTerms = {
  format: "circuit-commons/bounty@1";
  slug: string;
  title: string;
  brief: string;
  licence: string;
  nullResults: boolean;
  replications: boolean;
  rules: {
    kind: string;
    version: number;
  }[];
  rubric: {
    name: string;
    weight: number;
    description: string;
  }[];
  maxEntriesADay: number;
  maxTeam: number;
};

export type CataloguePage = {
  items: ListedFinding[];
  nextCursor: string | null;
  /** How many findings pass the filters. */
  total: number;
  /** How many there would be with a value chosen too, or in the place of one that is: of each filter the most frequent. Of a list of more than 200, the values counted are those that are the most frequent on the whole site. */
  counts: {
    /** The filter, as the address names it. */
    name: "model" | "set" | "target" | "feature" | "token" | "tag" | "author" | "verified" | "checked" | "completeness" | "replacement" | "starts" | "crosses" | "path" | "head";
    value: string;
    count: number;
  }[];
  /** Where nothing passes: each filter with how many there would be without it, if any. */
  without: {
    /** The filter, as the address names it. */
    name: "model" | "set" | "target" | "feature" | "token" | "tag" | "author" | "verified" | "checked" | "completeness" | "replacement" | "starts" | "crosses" | "path" | "head";
    value: string;
    count: number;
  }[];
};

export type CausalCheck = {
  status: "computing" | "ready" | "failed";
  /** 0 to 1. */
  progress: number;
  /** What the worker is doing, for the reader. */
  stage: string | null;
  /** Why it failed, for the reader. */
  failure: string | null;
  /** `ahead`: jobs begun or waiting before this one; `workers`: how many are alive that take such jobs. */
  queue: {
    ahead: number;
    workers: number;
  };
  /** Whether this reader may stop it. */
  canCancel: boolean;
  id: string;
  frozen: boolean;
  computedAt: string | null;
  /** Null until it is ready. */
  result: {
    value: number;
    points: {
      id: string;
      predicted: number;
      measured: number;
    }[];
    nodeCount: number;
    pearson: number | null;
    spearman: number | null;
  } | null;
};

export type Circuit = {
  status: "computing" | "ready" | "failed";
  /** 0 to 1. */
  progress: number;
  /** What the worker is doing, for the reader. */
  stage: string | null;
  /** Why it failed, for the reader. */
  failure: string | null;
  target: string;
  mode: "direct" | "residual";
  threshold: number;
  edgeThreshold: number;
  maxNodes: number;
  id: string;
  runId: string;
  model: {
    name: string;
    displayName: string;
    layers: number;
    heads: number;
    contextLength: number;
  };
  text: string;
  tokens: {
    id: number;
    /** U+FFFD stands for bytes that are only a part of a character. */
    text: string;
    /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
    bytes?: string;
    position: number;
    /** Characters that it makes with its neighbours: the end of one, the beginning of another, or both. */
    parts?: {
      character: string;
      /** Its first byte here, from 1. */
      from: number;
      to: number;
      /** How many bytes the character has. */
      of: number;
    }[];
  }[];
  /** The dictionaries the circuit was traced with. */
  kinds: {
    kind: "attn" | "resid" | "mlp";
    set: {
      name: string;
      displayName: string;
    };
    layers: number[];
    /** Why their features are leaves of circuits, which nothing is traced behind; null where they are not. */
    leavesOnly: string | null;
  }[];
  nodeCount: number | null;
  edgeCount: number | null;
  value: number | null;
  replacementScore: number | null;
  completenessScore: number | null;
  largestResidual: number | null;
  truncated: boolean | null;
  createdAt: string;
  computedAt: string | null;
  computedBy: string | null;
  computeMillis: number | null;
  verification: {
    status: "computing" | "ready" | "failed";
    /** 0 to 1. */
    progress: number;
    /** What the worker is doing, for the reader. */
    stage: string | null;
    /** Why it failed, for the reader. */
    failure: string | null;
    id: string;
    passed: boolean | null;
    largestDifference: number | null;
    differences: string[];
    computedBy: string | null;
    computedAt: string | null;
  } | null;
};

export type Collection = {
  id: string;
  title: string;
  isPublic: boolean;
  /** How many findings it has, those among them that were taken back. */
  size: number;
  owner: {
    handle: string;
    name: string | null;
  };
  updatedAt: string;
  /** Markdown. */
  description: string;
  isMine: boolean;
};

export type CollectionItem = {
  id: string;
  /** From 1. */
  place: number;
  note: string;
  addedAt: string;
  /** Null of one that was taken back or deleted. */
  finding: ListedFinding | null;
};

export type Comment = {
  id: string;
  /** Null of what was deleted, and where the account is gone. */
  author: {
    handle: string;
    name: string | null;
  } | null;
  /** Whether a program said or reworded it, by a key of its author's. */
  byProgram: boolean;
  /** Markdown; empty of what was deleted. */
  body: string;
  /** The same as elements, as a page prints them. */
  writeUp: (string | __schema0)[];
  revision: number;
  createdAt: string;
  updatedAt: string;
  /** When its author deleted it. */
  deletedAt: string | null;
  /** Of one's own: whether moderators hide it from everybody else. */
  isHidden: boolean;
  isMine: boolean;
};

export type CommentHistory = {
  /** The latest first, at most 20 of them. */
  revisions: {
    number: number;
    body: string;
    /** Its words beside those of the revision before. */
    words: {
      text: string;
      is: "same" | "added" | "removed";
    }[];
    createdAt: string;
  }[];
};

export type Commitment = {
  /** SHA-256 of what was entered, with a nonce that is sealed with it. */
  contentHash: string;
  /** By the database's clock. */
  committedAt: string;
};

export type ComputationProgress = {
  status: "computing" | "ready" | "failed";
  /** 0 to 1. */
  progress: number;
  /** What the worker is doing, for the reader. */
  stage: string | null;
  /** Why it failed, for the reader. */
  failure: string | null;
  /** `ahead`: jobs begun or waiting before this one; `workers`: how many are alive that take such jobs. */
  queue: {
    ahead: number;
    workers: number;
  };
  /** Whether this reader may stop it. */
  canCancel: boolean;
};

export type Conversation = {
  id: string;
  /** Which of a feature's labels it is about. */
  label: {
    id: string;
    /** Null where it does not stand. */
    text: string | null;
  } | null;
  createdAt: string;
  /** Counts its changes. */
  version: number;
  resolvedAt: string | null;
  resolvedBy: {
    handle: string;
    name: string | null;
  } | null;
  /** Why a moderator has locked it; null where nobody has. */
  locked: string | null;
  /** Whether the reader may resolve it and open it again. */
  mayResolve: boolean;
  /** How many comments it has. */
  count: number;
  /** Its first comment and the latest, in their order. */
  comments: Comment[];
};

export type Discussion = {
  /** What was begun last comes first. */
  items: Conversation[];
  nextCursor: string | null;
};

export type EligibilityReport = {
  format: "circuit-commons/eligibility@1";
  termsHash: string;
  contentHash: string;
  factsHash: string;
  rules: {
    kind: string;
    version: number;
    words: string;
    definition: string;
    outcome: "passed" | "failed" | "waiting" | "unknown";
    says: string;
    change: string | null;
    evidence: {
      numbers: Record<string, number>;
      nodes: string[];
    };
  }[];
  eligible: boolean | null;
};

export type Entry = {
  id: string;
  /** Which version of it counts, from 1. */
  number: number;
  title: string;
  contentHash: string;
  committedAt: string;
  standing: "entered" | "unconfirmed" | "withdrawn" | "aside";
  /** Null while that is not known. */
  isEligible: boolean | null;
  /** Whether the reader is of its team. */
  isOwn: boolean;
  /** The bounty's. */
  slug: string;
  /** Null where it was deleted since; to others while it is a draft, and until the scores are in, for it says whose it is. */
  finding: string | null;
  /** The circuit's page here; null where its finding was deleted since. */
  circuitId: string | null;
  /** The write-up, as Markdown. */
  body: string;
  tags: string[];
  /** The arrangement of the circuit, as its page's address has it. */
  state: string;
  licence: string;
  /** SHA-256 of the circuit's document as canonical JSON. */
  circuit: string;
  /** Who enters it; to others null until the scores are in. */
  team: {
    handle: string;
    isConfirmed: boolean;
  }[] | null;
  /** Whether the reader may mend and withdraw it. */
  isEntrant: boolean;
  /** False while something that a rule asks for is computed. */
  isSettled: boolean;
  /** Why it does not count as it stands. */
  why: string | null;
  report: EligibilityReport;
};

export type EntryFile = {
  format: "circuit-commons/entry@1";
  content: {
    format: "circuit-commons/entry-content@1";
    finding: string;
    revision: number;
    title: string;
    writeUp: string;
    tags: string[];
    arrangement: string;
    licence: string;
    entrants: string[];
    circuit: string;
    terms: string;
    nonce: string;
  };
  contentHash: string;
  facts: {
    format: "circuit-commons/entry-facts@1";
    content: string;
    committedAt: string | "waiting" | "unknown";
    opensAt: string | "waiting" | "unknown";
    verification: {
      passed: boolean;
      largestDifference: number | null;
      at: string;
    } | "waiting" | "unknown";
    causalChecks: {
      free: {
        value: number;
        points: {
          id: string;
          predicted: number;
          measured: number;
        }[];
        nodeCount: number;
        pearson: number | null;
        spearman: number | null;
      } | "waiting" | "unknown";
      frozen: {
        value: number;
        points: {
          id: string;
          predicted: number;
          measured: number;
        }[];
        nodeCount: number;
        pearson: number | null;
        spearman: number | null;
      } | "waiting" | "unknown";
    };
    thresholds: {
      halved: {
        threshold: number;
        leading: {
          id: string;
          influence: number;
        }[];
      } | "waiting" | "unknown";
      doubled: {
        threshold: number;
        leading: {
          id: string;
          influence: number;
        }[];
      } | "waiting" | "unknown";
    };
    supportedLabels: {
      feature: string;
      supportedSince: string;
      hasPart: boolean;
    }[] | "waiting" | "unknown";
    firstPublished: string | null | "waiting" | "unknown";
    earlier: {
      kind: "finding" | "entry";
      id: string;
      at: string;
      likeness: number;
      measure: "likeness@1" | "likeness@2" | "likeness@3" | "likeness@4";
      isOwn: boolean;
      isAncestor: boolean;
    }[] | "waiting" | "unknown";
    earlierAcross?: {
      kind: "finding" | "entry";
      id: string;
      at: string;
      likeness: number;
      measure: "likeness@1" | "likeness@2" | "likeness@3" | "likeness@4";
      isOwn: boolean;
      isAncestor: boolean;
    }[] | "waiting" | "unknown";
    earlierWithoutFeatures?: {
      kind: "finding" | "entry";
      id: string;
      at: string;
      likeness: number;
      measure: "likeness@1" | "likeness@2" | "likeness@3" | "likeness@4";
      isOwn: boolean;
      isAncestor: boolean;
    }[] | "waiting" | "unknown";
    ownPublished?: {
      id: string;
      at: string;
    }[] | "waiting" | "unknown";
    evaluations?: {
      id: string;
      family: string;
      begunAt: string;
      prompts: number;
      heldOut: boolean;
      randomCircuits: number;
      byAblation: {
        ablation: "zero" | "mean" | "counterfactual";
        sufficiency: number | null;
        necessity: number | null;
        sufficiencyPercentile: number | null;
        necessityPercentile: number | null;
      }[];
      byWording: {
        wording: string;
        prompts: number;
        byAblation: {
          ablation: "zero" | "mean" | "counterfactual";
          sufficiency: number | null;
          necessity: number | null;
        }[];
      }[];
    }[] | "waiting" | "unknown";
    prompt?: {
      text: string;
      spaceInFront: "never" | "always" | "where-none-is";
    } | "waiting" | "unknown";
  };
  factsHash: string;
  circuit: {
    format: "circuit-commons/circuit@1";
    spec: {
      model: string;
      modelChecksum: string;
      dictionarySets: {
        kind: "attn" | "resid" | "mlp";
        name: string;
        checksum: string;
      }[];
      tokenIds: number[];
      target: string;
      mode: "direct" | "residual";
      threshold: number;
      edgeThreshold: number;
      maxNodes: number;
    };
    tokens: {
      position: number;
      id: number;
      text: string;
      bytes?: string;
    }[];
    nodes: {
      id: string;
      kind: "attn" | "resid" | "mlp" | "attn-error" | "resid-error" | "mlp-error" | "mlp-out" | "mlp-skip" | "attn-bias" | "mlp-bias" | "embed" | "pos" | "bias" | "logit" | "logit-diff";
      layer: number | null;
      index: number | null;
      position: number | null;
      activation: number | null;
      influence: number;
      effect: number;
      expanded: boolean;
    }[];
    edges: {
      source: string;
      target: string;
      contribution: number;
    }[];
    rest: {
      target: string;
      count: number;
      sum: number;
      absoluteSum: number;
    }[];
    heads?: {
      source: string;
      readBy?: number[];
      ofNoHead?: number;
      writtenBy?: number[];
      target: string;
    }[];
    scores: {
      replacement: number;
      completeness: number;
    };
    checks: {
      largestResidual: number;
    };
    truncated: boolean;
    unexpandedInfluence?: number;
  };
};

export type EntryScores = {
  /** What was given to the reader to score; null where it was not. */
  own: {
    standing: "waiting" | "scored" | "conflict";
    scores: {
      points: number;
      reason: string;
    }[];
    conflict: string;
  } | null;
  /** What every judge gave; null before the ranking, but for who talks about it. */
  all: {
    judge: string;
    scores: {
      points: number;
      reason: string;
    }[];
  }[] | null;
  /** How many circuits who entered had begun by then on texts of the same pattern: of as many tokens, half or more of them the same. For who judges the entry or talks about it, and null for others. */
  traced: {
    /** Targets of these texts; each once, at whatever threshold. */
    circuits: number;
    texts: number;
    /** Of the circuits those of the entered target's feature or token. */
    sameTarget: number;
  } | null;
  /** Why it does not rank, where that was ruled. */
  asideFor: string | null;
  /** Whether the reader leads the bounty, and may rule about it now. */
  mayBeRuled: boolean;
};

export type EvaluationDocument = {
  format: "circuit-commons/evaluation@1";
  model: string;
  modelChecksum: string;
  dictionarySets: {
    kind: "attn" | "resid" | "mlp";
    name: string;
    checksum: string;
  }[];
  /** SHA-256 of each circuit as canonical JSON. */
  circuits: string[];
  family: {
    hash: string;
    rule: string | null;
    only: "shown" | "held-out" | null;
  };
  kinds: ("attn" | "resid" | "mlp")[];
  metric: "logit" | "logit-difference" | "normalised-difference" | "probability" | "rank" | "kl" | "cross-entropy";
  seed: number;
  frozen: {
    patterns: boolean;
    layerNorms: boolean;
  };
  prompts: {
    all: number;
    /** Left out of all means, since the metric of one of their runs is not known. */
    unknown: number;
  };
  universe: {
    /** All that are kept or ablated. */
    nodes: number;
    counterfactualOnly: number;
  };
  circuit: {
    /** By role: attn.2.17@S2, attn-error.2@END. */
    nodes: string[];
    features: number;
    errors: number;
    ranked: number;
    /** What goes past the features of skip transcoders. */
    skips?: number;
    /** Left out: they stand at tokens without a role. */
    withoutRole: string[];
  };
  whole: {
    known: number;
    unknown: number;
    mean: number | null;
    deviation: number | null;
    /** 95%, over bootstrap samples of the prompts. */
    interval: [number, number] | null;
  };
  byAblation: ({
    ablation: "zero" | "mean" | "counterfactual";
    /** Nothing kept. */
    none: {
      known: number;
      unknown: number;
      mean: number | null;
      deviation: number | null;
      /** 95%, over bootstrap samples of the prompts. */
      interval: [number, number] | null;
    };
    /** The circuit kept, the rest ablated. */
    sufficiency: {
      metric: {
        known: number;
        unknown: number;
        mean: number | null;
        deviation: number | null;
        /** 95%, over bootstrap samples of the prompts. */
        interval: [number, number] | null;
      };
      /** Kept: (m(set) - m(none)) / (m(whole) - m(none)); ablated: (m(whole) - m(set)) / (m(whole) - m(none)). */
      share: number | null;
      interval: [number, number] | null;
      random: {
        /** Of each random circuit, in the order in which they were drawn. */
        shares: (number | null)[];
        /** Of a hundred, how many have a smaller share than the circuit. */
        percentile: number | null;
        /** Of a hundred, how many have a share further from 1. */
        percentileByDistance: number | null;
      } | null;
    };
    /** The circuit ablated, the rest kept. */
    necessity: {
      metric: {
        known: number;
        unknown: number;
        mean: number | null;
        deviation: number | null;
        /** 95%, over bootstrap samples of the prompts. */
        interval: [number, number] | null;
      };
      /** Kept: (m(set) - m(none)) / (m(whole) - m(none)); ablated: (m(whole) - m(set)) / (m(whole) - m(none)). */
      share: number | null;
      interval: [number, number] | null;
      random: {
        /** Of each random circuit, in the order in which they were drawn. */
        shares: (number | null)[];
        /** Of a hundred, how many have a smaller share than the circuit. */
        percentile: number | null;
        /** Of a hundred, how many have a share further from 1. */
        percentileByDistance: number | null;
      } | null;
    };
    errors: {
      /** The circuit kept without its error terms. */
      without: {
        metric: {
          known: number;
          unknown: number;
          mean: number | null;
          deviation: number | null;
          /** 95%, over bootstrap samples of the prompts. */
          interval: [number, number] | null;
        };
        /** Kept: (m(set) - m(none)) / (m(whole) - m(none)); ablated: (m(whole) - m(set)) / (m(whole) - m(none)). */
        share: number | null;
        interval: [number, number] | null;
      };
      /** Its error terms kept, and nothing else. */
      alone: {
        metric: {
          known: number;
          unknown: number;
          mean: number | null;
          deviation: number | null;
          /** 95%, over bootstrap samples of the prompts. */
          interval: [number, number] | null;
        };
        /** Kept: (m(set) - m(none)) / (m(whole) - m(none)); ablated: (m(whole) - m(set)) / (m(whole) - m(none)). */
        share: number | null;
        interval: [number, number] | null;
      };
      /** (m(circuit) - m(without)) / (m(circuit) - m(none)). */
      share: number | null;
    };
    curve: {
      metric: {
        known: number;
        unknown: number;
        mean: number | null;
        deviation: number | null;
        /** 95%, over bootstrap samples of the prompts. */
        interval: [number, number] | null;
      };
      /** Kept: (m(set) - m(none)) / (m(whole) - m(none)); ablated: (m(whole) - m(set)) / (m(whole) - m(none)). */
      share: number | null;
      interval: [number, number] | null;
      nodesShare: number;
      nodes: number;
      /** How many of them the circuit itself ranks. */
      ranked: number;
    }[];
    areas: {
      cpr: number | null;
      cmd: number | null;
    };
  })[];
  /** The metric of each prompt, in the family's order. */
  byPrompt: {
    whole: number | null;
    byAblation: {
      ablation: "zero" | "mean" | "counterfactual";
      none: number | null;
      kept: number | null;
      ablated: number | null;
      withoutErrors: number | null;
      errorsAlone: number | null;
      curve: (number | null)[];
    }[];
  }[];
};

export type EvaluationView = {
  id: string;
  circuit: {
    id: string;
    target: string;
    text: string;
    model: string;
  };
  family: {
    id: string;
    version: number;
    title: string;
    hash: string;
  };
  asked: {
    rule: string | null;
    only: "shown" | "held-out" | null;
    prompts: number;
    metric: "logit" | "logit-difference" | "normalised-difference" | "probability" | "rank" | "kl" | "cross-entropy";
    ablations: ("zero" | "mean" | "counterfactual")[];
    randomCircuits: number;
    seed: number;
  };
  createdAt: string;
  status: "computing" | "ready" | "failed";
  /** 0 to 1. */
  progress: number;
  /** What the worker is doing, for the reader. */
  stage: string | null;
  /** Why it failed, for the reader. */
  failure: string | null;
  /** `ahead`: jobs begun or waiting before this one; `workers`: how many are alive that take such jobs. */
  queue: {
    ahead: number;
    workers: number;
  };
  /** Whether this reader may stop it. */
  canCancel: boolean;
  /** Null until it is ready. */
  shares: {
    ablation: "zero" | "mean" | "counterfactual";
    sufficiency: number | null;
    necessity: number | null;
    /** Of sufficiency among random circuits. */
    percentile: number | null;
  }[] | null;
  computedBy: string | null;
};

export type Experiment = {
  format: "circuit-commons/experiment@1";
  title: string;
  description?: string;
  hypothesis: {
    says: string;
    writtenAt: string;
  };
  model: {
    name: string;
    checksum?: string | null;
  };
  dictionaries?: {
    attn?: {
      name: string;
      checksum?: string | null;
    } | null;
    resid?: {
      name: string;
      checksum?: string | null;
    } | null;
    mlp?: {
      name: string;
      checksum?: string | null;
    } | null;
  };
  family: {
    from: "bundled";
    name: string;
    hash: string;
  } | {
    from: "file";
    file: string;
    hash: string;
  } | {
    from: "content";
    content: Record<string, unknown>;
    hash: string;
  };
  prompts?: {
    rule?: string | null;
    only?: "shown" | "held-out" | null;
    first?: number | null;
  };
  metrics: ("logit" | "logit-difference" | "normalised-difference" | "probability" | "rank" | "kl" | "cross-entropy")[];
  conditions: ({
    name: string;
    rule?: string | null;
    freeze?: {
      patterns?: boolean;
      layerNorms?: boolean;
    };
    interventions: ({
      do: "ablate";
      what: {
        part: "feature";
        kind: "attn" | "resid" | "mlp";
        layer: number;
        index: number;
      } | {
        part: "error";
        kind: "attn" | "resid" | "mlp";
        layer: number | "all" | "each";
      } | {
        part: "head";
        layer: number | "all" | "each";
        head: number | "each";
      } | {
        part: "site";
        kind: "attn" | "resid" | "mlp";
        layer: number | "all" | "each";
      };
      to: "zero" | "mean" | "counterfactual";
      roles: string[];
    } | {
      do: "patch";
      part: "q" | "k" | "v";
      layer: number | "all" | "each";
      head: number;
      roles: string[];
    } | {
      do: "splice";
      kind: "attn" | "resid" | "mlp" | "all";
      layer: number | "all" | "each";
      keepError: boolean;
      roles: string[] | null;
    })[];
  })[];
  seed?: number;
  digits?: number;
};

export type ExperimentResult = {
  format: "circuit-commons/experiment-result@1";
  experiment: {
    hash: string;
    title: string;
    hypothesis: {
      says: string;
      writtenAt: string;
    };
  };
  model: string;
  modelChecksum: string;
  dictionarySets: {
    kind: "attn" | "resid" | "mlp";
    name: string;
    checksum: string;
  }[];
  family: {
    title: string;
    hash: string;
  };
  seed: number;
  digits: number;
  computedAt: string;
  /** Of the code: its version, and the commit where it is known. */
  build: string;
  prompts: {
    text: string;
    template: string;
    variant: string;
    heldOut: boolean;
  }[];
  /** Of the runs without edits. */
  whole: {
    metric: "logit" | "logit-difference" | "normalised-difference" | "probability" | "rank" | "kl" | "cross-entropy";
    /** By prompt; null where it is not known. */
    values: (number | null)[];
    value: {
      known: number;
      unknown: number;
      mean: number | null;
      /** Of a sample. */
      deviation: number | null;
      /** 95%, over bootstrap samples of the prompts. */
      interval: [number, number] | null;
    };
    /** Of each prompt's value less that of its run without edits. */
    change: {
      known: number;
      unknown: number;
      mean: number | null;
      /** Of a sample. */
      deviation: number | null;
      /** 95%, over bootstrap samples of the prompts. */
      interval: [number, number] | null;
    };
    /** None where all prompts are of one variant. */
    variants: {
      variant: string;
      value: {
        known: number;
        unknown: number;
        mean: number | null;
        /** Of a sample. */
        deviation: number | null;
        /** 95%, over bootstrap samples of the prompts. */
        interval: [number, number] | null;
      };
      /** Of each prompt's value less that of its run without edits. */
      change: {
        known: number;
        unknown: number;
        mean: number | null;
        /** Of a sample. */
        deviation: number | null;
        /** 95%, over bootstrap samples of the prompts. */
        interval: [number, number] | null;
      };
    }[];
  }[];
  conditions: ({
    name: string;
    /** By which its counterfactuals were made; null: the prompts'. */
    rule: string | null;
    freeze: {
      patterns: boolean;
      layerNorms: boolean;
    };
    /** As the model has them. */
    interventions: ({
      do: "ablate";
      what: {
        part: "feature";
        kind: "attn" | "resid" | "mlp";
        layer: number;
        index: number;
      } | {
        part: "error";
        kind: "attn" | "resid" | "mlp";
        layer: number;
      } | {
        part: "head";
        layer: number;
        head: number;
      } | {
        part: "site";
        kind: "attn" | "resid" | "mlp";
        layer: number;
      };
      to: "zero" | "mean" | "counterfactual";
      roles: string[];
    } | {
      do: "patch";
      part: "q" | "k" | "v";
      layer: number;
      head: number;
      roles: string[];
    } | {
      do: "splice";
      kind: "attn" | "resid" | "mlp" | "all";
      layer: number | "all";
      keepError: boolean;
      roles: string[] | null;
    })[];
    /** Prompts with one of its roles; nothing is changed in the others. */
    reached: number;
    metrics: {
      metric: "logit" | "logit-difference" | "normalised-difference" | "probability" | "rank" | "kl" | "cross-entropy";
      /** By prompt; null where it is not known. */
      values: (number | null)[];
      value: {
        known: number;
        unknown: number;
        mean: number | null;
        /** Of a sample. */
        deviation: number | null;
        /** 95%, over bootstrap samples of the prompts. */
        interval: [number, number] | null;
      };
      /** Of each prompt's value less that of its run without edits. */
      change: {
        known: number;
        unknown: number;
        mean: number | null;
        /** Of a sample. */
        deviation: number | null;
        /** 95%, over bootstrap samples of the prompts. */
        interval: [number, number] | null;
      };
      /** None where all prompts are of one variant. */
      variants: {
        variant: string;
        value: {
          known: number;
          unknown: number;
          mean: number | null;
          /** Of a sample. */
          deviation: number | null;
          /** 95%, over bootstrap samples of the prompts. */
          interval: [number, number] | null;
        };
        /** Of each prompt's value less that of its run without edits. */
        change: {
          known: number;
          unknown: number;
          mean: number | null;
          /** Of a sample. */
          deviation: number | null;
          /** 95%, over bootstrap samples of the prompts. */
          interval: [number, number] | null;
        };
      }[];
    }[];
  })[];
};

export type ExperimentView = {
  id: string;
  title: string;
  /** SHA-256 of the experiment as canonical JSON (RFC 8785). */
  hash: string;
  hypothesis: {
    says: string;
    /** As its file states it; `createdAt` is when this site had it. */
    writtenAt: string;
  };
  model: string;
  family: {
    id: string;
    version: number;
    title: string;
    hash: string;
  };
  metrics: ("logit" | "logit-difference" | "normalised-difference" | "probability" | "rank" | "kl" | "cross-entropy")[];
  conditions: number;
  isPublic: boolean;
  owner: {
    handle: string;
    name: string | null;
  };
  createdAt: string;
  /** When its first result was there. */
  computedAt: string | null;
  /** Its family is told by where it is on this site, and its hash. */
  experiment: Experiment;
  conclusion: {
    holds: "yes" | "no" | "partly";
    text: string;
    /** When it was last written. */
    at: string;
  } | null;
  isMine: boolean;
  /** Whether it comes with the site. */
  isBundled: boolean;
  /** What it began as, where whoever asks may see that. */
  forkedFrom: {
    id: string;
    title: string;
  } | null;
  /** The first of them first. */
  results: ListedExperimentResult[];
};

export type ExportedGraph = {
  /** The file for Neuronpedia (docs/formats.md). */
  graph: unknown;
  /** What a reader that knows the format alone cannot get back, by field. All of it stands in `graph.metadata.circuit_commons` for the way back, but for what is said to be changed. */
  lost: string[];
  /** What such a reader shows in a way of its own. */
  notes: string[];
};

export type Family = {
  format: "circuit-commons/family@1";
  title: string;
  description?: string;
  roles: {
    name: string;
    says?: string;
    oneToken?: boolean;
    everywhere?: boolean;
  }[];
  words?: Record<string, (string | Record<string, string>)[]>;
  templates: {
    name: string;
    variant?: string;
    text: string;
    answer: string;
    distractor?: string | null;
    counterfactual?: string | null;
  }[];
  counterfactuals?: ({
    name: string;
    rule: "other-words";
    roles: string[];
    together: boolean;
  } | {
    name: string;
    rule: "swap-places";
    roles: [string, string];
  } | {
    name: string;
    rule: "same-word";
    role: string;
    as: string;
  } | {
    name: string;
    rule: "another-word";
    role: string;
    word: string;
  } | {
    name: string;
    rule: "moved";
    before: string | null;
    text: string;
  })[];
  draws?: number;
  seed?: number;
  heldOutPercent?: number;
};

export type FamilyOfPrompts = {
  id: string;
  title: string;
  /** How many prompts it makes. */
  prompts: number;
  /** The number of its latest version, of which all this is. */
  latest: number;
  /** SHA-256 of the family as canonical JSON (RFC 8785). */
  hash: string;
  isPublic: boolean;
  owner: {
    handle: string;
    name: string | null;
  };
  updatedAt: string;
  /** The version that `family`, `hash`, `prompts` and `heldOut` are of. */
  version: number;
  /** When this version was made. */
  createdAt: string;
  /** How many of its prompts are held out. */
  heldOut: number;
  isMine: boolean;
  /** What it began as, where whoever asks may see that. */
  forkedFrom: {
    id: string;
    version: number;
    title: string;
  } | null;
  family: Family;
};

export type FamilyReport = {
  prompts: number;
  heldOut: number;
  tokens: {
    least: number;
    most: number;
  };
  withCounterfactual: number;
  /** Templates whose words make fewer different prompts than are drawn. */
  fewer: {
    template: string;
    draws: number;
    prompts: number;
  }[];
  /** What is wrong with how many of its prompts, and the number of the first, from 1. */
  faults: {
    says: string;
    prompts: number;
    first: number;
  }[];
};

export type FamilyVersion = {
  number: number;
  hash: string;
  prompts: number;
  heldOut: number;
  createdAt: string;
};

export type Feature = {
  model: {
    name: string;
    displayName: string;
    layers: number;
    heads: number;
  };
  kind: "attn" | "resid" | "mlp";
  set: {
    name: string;
    displayName: string;
    licence: string;
  };
  layer: number;
  index: number;
  /** How many features its dictionary has. */
  features: number;
  /** Its dictionary's, in SAELens' word. */
  architecture: string;
  hookIn: string;
  hookOut: string;
  /** What people call it; until somebody does, made by rule from what a corpus showed, and null before one was read. */
  name: string | null;
  named: "rule" | "proposed" | "contested" | "supported" | null;
  evidence: {
    corpora: {
      /** The index that read it, as an example is named by. */
      index: string;
      name: string;
      licence: string;
      tokens: number;
      windows: number;
    }[];
    /** The share of all tokens at which it fires. */
    density: number;
    fired: {
      tokens: number;
      windows: number;
    };
    activation: {
      max: number;
      mean: number;
    };
    /** Firings by activation. */
    histogram: {
      from: number;
      to: number | null;
      count: number;
    }[];
    /** Windows by their strongest activation, and how many of them were drawn as examples. */
    bands: {
      band: number;
      from: number;
      to: number | null;
      windows: number;
      drawn: number;
    }[];
    /** The band whose examples these are; null for the strongest. */
    shown: number | null;
    examples: {
      /** A place in `corpora`. */
      corpus: number;
      window: number;
      /** Where it is strongest in the window. */
      position: number;
      activation: number;
      /** [position, activation] of the firings nearest the peak, to three digits. */
      firings: ([number, number])[];
      /** How often it fires in the window in all. */
      fired: number;
      /** With which it was drawn; null where it was chosen for its strength. */
      probability: number | null;
      /** How many tokens the window has. */
      length: number;
      /** Those of the window that are shown, by position. */
      tokens: {
        id: number;
        /** U+FFFD stands for bytes that are only a part of a character. */
        text: string;
        /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
        bytes?: string;
        position: number;
        /** Characters that it makes with its neighbours: the end of one, the beginning of another, or both. */
        parts?: {
          character: string;
          /** Its first byte here, from 1. */
          from: number;
          to: number;
          /** How many bytes the character has. */
          of: number;
        }[];
      }[];
      /** Of an attention feature, what heads bring from which source token to the peak (DFA), the largest first. */
      reads: {
        head: number;
        source: number;
        value: number;
        token: {
          id: number;
          /** U+FFFD stands for bytes that are only a part of a character. */
          text: string;
          /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
          bytes?: string;
        };
      }[] | null;
      /** The sum over all heads and sources. */
      readsTotal: number | null;
    }[];
    /** The example that was asked for by name; null where none was, or it is not kept any more. */
    named: {
      /** A place in `corpora`. */
      corpus: number;
      window: number;
      /** Where it is strongest in the window. */
      position: number;
      activation: number;
      /** [position, activation] of the firings nearest the peak, to three digits. */
      firings: ([number, number])[];
      /** How often it fires in the window in all. */
      fired: number;
      /** With which it was drawn; null where it was chosen for its strength. */
      probability: number | null;
      /** How many tokens the window has. */
      length: number;
      /** Those of the window that are shown, by position. */
      tokens: {
        id: number;
        /** U+FFFD stands for bytes that are only a part of a character. */
        text: string;
        /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
        bytes?: string;
        position: number;
        /** Characters that it makes with its neighbours: the end of one, the beginning of another, or both. */
        parts?: {
          character: string;
          /** Its first byte here, from 1. */
          from: number;
          to: number;
          /** How many bytes the character has. */
          of: number;
        }[];
      }[];
      /** Of an attention feature, what heads bring from which source token to the peak (DFA), the largest first. */
      reads: {
        head: number;
        source: number;
        value: number;
        token: {
          id: number;
          /** U+FFFD stands for bytes that are only a part of a character. */
          text: string;
          /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
          bytes?: string;
        };
      }[] | null;
      /** The sum over all heads and sources. */
      readsTotal: number | null;
    } | null;
    tokens: {
      token: {
        id: number;
        /** U+FFFD stands for bytes that are only a part of a character. */
        text: string;
        /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
        bytes?: string;
      };
      share: number;
      firesOn: number | null;
      sampled: number;
    }[];
    logits: {
      promoted: {
        token: {
          id: number;
          /** U+FFFD stands for bytes that are only a part of a character. */
          text: string;
          /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
          bytes?: string;
        };
        value: number;
      }[];
      suppressed: {
        token: {
          id: number;
          /** U+FFFD stands for bytes that are only a part of a character. */
          text: string;
          /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
          bytes?: string;
        };
        value: number;
      }[];
    } | null;
    heads: {
      byWeight: number[];
      byDfa: number[] | null;
      examples: number;
    } | null;
    neighbours: {
      kind: "attn" | "resid" | "mlp";
      /** The name of its dictionary set. */
      set: string;
      layer: number;
      index: number;
      name: string | null;
      cosine: number;
    }[];
    together: {
      kind: "attn" | "resid" | "mlp";
      /** The name of its dictionary set. */
      set: string;
      layer: number;
      index: number;
      name: string | null;
      both: number;
      overlap: number;
    }[];
    families: ("dead" | "always-on" | "positional" | "duplicate")[];
    duplicates: {
      kind: "attn" | "resid" | "mlp";
      /** The name of its dictionary set. */
      set: string;
      layer: number;
      index: number;
      name: string | null;
    }[];
  } | null;
  /** How well its dictionary stands for its site. */
  quality: {
    format: "circuit-commons/quality@1";
    indexId: string;
    windows: number;
    tokens: number;
    l0: {
      value: number;
      error: number | null;
    };
    explainedVariance: {
      value: number;
      error: number | null;
    };
    loss: {
      model: {
        value: number;
        error: number | null;
      };
      replaced: {
        value: number;
        error: number | null;
      };
      zero: {
        value: number;
        error: number | null;
      };
    };
    lossRecovered: {
      value: number;
      error: number | null;
    } | null;
    neverFired: number;
    heads: {
      features: number;
      correlation: number | null;
      sameLargest: number;
    } | null;
  } | null;
  /** Where there is no evidence: how far reading is. */
  reading: {
    corpus: string;
    state: "waiting" | "reading" | "assembling" | "failed";
    /** 0 to 1, of the state. */
    progress: number;
    failure: string | null;
  } | null;
};

export type FeatureCircuit = {
  circuitId: string;
  target: string;
  /** Of a feature, if it has one. */
  targetName: string | null;
  /** How that name stands; null where it is made by rule. */
  targetStanding: "proposed" | "contested" | "supported" | null;
  mode: "direct" | "residual";
  /** What was run. */
  text: string;
  tokens: {
    id: number;
    /** U+FFFD stands for bytes that are only a part of a character. */
    text: string;
    /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
    bytes?: string;
    position: number;
    /** Characters that it makes with its neighbours: the end of one, the beginning of another, or both. */
    parts?: {
      character: string;
      /** Its first byte here, from 1. */
      from: number;
      to: number;
      /** How many bytes the character has. */
      of: number;
    }[];
  }[];
  position: number;
  activation: number;
  influence: number;
  effect: number;
  expanded: boolean;
};

export type FeatureJudgements = {
  /** How many have judged it. */
  people: number;
  own: {
    /** 0, no idea what it does, to 4, one could say where it fires. */
    interpretable: number;
    family: "induction" | "localContext" | "highLevelContext" | "positional" | "nameMover" | "duplicateToken" | "suppression" | "alwaysOn" | "dead" | "unclear";
    /** False where it has several that have nothing to do with each other. */
    hasOneMeaning: boolean;
    /** Of all of this: 0, guessing, to 4, certain. */
    confidence: number;
    first: {
      /** 0, no idea what it does, to 4, one could say where it fires. */
      interpretable: number;
      family: "induction" | "localContext" | "highLevelContext" | "positional" | "nameMover" | "duplicateToken" | "suppression" | "alwaysOn" | "dead" | "unclear";
      /** False where it has several that have nothing to do with each other. */
      hasOneMeaning: boolean;
      /** Of all of this: 0, guessing, to 4, certain. */
      confidence: number;
    };
  } | null;
  /** The latest 50; null for who has not judged the feature themselves. */
  others: ({
    /** 0, no idea what it does, to 4, one could say where it fires. */
    interpretable: number;
    family: "induction" | "localContext" | "highLevelContext" | "positional" | "nameMover" | "duplicateToken" | "suppression" | "alwaysOn" | "dead" | "unclear";
    /** False where it has several that have nothing to do with each other. */
    hasOneMeaning: boolean;
    /** Of all of this: 0, guessing, to 4, certain. */
    confidence: number;
    id: string;
    /** Null where the account is gone. */
    judge: {
      handle: string;
      name: string | null;
    } | null;
    /** What they said before they were shown what others say. */
    first: {
      /** 0, no idea what it does, to 4, one could say where it fires. */
      interpretable: number;
      family: "induction" | "localContext" | "highLevelContext" | "positional" | "nameMover" | "duplicateToken" | "suppression" | "alwaysOn" | "dead" | "unclear";
      /** False where it has several that have nothing to do with each other. */
      hasOneMeaning: boolean;
      /** Of all of this: 0, guessing, to 4, certain. */
      confidence: number;
    };
    updatedAt: string;
  })[] | null;
  /** Of first judgements of this feature, against the chance of its set's; null as `others`. */
  agreement: {
    /** That at least two people judged blind, and that are counted. */
    features: number;
    people: number;
    interpretable: {
      /** Krippendorff's alpha: 1 is full agreement, 0 what chance brings about. */
      value: number;
      /** Of its 90% interval; null where there are too few features. */
      low: number | null;
      high: number | null;
    } | null;
    family: {
      /** Krippendorff's alpha: 1 is full agreement, 0 what chance brings about. */
      value: number;
      /** Of its 90% interval; null where there are too few features. */
      low: number | null;
      high: number | null;
    } | null;
    hasOneMeaning: {
      /** Krippendorff's alpha: 1 is full agreement, 0 what chance brings about. */
      value: number;
      /** Of its 90% interval; null where there are too few features. */
      low: number | null;
      high: number | null;
    } | null;
    confidence: {
      /** Krippendorff's alpha: 1 is full agreement, 0 what chance brings about. */
      value: number;
      /** Of its 90% interval; null where there are too few features. */
      low: number | null;
      high: number | null;
    } | null;
  } | null;
  /** Of all features of its set, with intervals, half a minute old at most; null as `others`. */
  setAgreement: {
    /** That at least two people judged blind, and that are counted. */
    features: number;
    people: number;
    interpretable: {
      /** Krippendorff's alpha: 1 is full agreement, 0 what chance brings about. */
      value: number;
      /** Of its 90% interval; null where there are too few features. */
      low: number | null;
      high: number | null;
    } | null;
    family: {
      /** Krippendorff's alpha: 1 is full agreement, 0 what chance brings about. */
      value: number;
      /** Of its 90% interval; null where there are too few features. */
      low: number | null;
      high: number | null;
    } | null;
    hasOneMeaning: {
      /** Krippendorff's alpha: 1 is full agreement, 0 what chance brings about. */
      value: number;
      /** Of its 90% interval; null where there are too few features. */
      low: number | null;
      high: number | null;
    } | null;
    confidence: {
      /** Krippendorff's alpha: 1 is full agreement, 0 what chance brings about. */
      value: number;
      /** Of its 90% interval; null where there are too few features. */
      low: number | null;
      high: number | null;
    } | null;
  } | null;
};

export type FeatureLabels = {
  input: {
    side: "input" | "output";
    state: "unlabelled" | "proposed" | "contested" | "supported";
    /** Why it is in this state. */
    reason: string;
    /** What would bring it to the next. */
    missing: string;
    /** The proposal that leads. */
    leaderId: string | null;
    /** Counts every change of the side. */
    version: number;
    /** By the stated rule, what leads first; at most 10. */
    proposals: Label[];
    /** How many stand. */
    count: number;
    /** What the reader took back, which can be made again. */
    withdrawn: {
      id: string;
      text: string;
    }[];
    /** Null before the first hand, and of the output side. */
    intruders: {
      /** Answers of people who had proposed no label of the feature and had not been asked by one. */
      people: {
        /** How many were given, of hands that are answered whole. */
        answers: number;
        raters: number;
        /** Of all answers, how many named the text in which the feature does not fire. */
        right: number;
        /** Answers by how strongly the feature fires in the other texts. */
        bands: {
          band: number;
          windows: number;
          right: number;
          of: number;
        }[];
        /** Where a near neighbour of the feature fires in the text that does not belong. */
        near: {
          right: number;
          of: number;
        };
        /** Where that text is any without a firing. */
        random: {
          right: number;
          of: number;
        };
        /** The share that is right, with Wilson's interval. */
        raw: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        };
        /** The same with each band weighted by the corpus' windows that are in it. */
        weighted: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        };
        /** The share that somebody has who names any text. */
        chance: number;
      } | null;
      /** Answers of people who had. */
      knowing: {
        /** How many were given, of hands that are answered whole. */
        answers: number;
        raters: number;
        /** Of all answers, how many named the text in which the feature does not fire. */
        right: number;
        /** Answers by how strongly the feature fires in the other texts. */
        bands: {
          band: number;
          windows: number;
          right: number;
          of: number;
        }[];
        /** Where a near neighbour of the feature fires in the text that does not belong. */
        near: {
          right: number;
          of: number;
        };
        /** Where that text is any without a firing. */
        random: {
          right: number;
          of: number;
        };
        /** The share that is right, with Wilson's interval. */
        raw: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        };
        /** The same with each band weighted by the corpus' windows that are in it. */
        weighted: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        };
        /** The share that somebody has who names any text. */
        chance: number;
      } | null;
      /** Answers by keys, whatever their owners knew. A rater is who the keys belong to. */
      programs: {
        /** How many were given, of hands that are answered whole. */
        answers: number;
        raters: number;
        /** Of all answers, how many named the text in which the feature does not fire. */
        right: number;
        /** Answers by how strongly the feature fires in the other texts. */
        bands: {
          band: number;
          windows: number;
          right: number;
          of: number;
        }[];
        /** Where a near neighbour of the feature fires in the text that does not belong. */
        near: {
          right: number;
          of: number;
        };
        /** Where that text is any without a firing. */
        random: {
          right: number;
          of: number;
        };
        /** The share that is right, with Wilson's interval. */
        raw: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        };
        /** The same with each band weighted by the corpus' windows that are in it. */
        weighted: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        };
        /** The share that somebody has who names any text. */
        chance: number;
      } | null;
    } | null;
  };
  output: {
    side: "input" | "output";
    state: "unlabelled" | "proposed" | "contested" | "supported";
    /** Why it is in this state. */
    reason: string;
    /** What would bring it to the next. */
    missing: string;
    /** The proposal that leads. */
    leaderId: string | null;
    /** Counts every change of the side. */
    version: number;
    /** By the stated rule, what leads first; at most 10. */
    proposals: Label[];
    /** How many stand. */
    count: number;
    /** What the reader took back, which can be made again. */
    withdrawn: {
      id: string;
      text: string;
    }[];
    /** Null before the first hand, and of the output side. */
    intruders: {
      /** Answers of people who had proposed no label of the feature and had not been asked by one. */
      people: {
        /** How many were given, of hands that are answered whole. */
        answers: number;
        raters: number;
        /** Of all answers, how many named the text in which the feature does not fire. */
        right: number;
        /** Answers by how strongly the feature fires in the other texts. */
        bands: {
          band: number;
          windows: number;
          right: number;
          of: number;
        }[];
        /** Where a near neighbour of the feature fires in the text that does not belong. */
        near: {
          right: number;
          of: number;
        };
        /** Where that text is any without a firing. */
        random: {
          right: number;
          of: number;
        };
        /** The share that is right, with Wilson's interval. */
        raw: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        };
        /** The same with each band weighted by the corpus' windows that are in it. */
        weighted: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        };
        /** The share that somebody has who names any text. */
        chance: number;
      } | null;
      /** Answers of people who had. */
      knowing: {
        /** How many were given, of hands that are answered whole. */
        answers: number;
        raters: number;
        /** Of all answers, how many named the text in which the feature does not fire. */
        right: number;
        /** Answers by how strongly the feature fires in the other texts. */
        bands: {
          band: number;
          windows: number;
          right: number;
          of: number;
        }[];
        /** Where a near neighbour of the feature fires in the text that does not belong. */
        near: {
          right: number;
          of: number;
        };
        /** Where that text is any without a firing. */
        random: {
          right: number;
          of: number;
        };
        /** The share that is right, with Wilson's interval. */
        raw: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        };
        /** The same with each band weighted by the corpus' windows that are in it. */
        weighted: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        };
        /** The share that somebody has who names any text. */
        chance: number;
      } | null;
      /** Answers by keys, whatever their owners knew. A rater is who the keys belong to. */
      programs: {
        /** How many were given, of hands that are answered whole. */
        answers: number;
        raters: number;
        /** Of all answers, how many named the text in which the feature does not fire. */
        right: number;
        /** Answers by how strongly the feature fires in the other texts. */
        bands: {
          band: number;
          windows: number;
          right: number;
          of: number;
        }[];
        /** Where a near neighbour of the feature fires in the text that does not belong. */
        near: {
          right: number;
          of: number;
        };
        /** Where that text is any without a firing. */
        random: {
          right: number;
          of: number;
        };
        /** The share that is right, with Wilson's interval. */
        raw: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        };
        /** The same with each band weighted by the corpus' windows that are in it. */
        weighted: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        };
        /** The share that somebody has who names any text. */
        chance: number;
      } | null;
    } | null;
  };
};

export type Finding = {
  id: string;
  circuitId: string;
  title: string;
  /** The write-up, as Markdown. */
  body: string;
  tags: string[];
  /** The arrangement of the circuit, as its page's address has it. */
  state: string;
  licence: string;
  revision: number;
  createdAt: string;
  updatedAt: string;
  publishedAt: string | null;
  publishedRevision: number | null;
  /** The newest of its published versions, each with an address for good; null where it has none. */
  latestVersion: number | null;
  /** Why a moderator hides it, of one's own. */
  hidden: string | null;
  /** Why a moderator locked it, of one's own. */
  locked: string | null;
  /** When its author took it back; it is a draft again. */
  withdrawnAt: string | null;
  /** How many versions the reader may see. */
  versionCount: number;
  author: {
    handle: string;
    name: string | null;
  };
  /** What it was forked from, the nearest first. */
  ancestors: {
    id: string;
    /** Null of one that was taken back. */
    title: string | null;
    authorHandle: string;
  }[];
  forkCount: number;
  /** Of the circuit that it is about. */
  trust: Trust;
  isMine: boolean;
  /** Whether the reader may take it back, as its author or for the site. */
  mayTakeBack: boolean;
};

export type FindingFile = {
  format: "circuit-commons/finding@1";
  url: string;
  content: {
    format: "circuit-commons/finding-content@1";
    finding: string;
    version: number;
    publishedAt: string;
    title: string;
    writeUp: string;
    tags: string[];
    arrangement: string;
    licence: string;
    authors: {
      handle: string;
      name: string | null;
    }[];
    circuit: string;
  };
  contentHash: string;
  verification: {
    passed: boolean;
    largestDifference: number | null;
    at: string;
  } | null;
  causalChecks: {
    frozen: boolean;
    at: string;
    result: {
      value: number;
      points: {
        id: string;
        predicted: number;
        measured: number;
      }[];
      nodeCount: number;
      pearson: number | null;
      spearman: number | null;
    };
  }[];
  circuit: {
    format: "circuit-commons/circuit@1";
    spec: {
      model: string;
      modelChecksum: string;
      dictionarySets: {
        kind: "attn" | "resid" | "mlp";
        name: string;
        checksum: string;
      }[];
      tokenIds: number[];
      target: string;
      mode: "direct" | "residual";
      threshold: number;
      edgeThreshold: number;
      maxNodes: number;
    };
    tokens: {
      position: number;
      id: number;
      text: string;
      bytes?: string;
    }[];
    nodes: {
      id: string;
      kind: "attn" | "resid" | "mlp" | "attn-error" | "resid-error" | "mlp-error" | "mlp-out" | "mlp-skip" | "attn-bias" | "mlp-bias" | "embed" | "pos" | "bias" | "logit" | "logit-diff";
      layer: number | null;
      index: number | null;
      position: number | null;
      activation: number | null;
      influence: number;
      effect: number;
      expanded: boolean;
    }[];
    edges: {
      source: string;
      target: string;
      contribution: number;
    }[];
    rest: {
      target: string;
      count: number;
      sum: number;
      absoluteSum: number;
    }[];
    heads?: {
      source: string;
      readBy?: number[];
      ofNoHead?: number;
      writtenBy?: number[];
      target: string;
    }[];
    scores: {
      replacement: number;
      completeness: number;
    };
    checks: {
      largestResidual: number;
    };
    truncated: boolean;
    unexpandedInfluence?: number;
  };
};

export type FindingTier = {
  /** The highest that holds with all before it; null where not even the first does. */
  tier: "traced" | "causal" | "whole" | "general" | "replicated" | null;
  /** Each tier, in their order, each asking for all before it. */
  steps: ({
    tier: "traced" | "causal" | "whole" | "general" | "replicated";
    holds: boolean;
    /** Whether anything was done that tells of it. What is not known does not hold. */
    isKnown: boolean;
    /** Sentences, empty where it holds. */
    missing: string[];
    /** The evaluation that lacks least for it; null where none tells of it. */
    evaluation: {
      id: string;
      prompts: number;
      family: {
        id: string;
        version: number;
        title: string;
      };
    } | null;
  })[];
  /** The last that came to an end. */
  verification: {
    passed: boolean;
    at: string;
  } | null;
  /** The causal check without frozen attention and LayerNorm. */
  check: {
    at: string;
    /** How many were ablated. */
    features: number;
    /** Where the 95% interval of the correlation of predicted and measured effects begins; null where there are too few. */
    correlationFrom: number | null;
    /** What was measured otherwise than predicted, over what was measured. */
    disagreement: number | null;
  } | null;
  /** What is over a private family counts for nobody. */
  evaluations: {
    /** Evaluations of the circuit that are done, over families that everybody sees. */
    all: number;
    /** Of those, not read for this yet: of an earlier release. */
    unread: number;
  };
  /** Findings of others, published later, that found the same circuit again by rule, with another text or other dictionaries; the most alike first. Null where nothing was looked for, since a tier before is not reached, or where it cannot be told at present. */
  foundAgain: {
    id: string;
    title: string;
    author: {
      handle: string;
      name: string | null;
    };
    isOtherText: boolean;
    isOtherDictionaries: boolean;
    /** Of the two circuits, 0 to 1. */
    likeness: number;
  }[] | null;
  /** What others published as forks of the finding that are tagged as replications, in their own words, which move no tier. One tagged as a null result did not find it again. */
  replications: {
    foundAgain: {
      /** How many there are. */
      all: number;
      /** The first of them, by when they were published. */
      first: {
        id: string;
        title: string;
        author: {
          handle: string;
          name: string | null;
        };
      }[];
    };
    notFoundAgain: {
      /** How many there are. */
      all: number;
      /** The first of them, by when they were published. */
      first: {
        id: string;
        title: string;
        author: {
          handle: string;
          name: string | null;
        };
      }[];
    };
  };
};

export type FindingVersion = {
  finding: string;
  /** Counted from 1, by publication. */
  version: number;
  /** The newest version of the finding. */
  latestVersion: number;
  publishedAt: string;
  title: string;
  /** The write-up, as Markdown. */
  body: string;
  tags: string[];
  /** The arrangement of the circuit, as its page's address has it. */
  state: string;
  licence: string;
  /** As they were called when it was published. */
  authors: {
    handle: string;
    name: string | null;
  }[];
  circuitId: string;
  /** SHA-256 of the circuit's document as canonical JSON (RFC 8785). */
  graphHash: string;
  /** SHA-256 of the version as canonical JSON: docs/formats.md. */
  contentHash: string;
  /** Which save of the finding it is. */
  revision: number;
};

export type Found = {
  /** What was found, by kind; kinds of which nothing was found are left out. */
  groups: {
    kind: "findings" | "features" | "people" | "models" | "pages";
    items: {
      /** Its page. */
      href: string;
      title: {
        text: string;
        /** Whether it is what was looked for. */
        isMatch: boolean;
      }[];
      /** What it is, in a few words. */
      about: string;
      /** Where the words stand in it; empty where the title says it all. */
      excerpt: {
        text: string;
        /** Whether it is what was looked for. */
        isMatch: boolean;
      }[];
    }[];
    /** How many there are; where `isMore`, at least. */
    count: number;
    /** Whether there are more, which are neither counted nor ranked. */
    isMore: boolean;
    nextCursor: string | null;
  }[];
  /** Where the text is an id or an address: what it is of. */
  meant: {
    href: string;
    name: string;
    about: string;
  }[];
  /** Why nothing was looked for, or what is not certain. */
  sentence: string | null;
  /** What was found is of other words than these, which nothing has. */
  insteadOf: string | null;
  /** The words by which it was found. */
  lookedFor: string;
};

export type Import = {
  status: "computing" | "ready" | "failed";
  /** 0 to 1. */
  progress: number;
  /** What the worker is doing, for the reader. */
  stage: string | null;
  /** Why it failed, for the reader. */
  failure: string | null;
  id: string;
  fileName: string;
  createdAt: string;
  /** Null until the file has been read. */
  report: {
    summary: {
      model: string;
      target: string;
      mode: "direct" | "residual";
      threshold: number;
      edgeThreshold: number;
      maxNodes: number;
      tokens: {
        id: number;
        /** U+FFFD stands for bytes that are only a part of a character. */
        text: string;
        /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
        bytes?: string;
        position: number;
        /** Characters that it makes with its neighbours: the end of one, the beginning of another, or both. */
        parts?: {
          character: string;
          /** Its first byte here, from 1. */
          from: number;
          to: number;
          /** How many bytes the character has. */
          of: number;
        }[];
      }[];
      /** The text, where the file has it apart from its tokens. */
      prompt: string | null;
      /** What the file's author says of it. */
      description: string | null;
      creator: string | null;
      layers: number;
      value: number | null;
      scores: {
        replacement: number;
        completeness: number;
      };
      truncated: boolean;
      /** Influences, effects and scores were computed from the file's links: the file does not have them as they are here. */
      fromLinks: boolean;
      /** Names the files it was computed with; all zeros where the file does not tell. */
      modelChecksum: string;
      dictionaryChecksums: string[];
      nodeCount: number;
      edgeCount: number;
      /** Names that the file gives to features, by `mlp.2.17`. */
      labels: ([string, string])[];
      /** Texts of the tokens that logits are of, by token id. */
      outputs: ([number, string])[];
      /** The predicted tokens of an attribution graph, as it calls them; the circuit is of one. */
      targets?: {
        target: string;
        words: string;
        probability: number | null;
      }[];
      /** Scores of the whole graph as circuit-tracer has them: of all predicted tokens, by probability. Null where it tells no probabilities. */
      tracerScores?: {
        replacement: number;
        completeness: number;
      } | null;
      pinned: string[];
      groups: {
        name: string;
        members: string[];
      }[];
    };
    /** Which version of a finding the file says it is; null of a file that holds a circuit alone. */
    finding?: {
      id: string;
      version: number;
      title: string;
      /** Where the file says it was published. */
      url: string;
      authors: string[];
      /** Reckoned from what the file says, whatever hash it names. */
      contentHash: string;
      /** Whether its parts are what its hashes are of. */
      claims: {
        part: string;
        agrees: boolean;
        says: string;
      }[];
      /** As a page's address has it; empty where it is too long for one. */
      arrangement: string;
    } | null;
    /** What was wrong in the file, each with its place. */
    problems: string[];
    /** What of the file was not kept, by field. */
    lost: string[];
    /** What the file says beyond the circuit: an export writes it again. */
    extras: unknown;
  } | null;
};

export type Intervention = {
  status: "computing" | "ready" | "failed";
  /** 0 to 1. */
  progress: number;
  /** What the worker is doing, for the reader. */
  stage: string | null;
  /** Why it failed, for the reader. */
  failure: string | null;
  /** `ahead`: jobs begun or waiting before this one; `workers`: how many are alive that take such jobs. */
  queue: {
    ahead: number;
    workers: number;
  };
  /** Whether this reader may stop it. */
  canCancel: boolean;
  id: string;
  /** As they are kept: in the order of the model, without what changes nothing. */
  edits: ({
    do: "scale";
    kind: "attn" | "resid" | "mlp";
    layer: number;
    positions?: number[];
    index: number;
    scale: number;
  } | {
    do: "set";
    kind: "attn" | "resid" | "mlp";
    layer: number;
    positions?: number[];
    index: number;
    value: number;
  } | {
    do: "splice";
    kind: "attn" | "resid" | "mlp";
    layer: number;
    positions?: number[];
    keepError: boolean;
  })[];
  frozen: boolean;
  /** Null until it is ready. */
  result: {
    /** The target's value in its own unit: a pre-activation, a logit or a difference of two. */
    target: {
      before: number;
      after: number;
    };
    tokens: {
      /** After the last token: the best before and the best after, each with both its values. */
      next: {
        id: number;
        /** U+FFFD stands for bytes that are only a part of a character. */
        text: string;
        /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
        bytes?: string;
        before: {
          logit: number;
          /** 0 to 1, over the whole vocabulary. */
          probability: number;
        };
        after: {
          logit: number;
          /** 0 to 1, over the whole vocabulary. */
          probability: number;
        };
      }[];
      /** The tokens whose logits the target is of, at its position; none of a feature. */
      target: {
        id: number;
        /** U+FFFD stands for bytes that are only a part of a character. */
        text: string;
        /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
        bytes?: string;
        before: {
          logit: number;
          /** 0 to 1, over the whole vocabulary. */
          probability: number;
        };
        after: {
          logit: number;
          /** 0 to 1, over the whole vocabulary. */
          probability: number;
        };
      }[];
    };
    predicted: {
      /** By how much the circuit says the target changes; null where it says nothing of some of the changes. */
      change: number | null;
      /** What the changes that the circuit knows give together. */
      known: number;
      /** What each of them would give by itself, added up. */
      alone: number;
      counted: number;
      /** Places that the target does not read. */
      later: number;
      /** Scaled where they are not active. */
      inactive: number;
      /** Not in the graph; the first of them. */
      absent: string[];
      absentCount: number;
      spliced: number;
      /** Counted through the attention of their own layer alone (residual mode). */
      ofOwnLayer: number;
    };
  } | null;
};

export type IntruderHand = {
  /** The path of the feature's page, which tells what is right. */
  feature: string;
  /** Whether all of it is answered. */
  isDone: boolean;
  questions: {
    id: string;
    /** Five, of as many tokens each, whose positions are counted from 1 in each. */
    texts: {
      id: number;
      /** U+FFFD stands for bytes that are only a part of a character. */
      text: string;
      /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
      bytes?: string;
      position: number;
      /** Characters that it makes with its neighbours: the end of one, the beginning of another, or both. */
      parts?: {
        character: string;
        /** Its first byte here, from 1. */
        from: number;
        to: number;
        /** How many bytes the character has. */
        of: number;
      }[];
    }[][];
    isAnswered: boolean;
    /** The place, from 0, of the text that you named. */
    chosen: number | null;
    /** The place of the one in which it does not fire; told when all is answered, and nothing else that you are asked of this feature is open. */
    intruder: number | null;
  }[];
};

export type Label = {
  id: string;
  text: string;
  /** Markdown. */
  rationale: string;
  /** The rationale as elements, as a page prints them. */
  writeUp: (string | __schema0)[];
  evidence: {
    examples: {
      /** The index that read it. */
      corpus: string;
      window: number;
      position: number;
    }[];
    circuits: string[];
  };
  /** The same as a program, where it has one. */
  program: {
    /** In its one form. */
    source: string;
    /** Null where nobody asked for it on the corpora that were read last. */
    score: {
      status: "computing" | "ready" | "failed";
      /** Why it failed, for the reader. */
      failure: string | null;
      id: string;
      result: {
        format: "circuit-commons/program-score@1";
        /** Of the corpora, the first of each window left out. */
        tokens: number;
        windows: number;
        /** Tokens at which the feature fires. */
        fired: number;
        /** Which the program marks, exactly. */
        marked: {
          tokens: number;
          windows: number;
        };
        /** Of the windows with a marked token, how many were read through the model: where it is all of them, every number is exact. */
        read: number;
        /** By activation, the weakest first. */
        bands: {
          band: number;
          from: number;
          to: number | null;
          /** Tokens at which it fires that strongly, exactly. */
          firings: number;
          /** How many of them the program marks. */
          marked: {
            value: number;
            low: number;
            high: number;
          };
        }[];
        /** Share of its firings that the program marks. */
        sensitivity: {
          value: number;
          low: number;
          high: number;
        } | null;
        /** Share of the other tokens that it does not mark. */
        specificity: {
          value: number;
          low: number;
          high: number;
        } | null;
        /** Share of what the program marks at which the feature fires. */
        precision: {
          value: number;
          low: number;
          high: number;
        } | null;
      } | null;
    } | null;
  } | null;
  /** Null where the account is gone. */
  author: {
    handle: string;
    name: string | null;
  } | null;
  /** What kind of author it has. */
  source: "person" | "program" | "import";
  revision: number;
  /** Which wording votes are for. */
  wording: number;
  votesFor: number;
  votesAgainst: number;
  /** Why people are against it, the most first. */
  against: {
    reason: "tooBroad" | "tooNarrow" | "otherSide" | "wrong" | "unreadable" | "other";
    votes: number;
  }[];
  /** What people answered who knew its present wording and nothing else: where it fires. */
  blind: {
    /** How many were given, those who could not tell left out. */
    answers: number;
    raters: number;
    /** Answers on texts in which it fires, by how strongly. */
    bands: {
      band: number;
      windows: number;
      yes: number;
      of: number;
    }[];
    /** On windows drawn from all without a firing. */
    random: {
      no: number;
      of: number;
    };
    /** On windows where a near neighbour fires. */
    near: {
      no: number;
      of: number;
    };
    /** Of the corpus' windows with a firing, the share that the label tells: bands by their windows. */
    sensitivity: {
      value: number;
      /** The lower end of its 90% interval. */
      low: number;
      high: number;
    } | null;
    /** The same of windows without one, near misses left out. */
    specificity: {
      value: number;
      /** The lower end of its 90% interval. */
      low: number;
      high: number;
    } | null;
    /** The mean of the two; a half is guessing. */
    balanced: {
      value: number;
      /** The lower end of its 90% interval. */
      low: number;
      high: number;
    } | null;
  } | null;
  /** The same of what it raises. */
  continuations: {
    /** How many were given, those who could not tell left out. */
    answers: number;
    raters: number;
    right: number;
    /** How many different right tokens were asked about. */
    tokens: number;
    /** Wrong answers that name a token of a feature that fires with it. */
    choseTogether: number;
    /** Of answers, those that are right; guessing has a quarter. */
    share: {
      value: number;
      /** The lower end of its 90% interval. */
      low: number;
      high: number;
    } | null;
  } | null;
  /** At which token of a text it fires most, as people answered by its present wording. It decides nothing. */
  pinpointed: {
    /** How many were given, those who could not tell left out. */
    answers: number;
    raters: number;
    /** Answers by how strongly the feature fires in the text. */
    bands: {
      band: number;
      windows: number;
      of: number;
      exact: number;
      within: number;
    }[];
    /** Where the token was picked at which it fires most. */
    exact: {
      /** Of all answers, how many. */
      right: number;
      /** Their share, with Wilson's interval. */
      raw: {
        value: number;
        /** The lower end of its 90% interval. */
        low: number;
        high: number;
      } | null;
      /** The same with each band weighted by the corpus' windows that are in it. */
      weighted: {
        value: number;
        /** The lower end of its 90% interval. */
        low: number;
        high: number;
      } | null;
      /** The weighted share that somebody has who picks any of the shown tokens. */
      chance: number;
    };
    /** Where that or a token beside it was picked. */
    within: {
      /** Of all answers, how many. */
      right: number;
      /** Their share, with Wilson's interval. */
      raw: {
        value: number;
        /** The lower end of its 90% interval. */
        low: number;
        high: number;
      } | null;
      /** The same with each band weighted by the corpus' windows that are in it. */
      weighted: {
        value: number;
        /** The lower end of its 90% interval. */
        low: number;
        high: number;
      } | null;
      /** The weighted share that somebody has who picks any of the shown tokens. */
      chance: number;
    };
  } | null;
  /** Where it fires, with people's own error rates reckoned with: text by text what the label says of it. It decides nothing. */
  crowd: {
    answers: number;
    raters: number;
    /** Different ones that were asked about. */
    texts: number;
    /** Texts of which nobody more is asked what the label says. */
    settled: number;
    /** Of the corpus' windows with a firing, the share of which the label says so. */
    sensitivity: {
      value: number;
      /** The lower end of its 90% interval. */
      low: number;
      high: number;
    } | null;
    /** Of those without, the share of which it says so. */
    specificity: {
      value: number;
      /** The lower end of its 90% interval. */
      low: number;
      high: number;
    } | null;
    /** The mean of the two. */
    balanced: {
      value: number;
      /** The lower end of its 90% interval. */
      low: number;
      high: number;
    } | null;
    /** Of near misses, the share that the label tells apart. */
    near: number | null;
  } | null;
  /** What programs answered, by keys; it decides nothing. A rater is who the keys belong to. */
  byPrograms: {
    blind: {
      /** How many were given, those who could not tell left out. */
      answers: number;
      raters: number;
      /** Answers on texts in which it fires, by how strongly. */
      bands: {
        band: number;
        windows: number;
        yes: number;
        of: number;
      }[];
      /** On windows drawn from all without a firing. */
      random: {
        no: number;
        of: number;
      };
      /** On windows where a near neighbour fires. */
      near: {
        no: number;
        of: number;
      };
      /** Of the corpus' windows with a firing, the share that the label tells: bands by their windows. */
      sensitivity: {
        value: number;
        /** The lower end of its 90% interval. */
        low: number;
        high: number;
      } | null;
      /** The same of windows without one, near misses left out. */
      specificity: {
        value: number;
        /** The lower end of its 90% interval. */
        low: number;
        high: number;
      } | null;
      /** The mean of the two; a half is guessing. */
      balanced: {
        value: number;
        /** The lower end of its 90% interval. */
        low: number;
        high: number;
      } | null;
    } | null;
    continuations: {
      /** How many were given, those who could not tell left out. */
      answers: number;
      raters: number;
      right: number;
      /** How many different right tokens were asked about. */
      tokens: number;
      /** Wrong answers that name a token of a feature that fires with it. */
      choseTogether: number;
      /** Of answers, those that are right; guessing has a quarter. */
      share: {
        value: number;
        /** The lower end of its 90% interval. */
        low: number;
        high: number;
      } | null;
    } | null;
    pinpointed: {
      /** How many were given, those who could not tell left out. */
      answers: number;
      raters: number;
      /** Answers by how strongly the feature fires in the text. */
      bands: {
        band: number;
        windows: number;
        of: number;
        exact: number;
        within: number;
      }[];
      /** Where the token was picked at which it fires most. */
      exact: {
        /** Of all answers, how many. */
        right: number;
        /** Their share, with Wilson's interval. */
        raw: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        } | null;
        /** The same with each band weighted by the corpus' windows that are in it. */
        weighted: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        } | null;
        /** The weighted share that somebody has who picks any of the shown tokens. */
        chance: number;
      };
      /** Where that or a token beside it was picked. */
      within: {
        /** Of all answers, how many. */
        right: number;
        /** Their share, with Wilson's interval. */
        raw: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        } | null;
        /** The same with each band weighted by the corpus' windows that are in it. */
        weighted: {
          value: number;
          /** The lower end of its 90% interval. */
          low: number;
          high: number;
        } | null;
        /** The weighted share that somebody has who picks any of the shown tokens. */
        chance: number;
      };
    } | null;
  } | null;
  createdAt: string;
  updatedAt: string;
  isMine: boolean;
  ownVote: {
    value: 1 | -1;
    reason: "tooBroad" | "tooNarrow" | "otherSide" | "wrong" | "unreadable" | "other" | null;
    words: string | null;
    /** Whether the proposal still says what it said then. */
    counts: boolean;
  } | null;
};

export type LabelHistory = {
  id: string;
  /** Null where the account is gone. */
  author: {
    handle: string;
    name: string | null;
  } | null;
  withdrawnAt: string | null;
  isMine: boolean;
  /** The latest. */
  revision: number;
  /** The latest first. */
  revisions: {
    number: number;
    /** The revision it was made from. */
    ancestor: number | null;
    wording: number;
    text: string;
    /** Its words beside those of the revision before. */
    words: {
      text: string;
      is: "same" | "added" | "removed";
    }[];
    rationale: string;
    rationaleChanged: boolean;
    program: string | null;
    programChanged: boolean;
    createdAt: string;
  }[];
};

export type LabelImport = {
  id: string;
  fileName: string;
  /** Null where the command brought it, or the account is gone. */
  importer: {
    handle: string;
    name: string | null;
  } | null;
  /** Null where it was not taken to its end. */
  report: LabelImportReport | null;
  /** How many of its labels stand at present. */
  standing: number;
  startedAt: string;
  finishedAt: string | null;
  undoneAt: string | null;
  undoReason: string | null;
  /** How many were taken back when it was undone. */
  takenBack: number | null;
};

export type LabelImportReport = {
  rows: number;
  /** Proposals that it made, or would make. */
  taken: number;
  /** Of those taken, by what told their dictionary. */
  toldBy: {
    content: number;
    name: number;
    hand: number;
  };
  /** Said by a label of the feature already, be it of an earlier import or earlier in the file. */
  saidAlready: number;
  /** Of no dictionary that is here, as far as the file tells. */
  unknown: number;
  /** What the file says it is of; the first ten. */
  sources: string[];
  /** Why others were not taken, with how many and the first lines of each. */
  refused: {
    why: string;
    rows: number;
    lines: number[];
  }[];
};

export type LabelScores = {
  sides: ({
    side: "input" | "output";
    /** Balanced: the mean of sensitivity and specificity. Right: the share of right answers. */
    measure: "balanced" | "right";
    /** What guessing has. */
    guessing: number;
    authors: ({
      /** The kind of a label's author; `labelProgram` is the program that a label has beside its words. */
      author: "person" | "import" | "program" | "labelProgram";
      /** Who answered by the label: people, programs by a key, or the label's own program. */
      by: "people" | "programs" | "itself";
      /** Labels that stand, checked or not. */
      standing: number;
      /** Of these, those with enough answers for a score. */
      checked: number;
      /** Of how many features these are. */
      features: number;
      answers: number;
      /** How many people answered, or whose keys; null of labels' programs. */
      raters: number | null;
      /** The mean of the checked labels' scores; null where none is checked. */
      mean: {
        value: number;
        /** The ends of its 90% interval; null of fewer than twenty features, of which there is none. */
        low: number | null;
        high: number | null;
      } | null;
      /** Labels that people's answers bear out; null where others answered. */
      supported: number | null;
      /** Labels by which people could not tell. */
      refuted: number | null;
    })[];
    pairs: ({
      first: {
        /** The kind of a label's author; `labelProgram` is the program that a label has beside its words. */
        author: "person" | "import" | "program" | "labelProgram";
        /** Who answered by the label: people, programs by a key, or the label's own program. */
        by: "people" | "programs" | "itself";
      };
      second: {
        /** The kind of a label's author; `labelProgram` is the program that a label has beside its words. */
        author: "person" | "import" | "program" | "labelProgram";
        /** Who answered by the label: people, programs by a key, or the label's own program. */
        by: "people" | "programs" | "itself";
      };
      /** Features of which both have a score. */
      features: number;
      /** The mean over these features of the first's score less the second's; null where there is none. The 90% is of the intervals of all differences together. */
      difference: {
        value: number;
        /** The ends of its 90% interval; null of fewer than twenty features, of which there is none. */
        low: number | null;
        high: number | null;
      } | null;
    })[];
  })[];
  /** Differences with an interval: that all of them hold is as certain as that one of a score does. */
  comparisons: number;
  leftOut: {
    /** Labels with answers that were taken back or are hidden. */
    takenBack: number;
    /** Labels that were answered by a wording that they have no more. */
    earlierWordings: number;
    /** Checked labels beyond the number that is read, the oldest. */
    beyond: number;
    /** Labels' programs that were checked and are beyond the number that is run. */
    programs: number;
  };
};

export type LabelSitting = {
  id: string;
  startedAt: string;
  seenAt: string;
  isOpen: boolean;
  /** Features that were gone on from. */
  features: number;
  proposals: number;
  votes: number;
  answers: number;
  /** Features that were judged. */
  judgements: number;
  skips: number;
  flags: number;
  revertedAt: string | null;
};

export type Leaderboards = {
  /** By the share of their checked labels that blind answers bear out. */
  labellers: {
    person: {
      handle: string;
      name: string | null;
    };
    /** Wordings of theirs that enough people answered blind by. */
    checked: number;
    /** Of these, those that the answers bear out. */
    supported: number;
    share: {
      value: number;
      /** The lower end of its 90% interval, by which people are ordered. */
      low: number;
    };
  }[];
  /** By how well they told blind where features fire, by labels that are borne out. */
  checkers: {
    person: {
      handle: string;
      name: string | null;
    };
    answers: number;
    /** The mean of sensitivity and specificity; a half is guessing. */
    balanced: {
      value: number;
      /** The lower end of its 90% interval, by which people are ordered. */
      low: number;
    };
  }[];
  minimum: {
    /** Checked labels of a person who is listed. */
    labels: number;
    /** Answers of a person who is listed. */
    answers: number;
  };
};

export type LedgerLine = {
  /** A number, in the order in which lines were written. */
  id: string;
  at: string;
  kind: "promised" | "reserved" | "awarded" | "paid" | "cancelled";
  /** Counted from 1. */
  place: number;
  /** In the currency's smallest units. */
  amount: number;
  /** ISO 4217; XXX of what is no sum, as a prize in words. */
  currency: string;
  /** The handle of who did it; null where the site itself did, or they are suspended. */
  actor: string | null;
  /** Whose it is, of what was awarded and paid, unless suspended. */
  person: {
    handle: string;
    name: string | null;
  } | null;
  /** What it was awarded for, where you may see it. */
  entry: string | null;
  /** The sponsor's own, of what was paid: for the sponsor and whom they paid. */
  reference: string | null;
  /** Of what was awarded: whether the sponsor says that it is paid. */
  isPaid: boolean | null;
};

export type LedgerSums = {
  currency: string;
  /** In smallest units, as digits: sums of many lines may be above 2^53. */
  promised: string;
  /** In smallest units, as digits: sums of many lines may be above 2^53. */
  reserved: string;
  /** In smallest units, as digits: sums of many lines may be above 2^53. */
  awarded: string;
  /** In smallest units, as digits: sums of many lines may be above 2^53. */
  paid: string;
  /** In smallest units, as digits: sums of many lines may be above 2^53. */
  cancelled: string;
};

export type ListedBounty = {
  slug: string;
  title: string;
  /** By the database's clock. */
  standing: "draft" | "open" | "judging" | "provisional" | "awarded" | "cancelled";
  reward: {
    /** ISO 4217. */
    currency: string;
    /** In the currency's smallest units, from the first place on. */
    places: number[];
    /** How many entries share each place, in equal parts; 1 where it is one entry's. */
    sharedBy: number[];
  } | null;
  /** In words. */
  prize: string;
  /** Where words alone are promised: how many entries share each place. Of sums, `reward` says it. */
  prizeSharedBy: number[];
  opensAt: string;
  /** The first moment that is too late. */
  closesAt: string;
  sponsor: {
    handle: string;
    name: string | null;
  };
};

export type ListedCollection = {
  id: string;
  title: string;
  isPublic: boolean;
  /** How many findings it has, those among them that were taken back. */
  size: number;
  owner: {
    handle: string;
    name: string | null;
  };
  updatedAt: string;
};

export type ListedEntry = {
  id: string;
  /** Which version of it counts, from 1. */
  number: number;
  /** Null in lists where its finding was deleted since. */
  title: string | null;
  contentHash: string;
  committedAt: string;
  standing: "entered" | "unconfirmed" | "withdrawn" | "aside";
  /** Null while that is not known. */
  isEligible: boolean | null;
  /** Whether the reader is of its team. */
  isOwn: boolean;
};

export type ListedEvaluation = {
  id: string;
  circuit: {
    id: string;
    target: string;
    text: string;
    model: string;
  };
  family: {
    id: string;
    version: number;
    title: string;
    hash: string;
  };
  asked: {
    rule: string | null;
    only: "shown" | "held-out" | null;
    prompts: number;
    metric: "logit" | "logit-difference" | "normalised-difference" | "probability" | "rank" | "kl" | "cross-entropy";
    ablations: ("zero" | "mean" | "counterfactual")[];
    randomCircuits: number;
    seed: number;
  };
  status: "computing" | "ready" | "failed";
  /** Null until it is ready. */
  shares: {
    ablation: "zero" | "mean" | "counterfactual";
    sufficiency: number | null;
    necessity: number | null;
    /** Of sufficiency among random circuits. */
    percentile: number | null;
  }[] | null;
  createdAt: string;
};

export type ListedExperiment = {
  id: string;
  title: string;
  /** SHA-256 of the experiment as canonical JSON (RFC 8785). */
  hash: string;
  hypothesis: {
    says: string;
    /** As its file states it; `createdAt` is when this site had it. */
    writtenAt: string;
  };
  model: string;
  family: {
    id: string;
    version: number;
    title: string;
    hash: string;
  };
  metrics: ("logit" | "logit-difference" | "normalised-difference" | "probability" | "rank" | "kl" | "cross-entropy")[];
  conditions: number;
  /** What its author concludes; null where they have not. */
  holds: "yes" | "no" | "partly" | null;
  isPublic: boolean;
  owner: {
    handle: string;
    name: string | null;
  };
  createdAt: string;
  /** When its first result was there. */
  computedAt: string | null;
};

export type ListedExperimentResult = {
  id: string;
  number: number;
  status: "computing" | "ready" | "failed";
  /** 0 to 1. */
  progress: number;
  /** What the worker is doing, for the reader. */
  stage: string | null;
  /** Why it failed, for the reader. */
  failure: string | null;
  /** `ahead`: jobs begun or waiting before this one; `workers`: how many are alive that take such jobs. */
  queue: {
    ahead: number;
    workers: number;
  };
  /** Whether this reader may stop it. */
  canCancel: boolean;
  createdAt: string;
  computedAt: string | null;
  computedBy: string | null;
  /** Null of the first, and until it is ready. */
  beside: {
    /** How many were compared. */
    numbers: number;
    /** The largest difference of two of them. */
    largest: number;
    /** How many differ by more than half a unit of the last decimal stated, or are of something else. */
    differenceCount: number;
    /** The first of those. */
    differences: {
      where: string;
      stated: unknown;
      found: unknown;
    }[];
  } | null;
};

export type ListedFamily = {
  id: string;
  title: string;
  /** How many prompts it makes. */
  prompts: number;
  /** The number of its latest version, of which all this is. */
  latest: number;
  /** SHA-256 of the family as canonical JSON (RFC 8785). */
  hash: string;
  isPublic: boolean;
  owner: {
    handle: string;
    name: string | null;
  };
  updatedAt: string;
};

export type ListedFinding = {
  id: string;
  circuitId: string;
  title: string;
  /** The first sentence of its write-up. */
  sentence: string | null;
  tags: string[];
  publishedAt: string | null;
  author: {
    handle: string;
    name: string | null;
  };
  /** Of the circuit that it is about. */
  trust: Trust;
  circuit: {
    /** The node that it explains. */
    target: string;
    nodeCount: number | null;
    completenessScore: number | null;
    replacementScore: number | null;
    run: {
      text: string;
      model: {
        name: string;
        displayName: string;
      };
    };
  };
};

export type ListedProject = {
  slug: string;
  title: string;
  goal: string;
  /** How many people are to judge each feature. */
  overlap: number;
  isOpen: boolean;
  members: number;
  progress: {
    features: number;
    /** Features that as many people as wanted have judged. */
    finished: number;
    /** That count, of all features. */
    judgements: number;
    /** How many there are to be in all. */
    wanted: number;
  };
  createdAt: string;
};

export type ModerationAct = {
  /** Counts up. */
  id: string;
  at: string;
  kind: "suspend" | "lift" | "hide" | "show" | "lock" | "unlock" | "dismiss" | "undo" | "uphold" | "overrule" | "adopt" | "stop";
  subject: {
    kind: "person" | "finding" | "collection" | "family" | "experiment" | "project" | "bounty" | "wanted" | "label" | "rationale" | "feature" | "comment" | "conversation" | "import" | "adoption";
    id: string;
  };
  /** What it was about, in words, as far as it is still there. */
  title: string;
  /** Where it stands, if it has a page. */
  path: string | null;
  /** Null where the site itself did it, or the account is gone. */
  actor: {
    handle: string;
    name: string | null;
  } | null;
  /** Whom it concerns; null where the account is gone. */
  person: {
    handle: string;
    name: string | null;
  } | null;
  reason: string;
  until: string | null;
};

export type Notification = {
  id: string;
  kind: "reply" | "mention" | "proposal" | "naming" | "standing" | "version" | "published" | "webhook" | "postponed" | "cancelled" | "closed" | "ranked" | "awarded" | "corrected" | "paid" | "named" | "unconfirmed" | "uncounted";
  actor: {
    handle: string;
    name: string | null;
  } | null;
  /** What it is about, in words. */
  title: string;
  /** Where that stands. */
  path: string;
  createdAt: string;
  readAt: string | null;
};

export type OEmbed = {
  type: "rich";
  version: "1.0";
  title: string;
  author_name: string;
  provider_name: string;
  provider_url: string;
  /** Seconds for which it may be kept. */
  cache_age: number;
  html: string;
  width: number;
  height: number;
  /** Left out where the picture is larger than what is asked for. */
  thumbnail_url?: string;
  thumbnail_width?: number;
  thumbnail_height?: number;
};

export type OwnLedgerLine = {
  /** A number, in the order in which lines were written. */
  id: string;
  at: string;
  kind: "promised" | "reserved" | "awarded" | "paid" | "cancelled";
  /** Counted from 1. */
  place: number;
  /** In the currency's smallest units. */
  amount: number;
  /** ISO 4217; XXX of what is no sum, as a prize in words. */
  currency: string;
  /** The handle of who did it; null where the site itself did, or they are suspended. */
  actor: string | null;
  /** Whose it is, of what was awarded and paid, unless suspended. */
  person: {
    handle: string;
    name: string | null;
  } | null;
  /** What it was awarded for, where you may see it. */
  entry: string | null;
  /** The sponsor's own, of what was paid: for the sponsor and whom they paid. */
  reference: string | null;
  /** Of what was awarded: whether the sponsor says that it is paid. */
  isPaid: boolean | null;
  /** Null where you may not see it. */
  bounty: {
    slug: string;
    title: string;
  } | null;
};

export type OwnReport = {
  id: string;
  subject: {
    kind: "person" | "finding" | "collection" | "family" | "experiment" | "project" | "bounty" | "wanted" | "label" | "rationale" | "feature" | "comment" | "conversation";
    id: string;
  };
  /** What it is about, in words. */
  title: string;
  path: string | null;
  reason: "spam" | "abuse" | "wrong" | "copied" | "privacy" | "other";
  words: string;
  createdAt: string;
  closedAt: string | null;
  outcome: "acted" | "dismissed" | null;
  /** What moderators say of it. */
  answer: string | null;
};

export type PinpointHand = {
  label: {
    id: string;
    text: string;
    wording: number;
  };
  /** Whether all of it is answered. */
  isDone: boolean;
  texts: {
    id: string;
    tokens: {
      id: number;
      /** U+FFFD stands for bytes that are only a part of a character. */
      text: string;
      /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
      bytes?: string;
      position: number;
      /** Characters that it makes with its neighbours: the end of one, the beginning of another, or both. */
      parts?: {
        character: string;
        /** Its first byte here, from 1. */
        from: number;
        to: number;
        /** How many bytes the character has. */
        of: number;
      }[];
    }[];
    isAnswered: boolean;
    /** The position you picked; null where you could not tell. */
    chosen: number | null;
    /** Where the feature fires most; told when all is answered. */
    position: number | null;
  }[];
};

export type PlacedConversation = {
  id: string;
  /** Which of a feature's labels it is about. */
  label: {
    id: string;
    /** Null where it does not stand. */
    text: string | null;
  } | null;
  createdAt: string;
  /** Counts its changes. */
  version: number;
  resolvedAt: string | null;
  resolvedBy: {
    handle: string;
    name: string | null;
  } | null;
  /** Why a moderator has locked it; null where nobody has. */
  locked: string | null;
  /** Whether the reader may resolve it and open it again. */
  mayResolve: boolean;
  /** How many comments it has. */
  count: number;
  /** Its first comment and the latest, in their order. */
  comments: Comment[];
  about: {
    title: string;
    /** The page on which it stands. */
    path: string;
  };
};

export type Problem = {
  type: string;
  /** The sentence for the reader: what happened and what to do. */
  title: string;
  status: number;
  code: string;
  requestId: string;
  /** The fields that were wrong, by dotted path, each with what to change. */
  fields?: Record<string, string>;
};

export type ProgramScore = {
  status: "computing" | "ready" | "failed";
  /** 0 to 1. */
  progress: number;
  /** What the worker is doing, for the reader. */
  stage: string | null;
  /** Why it failed, for the reader. */
  failure: string | null;
  /** `ahead`: jobs begun or waiting before this one; `workers`: how many are alive that take such jobs. */
  queue: {
    ahead: number;
    workers: number;
  };
  /** Whether this reader may stop it. */
  canCancel: boolean;
  id: string;
  /** Null until it is ready. */
  result: {
    format: "circuit-commons/program-score@1";
    /** Of the corpora, the first of each window left out. */
    tokens: number;
    windows: number;
    /** Tokens at which the feature fires. */
    fired: number;
    /** Which the program marks, exactly. */
    marked: {
      tokens: number;
      windows: number;
    };
    /** Of the windows with a marked token, how many were read through the model: where it is all of them, every number is exact. */
    read: number;
    /** By activation, the weakest first. */
    bands: {
      band: number;
      from: number;
      to: number | null;
      /** Tokens at which it fires that strongly, exactly. */
      firings: number;
      /** How many of them the program marks. */
      marked: {
        value: number;
        low: number;
        high: number;
      };
    }[];
    /** Share of its firings that the program marks. */
    sensitivity: {
      value: number;
      low: number;
      high: number;
    } | null;
    /** Share of the other tokens that it does not mark. */
    specificity: {
      value: number;
      low: number;
      high: number;
    } | null;
    /** Share of what the program marks at which the feature fires. */
    precision: {
      value: number;
      low: number;
      high: number;
    } | null;
  } | null;
};

export type Project = {
  slug: string;
  title: string;
  goal: string;
  /** How many people are to judge each feature. */
  overlap: number;
  isOpen: boolean;
  members: number;
  progress: {
    features: number;
    /** Features that as many people as wanted have judged. */
    finished: number;
    /** That count, of all features. */
    judgements: number;
    /** How many there are to be in all. */
    wanted: number;
  };
  createdAt: string;
  id: string;
  creator: {
    handle: string;
    name: string | null;
  };
  /** Markdown. */
  guidelines: string;
  /** The asker's own; null where they are not in it. */
  role: "owner" | "member" | null;
  /** Whether the asker was invited by name. */
  isInvited: boolean;
  /** Whether moderators hid it: then its owners alone see it. */
  isHidden: boolean;
  /** Whether moderators locked it: then nobody changes it. */
  isLocked: boolean;
};

export type ProjectAgreement = {
  /** That at least two people judged blind, and that are counted. */
  features: number;
  people: number;
  interpretable: {
    /** Krippendorff's alpha: 1 is full agreement, 0 what chance brings about. */
    value: number;
    /** Of its 90% interval; null where there are too few features. */
    low: number | null;
    high: number | null;
  } | null;
  family: {
    /** Krippendorff's alpha: 1 is full agreement, 0 what chance brings about. */
    value: number;
    /** Of its 90% interval; null where there are too few features. */
    low: number | null;
    high: number | null;
  } | null;
  hasOneMeaning: {
    /** Krippendorff's alpha: 1 is full agreement, 0 what chance brings about. */
    value: number;
    /** Of its 90% interval; null where there are too few features. */
    low: number | null;
    high: number | null;
  } | null;
  confidence: {
    /** Krippendorff's alpha: 1 is full agreement, 0 what chance brings about. */
    value: number;
    /** Of its 90% interval; null where there are too few features. */
    low: number | null;
    high: number | null;
  } | null;
};

export type ProjectFeature = {
  /** The model's name. */
  model: string;
  kind: "attn" | "resid" | "mlp";
  /** The name of its dictionary set. */
  set: string;
  layer: number;
  index: number;
  id: string;
  name: string | null;
  /** How the name came to be, as of features. */
  named: string | null;
  /** How many judgements of it count here. */
  judged: number;
  /** Whether more are wanted. */
  isWanted: boolean;
};

export type ProjectInvitation = {
  id: string;
  role: "owner" | "member";
  /** Null of one by a secret. */
  invitee: {
    handle: string;
    name: string | null;
  } | null;
  /** How many it still lets in. */
  left: number;
  expiresAt: string;
};

export type ProjectMember = {
  handle: string;
  name: string | null;
  role: "owner" | "member";
  joinedAt: string;
  /** How many of their judgements count here. */
  judged: number;
};

export type QueueLease = {
  sitting: {
    id: string;
    startedAt: string;
    done: number;
  };
  /** Null where nothing is left for you now. */
  next: {
    /** Names the lease, and what one does with it. */
    visitId: string;
    /** The path of the feature's page. */
    feature: string;
    /** What there is to do: by how its input side stands; in a project's queue `judge`. */
    task: "propose" | "check" | "settle" | "judge";
    /** The label to be checked blind, where that is the task. */
    labelId: string | null;
    /** In how many circuits it stands. */
    circuits: number;
    /** How many projects want it judged, and people watch it or vote for it on the wanted list. */
    asked: number;
    /** Whether it is of a dictionary you labelled in, or near a feature you labelled. */
    isNear: boolean;
    /** Until then nobody else is shown it here. */
    leasedUntil: string;
  } | null;
};

export type QueuedReport = {
  id: string;
  subject: {
    kind: "person" | "finding" | "collection" | "family" | "experiment" | "project" | "bounty" | "wanted" | "label" | "rationale" | "feature" | "comment" | "conversation";
    id: string;
  };
  /** What it is about, in words. */
  title: string;
  path: string | null;
  reason: "spam" | "abuse" | "wrong" | "copied" | "privacy" | "other";
  words: string;
  createdAt: string;
  /** The handle of who reported it first. */
  reporter: string;
  /** How many have reported the same and wait for an answer. */
  count: number;
  /** The handle of the moderator who looks into it. */
  claimedBy: string | null;
  claimedAt: string | null;
};

export type Retrace = {
  /** The circuit that is traced again. */
  circuitId: string;
  /** The run of the new text. */
  runId: string;
  /** The new text. */
  text: string;
  standing: {
    is: "running";
  } | {
    is: "failed";
    message: string;
  } | {
    is: "choose";
    message: string;
    offers: {
      target: string;
      /** The target in words. */
      says: string;
      /** Why it is offered, in a few words. */
      because: string;
    }[];
  } | {
    is: "unasked";
    target: string;
  } | {
    is: "traced";
    target: string;
    newCircuitId: string;
  };
};

export type RevertedSitting = {
  /** Things that were undone. */
  undone: number;
  /** What stays, by why, with the texts of at most 5 labels, or the names of features that were judged. */
  kept: {
    reason: "answered" | "builtOn" | "saidSince" | "votedSince" | "takenBackSince" | "saidByOther" | "full" | "locked" | "hidden";
    count: number;
    texts: string[];
  }[];
};

export type Run = {
  status: "computing" | "ready" | "failed";
  /** 0 to 1. */
  progress: number;
  /** What the worker is doing, for the reader. */
  stage: string | null;
  /** Why it failed, for the reader. */
  failure: string | null;
  id: string;
  model: {
    name: string;
    displayName: string;
    layers: number;
    contextLength: number;
  };
  text: string;
  /** Whether no beginning-of-text token was put in front of a text that brings its own. */
  asWritten: boolean;
  /** Empty until the run is ready. */
  tokens: {
    id: number;
    /** U+FFFD stands for bytes that are only a part of a character. */
    text: string;
    /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
    bytes?: string;
    position: number;
    /** Characters that it makes with its neighbours: the end of one, the beginning of another, or both. */
    parts?: {
      character: string;
      /** Its first byte here, from 1. */
      from: number;
      to: number;
      /** How many bytes the character has. */
      of: number;
    }[];
  }[];
  featureCount: number | null;
  createdAt: string;
  computedAt: string | null;
  computedBy: string | null;
  computeMillis: number | null;
  /** The dictionaries the run was read with. */
  kinds: {
    kind: "attn" | "resid" | "mlp";
    set: {
      name: string;
      displayName: string;
    };
    layers: number[];
    /** Why their features are leaves of circuits, which nothing is traced behind; null where they are not. */
    leavesOnly: string | null;
  }[];
  /** Whether its model has dictionary sets that it was not read with. */
  hasOtherSets: boolean;
};

export type RunPosition = {
  position: number;
  /** By kind, then layer, then falling activation. */
  features: ({
    kind: "attn" | "resid" | "mlp";
    layer: number;
    index: number;
    /** f, in the dictionary's own units, at the position in question. */
    activation: number;
    label: string | null;
    /** How people's label stands; null where the name is made by rule, or there is none. */
    standing: "proposed" | "contested" | "supported" | null;
    /** What corpora showed of it; null where none was read. */
    measured: {
      /** Its largest activation over all that was read. */
      largest: number;
      /** The share of tokens at which it fires there, 0 to 1. */
      density: number;
    } | null;
    /** Everywhere it fires in this run: [position, activation], by position. */
    firesAt: ([number, number])[];
  })[];
  /** The ten best next tokens after this position. */
  predictions: {
    id: number;
    /** U+FFFD stands for bytes that are only a part of a character. */
    text: string;
    /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
    bytes?: string;
    logit: number;
    /** 0 to 1, over the whole vocabulary. */
    probability: number;
  }[];
};

export type SavedSearch = {
  id: string;
  kind: "catalogue" | "features";
  name: string;
  /** The page that shows it. */
  url: string;
  lookedAt: string;
  /** How many there are; where `isMore`, at least. */
  total: number;
  isMore: boolean;
  /** How many are new since its owner looked; null where there are too many to tell. */
  news: number | null;
  /** The first five of those that are new. */
  newsNamed: {
    name: string;
    /** Its page. */
    url: string;
  }[];
  /** Of features, how many of these came to be called or to stand as they do since its owner looked, counted up to 500. Null of findings. */
  labelled: number | null;
  /** The first five of those. */
  labelledNamed: {
    name: string;
    /** Its page. */
    url: string;
  }[];
};

export type SavedView = {
  id: string;
  name: string;
  state: string;
  updatedAt: string;
};

export type Session = {
  id: string;
  userAgent: string | null;
  createdAt: string;
  seenAt: string;
  /** Whether it is the one that asks. */
  current: boolean;
};

export type SpecificFeatures = {
  /** The most specific first, 50 at most. */
  features: {
    kind: "attn" | "resid" | "mlp";
    layer: number;
    index: number;
    /** The name of its dictionary set. */
    set: string;
    name: string;
    /** How much it tells these tokens from all others, in bits: its mean activation there less that elsewhere, each as a share of the largest that corpora showed, times how rare it is that it fires. */
    specificity: number;
    /** Its mean activation at these tokens, in its dictionary's own units. */
    there: number;
    /** The same at all other tokens of the text. */
    elsewhere: number;
    /** The share of a corpus' tokens at which it fires. */
    density: number;
    /** Its page. */
    url: string;
  }[];
  /** How many more that fire there no corpus has shown, so that nothing tells how rare they are. */
  unmeasured: number;
};

export type Trust = {
  /** Whether what is stored was what came out when it was last computed again; null where it never was. */
  verified: {
    passed: boolean;
    at: string;
  } | null;
  /** Its causal checks: features taken out of the real model, one at a time. */
  checked: {
    /** Attention patterns and LayerNorms held as they were. */
    frozen: boolean;
    at: string;
    /** Of predicted and measured effects. */
    pearson: number | null;
    /** How many were ablated. */
    features: number;
  }[];
};

export type Verification = {
  status: "computing" | "ready" | "failed";
  /** 0 to 1. */
  progress: number;
  /** What the worker is doing, for the reader. */
  stage: string | null;
  /** Why it failed, for the reader. */
  failure: string | null;
  id: string;
  passed: boolean | null;
  largestDifference: number | null;
  differences: string[];
  computedBy: string | null;
  computedAt: string | null;
  /** Whether the viewer may stop it. */
  canCancel: boolean;
};

export type Wanted = {
  id: string;
  text: string;
  /** The address of a feature's page; empty of none. */
  feature: string;
  pattern: string;
  votes: number;
  createdAt: string;
  asker: {
    handle: string;
    name: string | null;
  };
  /** What answers it. */
  bounty: {
    slug: string;
    title: string;
  } | null;
  isOwn: boolean;
  /** Whether one has voted for it. */
  hasVoted: boolean;
};

export type Watches = {
  /** Whether what one says something about is watched from then on. */
  watchesWhatTheyDiscuss: boolean;
  /** The latest first. */
  items: {
    kind: "feature" | "finding" | "person" | "bounty";
    title: string;
    /** Null of what is not public any more. */
    path: string | null;
    createdAt: string;
  }[];
  nextCursor: string | null;
};

export type Webhook = {
  id: string;
  url: string;
  /** Of which bounties it is told: those one sponsors, or all that are public. */
  scope: "own" | "public";
  /** Only of these of them, by the last part of their addresses; of all where there is none. */
  bounties: string[];
  createdAt: string;
  /** Since when nothing is sent to it. */
  off: {
    at: string;
    why: "owner" | "failing" | "gone" | "secret";
  } | null;
  /** Tries that failed since the last that did not. */
  failures: number;
  failingSince: string | null;
};

export type WebhookDelivery = {
  id: string;
  /** Its `webhook-id`: the same however often it is sent. */
  eventId: string;
  type: string;
  /** When what it tells of happened. */
  at: string;
  /** Null of a test, and of one that is not public any more. */
  bounty: {
    slug: string;
    title: string;
  } | null;
  state: "waiting" | "delivered" | "failed";
  attempts: number;
  nextTryAt: string | null;
  triedAt: string | null;
  /** What the last try was answered. */
  status: number | null;
  /** The first characters of that answer's body. */
  answer: string;
  millis: number | null;
  /** What kept it from an answer. */
  trouble: "name" | "private" | "certificate" | "connection" | "time" | "secret" | "hidden" | null;
};

export type __schema0 = {
  tag: "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "blockquote" | "ul" | "ol" | "li" | "hr" | "a" | "em" | "strong" | "code" | "pre" | "br" | "table" | "thead" | "tbody" | "tr" | "th" | "td" | "node" | "edge" | "typed" | "math" | "mrow" | "mi" | "mn" | "mo" | "mtext" | "mspace" | "mfrac" | "msqrt" | "mroot" | "mstyle" | "mpadded" | "msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover" | "mmultiscripts" | "mprescripts" | "mtable" | "mtr" | "mtd" | "mphantom";
  href?: string;
  start?: number;
  align?: "left" | "center" | "right";
  math?: {
    display?: "block";
    displaystyle?: "true" | "false";
    scriptlevel?: string;
    form?: "prefix" | "infix" | "postfix";
    mathvariant?: "normal";
    fence?: "true" | "false";
    separator?: "true" | "false";
    stretchy?: "true" | "false";
    symmetric?: "true" | "false";
    largeop?: "true" | "false";
    movablelimits?: "true" | "false";
    accent?: "true" | "false";
    accentunder?: "true" | "false";
    linethickness?: string;
    minsize?: string;
    maxsize?: string;
    width?: string;
    height?: string;
    depth?: string;
    lspace?: string;
    rspace?: string;
  };
  looks?: ("overline" | "underline" | "left" | "right" | "rule-left" | "rule-right" | "rule-top" | "rule-bottom")[];
  children: (string | __schema0)[];
};

/** Every operation, by its method and path. `event` is what each event of a stream holds. */
export interface Operations {
  /** Makes a local account. An invitation code gives it a role. Anybody. No key will do. At most 120 calls in a minute from one address. */
  "POST /accounts": {
    body: {
      handle: string;
      password: string;
      code?: string;
    };
    answer: {
      handle: string;
    };
  };
  /** Has a worker adopt a model and its dictionaries: fetched, checked, measured and taken up while the site runs. Begins again what failed. A administrator, from a browser's session. No key will do. At most 60 calls in an hour. */
  "POST /adoptions": {
    body: {
      /** A model that is known by name, `hub:owner/name@revision`, or a folder below the one that the operator allows. */
      source: string;
      /** The same of dictionaries, or known releases. With none, a known model comes with its own. */
      dictionaries?: string[];
      /** What to call the model; by default as its source is called. */
      name?: string;
      /** What was done to the model that the dictionaries were trained on, where their files do not say: recorded as the word of whoever adopts it. */
      processing?: string;
      /** By which names the files of dictionaries call the model, beside its own. */
      knownAs?: string[];
      /** Of the model, where its card does not state it. */
      licence?: string;
    };
    answer: {
      id: string;
      /** False where the same is being adopted already, or is begun again. */
      isNew: boolean;
    };
  };
  /** Stops this adoption of a model. What was fetched is kept for when it is begun again. A administrator, from a browser's session. No key will do. */
  "POST /adoptions/{id}/cancel": {
    params: {
      id: string;
    };
    answer: {
      /** False where there was nothing to stop any more. */
      cancelled: boolean;
    };
  };
  /** How far this adoption of a model is, now and whenever that changes, until it is ready or failed. A administrator, from a browser's session. No key will do. */
  "GET /adoptions/{id}/events": {
    params: {
      id: string;
    };
    event: ComputationProgress;
  };
  /** Bounties, the newest first. Anybody. A key needs `read`. */
  "GET /bounties": {
    query?: {
      /** `judging`: closed and not awarded yet; `own`: those you sponsor, drafts too. */
      only?: "open" | "judging" | "ended" | "own";
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: ListedBounty[];
      nextCursor: string | null;
    };
  };
  /** Begins a bounty, a draft that you alone see. Somebody signed in. A key needs `publish`. At most 20 calls in an hour. */
  "POST /bounties": {
    body: {
      title: string;
      /** What is looked for, and why. Markdown. */
      brief: string;
      /** Null where nothing is promised, or only words. */
      reward: {
        currency: string;
        /** In the currency's smallest units, from the first place on. */
        places: number[];
        /** How many entries share each place, the first of them by the ranking: those who take it have equal parts, also where they are fewer. Empty where each is one entry's. */
        sharedBy?: number[];
      } | null;
      /** A prize in words. */
      prize?: string;
      /** Where words alone are promised: how many entries share each place, from the first on. Empty where it is the first entry's alone. */
      prizeSharedBy?: number[];
      opensAt: string;
      /** The first moment that is too late. */
      closesAt: string;
      /** Handles. */
      judges?: string[];
      /** Under which what is entered becomes public. */
      licence?: "CC-BY-4.0" | "CC0-1.0" | "CC-BY-SA-4.0";
      /** What a machine checks of each entry. */
      rules?: {
        kind: string;
        version: number;
      }[];
      /** What judges score by, with how much each weighs. */
      rubric?: {
        name: string;
        weight: number;
        description: string;
      }[];
      /** Whether what was looked for and not found may be entered. */
      nullResults?: boolean;
      /** Whether what others found before may be. */
      replications?: boolean;
      /** Of one person, in 24 hours. */
      maxEntriesADay?: number;
      maxTeam?: number;
      appealDays?: number;
      replyDays?: number;
      /** How many judges score each entry; null where all do. */
      judgesEach?: number | null;
    };
    answer: {
      slug: string;
      url: string;
    };
  };
  /** A bounty: what it asks for, its rules in words, what became of it. Anybody. A key needs `read`. */
  "GET /bounties/{slug}": {
    params: {
      slug: string;
    };
    answer: Bounty;
  };
  /** Changes what your bounty says. Once something was entered for it, its rules stand. Somebody signed in. A key needs `publish`. At most 240 calls in an hour. */
  "PUT /bounties/{slug}": {
    params: {
      slug: string;
    };
    body: {
      title: string;
      /** What is looked for, and why. Markdown. */
      brief: string;
      /** Null where nothing is promised, or only words. */
      reward: {
        currency: string;
        /** In the currency's smallest units, from the first place on. */
        places: number[];
        /** How many entries share each place, the first of them by the ranking: those who take it have equal parts, also where they are fewer. Empty where each is one entry's. */
        sharedBy?: number[];
      } | null;
      /** A prize in words. */
      prize?: string;
      /** Where words alone are promised: how many entries share each place, from the first on. Empty where it is the first entry's alone. */
      prizeSharedBy?: number[];
      opensAt: string;
      /** The first moment that is too late. */
      closesAt: string;
      /** Handles. */
      judges?: string[];
      /** Under which what is entered becomes public. */
      licence?: "CC-BY-4.0" | "CC0-1.0" | "CC-BY-SA-4.0";
      /** What a machine checks of each entry. */
      rules?: {
        kind: string;
        version: number;
      }[];
      /** What judges score by, with how much each weighs. */
      rubric?: {
        name: string;
        weight: number;
        description: string;
      }[];
      /** Whether what was looked for and not found may be entered. */
      nullResults?: boolean;
      /** Whether what others found before may be. */
      replications?: boolean;
      /** Of one person, in 24 hours. */
      maxEntriesADay?: number;
      maxTeam?: number;
      appealDays?: number;
      replyDays?: number;
      /** How many judges score each entry; null where all do. */
      judgesEach?: number | null;
      /** The one that you have looked at: no other is changed. */
      revision: number;
    };
    answer: undefined;
  };
  /** Deletes a draft of yours that was never open. Somebody signed in. A key needs `publish`. */
  "DELETE /bounties/{slug}": {
    params: {
      slug: string;
    };
    answer: undefined;
  };
  /** Awards a bounty that you lead, for good: its ranking, who takes what, and the ledger. Somebody signed in. A key needs `publish`. At most 30 calls in an hour. */
  "POST /bounties/{slug}/award": {
    params: {
      slug: string;
    };
    body: {
      /** The newest result that you have looked at, 0 where there is none: no other is put aside. */
      number: number;
      /** What you say of the award. */
      words?: string;
    };
    answer: {
      number: number;
    };
  };
  /** Ends your bounty without an award, for good, with a reason that stands on its page. Somebody signed in. A key needs `publish`. At most 20 calls in an hour. */
  "POST /bounties/{slug}/cancellation": {
    params: {
      slug: string;
    };
    body: {
      reason: string;
    };
    answer: undefined;
  };
  /** Says publicly what is wrong with an award that you made, which stays beside it. Somebody signed in. A key needs `publish`. At most 20 calls in an hour. */
  "POST /bounties/{slug}/corrections": {
    params: {
      slug: string;
    };
    body: {
      words: string;
      /** The newest result that you have looked at, 0 where there is none: no other is put aside. */
      number: number;
    };
    answer: {
      number: number;
    };
  };
  /** Puts the deadline of your open bounty later. Somebody signed in. A key needs `publish`. At most 20 calls in an hour. */
  "PUT /bounties/{slug}/deadline": {
    params: {
      slug: string;
    };
    body: {
      closesAt: string;
    };
    answer: undefined;
  };
  /** The entries of a bounty that you may see, the newest first: your own, and once it closed all that count. Anybody. A key needs `read`. */
  "GET /bounties/{slug}/entries": {
    params: {
      slug: string;
    };
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: ListedEntry[];
      nextCursor: string | null;
    };
  };
  /** Enters a finding of yours for an open bounty, or what it says by now in the place of what it said. The same again is the same version. Somebody signed in. A key needs `publish`. At most 60 calls in an hour. */
  "POST /bounties/{slug}/entries": {
    params: {
      slug: string;
    };
    body: {
      /** One of yours, published or a draft. */
      finding: string;
      /** Handles of those who enter it with you; null to leave who does as it is. */
      team?: string[] | null;
    };
    answer: {
      id: string;
      number: number;
      /** False where the same was entered before. */
      isNew: boolean;
    };
  };
  /** An entry as it was frozen, with its report: yours at once, another's once the bounty closed. Anybody. A key needs `read`. At most 120 calls in a minute from one address. */
  "GET /bounties/{slug}/entries/{id}": {
    params: {
      slug: string;
      id: string;
    };
    answer: Entry;
  };
  /** Says publicly what is wrong with a ranking, once an entry of yours and in the days for it. Somebody signed in. A key needs `publish`. At most 30 calls in an hour. */
  "POST /bounties/{slug}/entries/{id}/appeal": {
    params: {
      slug: string;
      id: string;
    };
    body: {
      body: string;
    };
    answer: undefined;
  };
  /** Answers an appeal publicly, for good, as who leads the bounty. Somebody signed in. A key needs `publish`. At most 120 calls in an hour. */
  "PUT /bounties/{slug}/entries/{id}/appeal": {
    params: {
      slug: string;
      id: string;
    };
    body: {
      answer: string;
    };
    answer: undefined;
  };
  /** Confirms that you enter it together with who named you, until the deadline. Somebody signed in. A key needs `publish`. At most 60 calls in an hour. */
  "POST /bounties/{slug}/entries/{id}/confirmation": {
    params: {
      slug: string;
      id: string;
    };
    answer: undefined;
  };
  /** Says that an entry is not yours to score: it is given to another judge. Somebody signed in. A key needs `publish`. At most 120 calls in an hour. */
  "POST /bounties/{slug}/entries/{id}/conflict": {
    params: {
      slug: string;
      id: string;
    };
    body: {
      reason: string;
    };
    answer: undefined;
  };
  /** An entry whole, as a circuit-commons/entry@1 file, which `commons bounty check` judges as the site did. Another's once the scores are in. Anybody. A key needs `read`. At most 60 calls in a minute from one address. */
  "GET /bounties/{slug}/entries/{id}/file": {
    params: {
      slug: string;
      id: string;
    };
    answer: EntryFile;
  };
  /** Takes what your entry is offered, or leaves it to the next in line. It is said once. Somebody signed in. A key needs `publish`. At most 30 calls in an hour. */
  "POST /bounties/{slug}/entries/{id}/reply": {
    params: {
      slug: string;
      id: string;
    };
    body: {
      /** Whether you take what your entry is offered. It is said once. */
      accepts: boolean;
    };
    answer: undefined;
  };
  /** Has an entry of a bounty that you lead not rank, or rank again, with a reason that everybody reads. Somebody signed in. A key needs `publish`. At most 120 calls in an hour. */
  "POST /bounties/{slug}/entries/{id}/ruling": {
    params: {
      slug: string;
      id: string;
    };
    body: {
      /** True where the entry does not rank, false where it does again. */
      isAside: boolean;
      reason: string;
    };
    answer: undefined;
  };
  /** What judges gave an entry: your own, and all once the bounty is ranked. Anybody. A key needs `read`. */
  "GET /bounties/{slug}/entries/{id}/scores": {
    params: {
      slug: string;
      id: string;
    };
    answer: EntryScores;
  };
  /** Scores an entry that was given to you, or anew until the bounty is ranked. Somebody signed in. A key needs `publish`. At most 600 calls in an hour. */
  "PUT /bounties/{slug}/entries/{id}/scores": {
    params: {
      slug: string;
      id: string;
    };
    body: {
      /** A criterion each, in the rubric's order. */
      scores: {
        points: number;
        reason: string;
      }[];
    };
    answer: undefined;
  };
  /** Withdraws your entry until the deadline; to enter its finding once more brings it back. Somebody signed in. A key needs `publish`. At most 60 calls in an hour. */
  "POST /bounties/{slug}/entries/{id}/withdrawal": {
    params: {
      slug: string;
      id: string;
    };
    answer: undefined;
  };
  /** Every commitment that was made for a bounty, in their order: its hash and its moment. Anybody. A key needs `read`. */
  "GET /bounties/{slug}/entries/commitments": {
    params: {
      slug: string;
    };
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: Commitment[];
      nextCursor: string | null;
    };
  };
  /** Names one more judge of a bounty that you lead, until it is ranked. Somebody signed in. A key needs `publish`. At most 120 calls in an hour. */
  "POST /bounties/{slug}/judges": {
    params: {
      slug: string;
    };
    body: {
      handle: string;
    };
    answer: undefined;
  };
  /** Excuses a judge of a bounty that you lead: what they did not score is given to another. Somebody signed in. A key needs `publish`. At most 120 calls in an hour. */
  "DELETE /bounties/{slug}/judges/{handle}": {
    params: {
      slug: string;
      handle: string;
    };
    answer: undefined;
  };
  /** How a bounty is being judged, for who judges or leads it: what was given to you, and once all have scored what all gave. Somebody signed in. A key needs `read`. */
  "GET /bounties/{slug}/judging": {
    params: {
      slug: string;
    };
    answer: BountyJudging;
  };
  /** What became of the money that a bounty promises, line by line in their order: promised, reserved, awarded, paid, cancelled. Anybody. A key needs `read`. */
  "GET /bounties/{slug}/ledger": {
    params: {
      slug: string;
    };
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      /** Of all lines, on this page or not, by currency. */
      sums: LedgerSums[];
      items: LedgerLine[];
      nextCursor: string | null;
    };
  };
  /** A bounty's ledger as a table, in its order: 10,000 rows at most. Anybody. A key needs `read`. At most 30 calls in a minute. */
  "GET /bounties/{slug}/ledger/table": {
    params: {
      slug: string;
    };
    query?: {
      /** `csv` by default; `jsonl` for an object a line, texts as they are. */
      format?: "csv" | "jsonl";
    };
    answer: Uint8Array;
  };
  /** Opens your draft: everybody sees it, and it is never deleted again. Somebody signed in. A key needs `publish`. At most 20 calls in an hour. */
  "POST /bounties/{slug}/opening": {
    params: {
      slug: string;
    };
    body: {
      /** The one that you have looked at: no other is changed. */
      revision: number;
    };
    answer: undefined;
  };
  /** What came of a bounty: the newest ranking, what was ruled, appealed and answered, who is offered what and who won. Anybody. A key needs `read`. */
  "GET /bounties/{slug}/outcome": {
    params: {
      slug: string;
    };
    query?: {
      /** The place that the page of ranked entries begins with. */
      from?: number;
    };
    answer: BountyOutcome;
  };
  /** Says that you paid somebody what your bounty awarded to them, once and for good. The site moves no money: it is your word, with a reference that only you and they read. Somebody signed in. A key needs `publish`. At most 120 calls in an hour. */
  "POST /bounties/{slug}/payments": {
    params: {
      slug: string;
    };
    body: {
      /** The line that awarded it, which has to be yours to pay. */
      award: string;
      /** For you and whom you paid, as the name and date of a transfer. No account numbers, no secrets. */
      reference: string;
    };
    answer: {
      /** The new line of the ledger. */
      line: string;
    };
  };
  /** The picture of a link to a public bounty: PNG, 1200 by 630 pixels. Anybody. A key needs `read`. At most 60 calls in a minute from one address. */
  "GET /bounties/{slug}/preview": {
    params: {
      slug: string;
    };
    answer: Uint8Array;
  };
  /** Ranks what was entered for a bounty that you lead, provisionally. Until the award it may be ranked again, for what was ruled since. Somebody signed in. A key needs `publish`. At most 30 calls in an hour. */
  "POST /bounties/{slug}/ranking": {
    params: {
      slug: string;
    };
    body: {
      /** The newest result that you have looked at, 0 where there is none: no other is put aside. */
      number: number;
    };
    answer: {
      number: number;
    };
  };
  /** Says something to the others who judge a bounty, once all have scored. Somebody signed in. A key needs `publish`. At most 60 calls in an hour. */
  "POST /bounties/{slug}/remarks": {
    params: {
      slug: string;
    };
    body: {
      body: string;
    };
    answer: {
      id: string;
    };
  };
  /** A ranking, the award or a correction as it was made, whole. Its hash is that of its canonical JSON. Anybody. A key needs `read`. */
  "GET /bounties/{slug}/results/{number}": {
    params: {
      slug: string;
      number: number;
    };
    answer: BountyResult;
  };
  /** What entries of a bounty are judged by, as the file that `commons bounty check` takes. Anybody. A key needs `read`. */
  "GET /bounties/{slug}/terms": {
    params: {
      slug: string;
    };
    answer: BountyTerms;
  };
  /** Has one told when a bounty is put later, cancelled, closed or awarded. Again it changes nothing. Somebody signed in. A key needs `write`. At most 240 calls in an hour. */
  "PUT /bounties/{slug}/watch": {
    params: {
      slug: string;
    };
    answer: undefined;
  };
  /** Has one not told of it any more, whoever one is to it. Somebody signed in. A key needs `write`. At most 240 calls in an hour. */
  "DELETE /bounties/{slug}/watch": {
    params: {
      slug: string;
    };
    answer: undefined;
  };
  /** Everything public as files: the bundles of the last days, the latest first. Anybody. A key needs `read`. */
  "GET /bundles": {
    answer: {
      bundles: {
        format: "circuit-commons/bundle@1";
        /** The build of the site that made it. */
        build: string;
        files: {
          /** The file's name, by which it is fetched. */
          name: string;
          about: string;
          licence: string;
          rows: number;
          bytes: number;
          /** Of the file's bytes, in hex. */
          sha256: string;
          columns: {
            name: string;
            type: string;
            meaning: string;
          }[];
        }[];
        id: string;
        /** The day it is of, UTC. */
        day: string;
        computedAt: string;
      }[];
    };
  };
  /** One bundle: its files with their checksums, rows, columns and licences. Anybody. A key needs `read`. */
  "GET /bundles/{id}": {
    params: {
      id: string;
    };
    answer: {
      format: "circuit-commons/bundle@1";
      /** The build of the site that made it. */
      build: string;
      files: {
        /** The file's name, by which it is fetched. */
        name: string;
        about: string;
        licence: string;
        rows: number;
        bytes: number;
        /** Of the file's bytes, in hex. */
        sha256: string;
        columns: {
          name: string;
          type: string;
          meaning: string;
        }[];
      }[];
      id: string;
      /** The day it is of, UTC. */
      day: string;
      computedAt: string;
    };
  };
  /** A file of a bundle, Parquet. Anybody. A key needs `read`. At most 60 calls in an hour from one address. */
  "GET /bundles/{id}/files/{file}": {
    params: {
      id: string;
      file: string;
    };
    answer: Uint8Array;
  };
  /** Answers one text of one's hand, once: whether the feature would fire in it, or which token it would raise after it. The same answer again changes nothing. Somebody signed in. A key needs `check`. At most 3000 calls in an hour. */
  "PUT /checks/{id}": {
    params: {
      id: string;
    };
    body: {
      /** Whether the feature would fire in the text; null where you cannot tell. */
      says: boolean | null;
    } | {
      /** The place, from 0, of the token that the feature would raise; null where you cannot tell. */
      chosen: number | null;
    };
    answer: undefined;
  };
  /** Picks a text of a hand of one's own, which is answered whole, as one by which others' answers are judged, with a reason. Somebody signed in, from a browser's session. No key will do. At most 60 calls in an hour. */
  "POST /checks/{id}/gold": {
    params: {
      id: string;
    };
    body: {
      /** Whether the label says that the feature fires in this text. */
      says: boolean;
      /** Why that is plain: whoever was asked about it reads this. */
      reason: string;
    };
    answer: {
      id: string;
    };
  };
  /** A label for you to check blind: one that leads, is not your own, and that you have not checked. Somebody signed in. A key needs `read`. At most 600 calls in an hour. */
  "GET /checks/next": {
    query?: {
      /** Ids of labels that are not wanted now, with commas between them. */
      without?: string;
    };
    answer: {
      /** Null where nothing is left to check for you. */
      next: {
        labelId: string;
        text: string;
        side: "input" | "output";
        /** The path of its feature's page. */
        feature: string;
      } | null;
    };
  };
  /** Asks for the circuit behind a feature, a logit or a difference of two in a run. Anybody. A key needs `compute`. At most 60 calls in a minute. */
  "POST /circuits": {
    body: {
      /** A target is written attn.L.I@P, resid.L.I@P, mlp.L.I@P, logit.TOKEN@P or logit-diff.TOKEN-TOKEN@P, with numbers. */
      target: string;
      mode?: "direct" | "residual";
      threshold?: number;
      edgeThreshold?: number;
      maxNodes?: number;
      runId: string;
    };
    answer: {
      id: string;
      /** Its page. */
      url: string;
      /** False when the same was asked before and its circuit is given. */
      isNew: boolean;
    };
  };
  /** A circuit, finished or not, without its graph. Anybody. A key needs `read`. */
  "GET /circuits/{id}": {
    params: {
      id: string;
    };
    answer: Circuit;
  };
  /** The same circuit elsewhere: those in other texts whose influence passes through the same features. Anybody. A key needs `read`. */
  "GET /circuits/{id}/alike": {
    params: {
      id: string;
    };
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: {
        circuitId: string;
        runId: string;
        target: string;
        mode: "direct" | "residual";
        text: string;
        tokens: {
          id: number;
          /** U+FFFD stands for bytes that are only a part of a character. */
          text: string;
          /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
          bytes?: string;
          position: number;
          /** Characters that it makes with its neighbours: the end of one, the beginning of another, or both. */
          parts?: {
            character: string;
            /** Its first byte here, from 1. */
            from: number;
            to: number;
            /** How many bytes the character has. */
            of: number;
          }[];
        }[];
        /** Of the influence that passes through features of either circuit, the share that passes through the same in both, wherever they stand: 0 to 1. */
        score: number;
        /** How many features both have. */
        sharedFeatures: number;
        /** Of the last finding that was published about it. */
        title: string | null;
        findingId: string | null;
      }[];
      nextCursor: string | null;
    };
  };
  /** A circuit as the attribution graph of circuit-tracer and Neuronpedia, and what it cannot carry. Anybody. A key needs `read`. At most 10 calls in a minute. */
  "GET /circuits/{id}/attribution-graph": {
    params: {
      id: string;
    };
    query?: {
      view?: string;
      node?: string;
    };
    answer: ExportedGraph;
  };
  /** Stops this circuit, for whoever had it begun and for moderators. Somebody signed in. A key needs `compute`. */
  "POST /circuits/{id}/cancel": {
    params: {
      id: string;
    };
    answer: {
      /** False where there was nothing to stop any more. */
      cancelled: boolean;
    };
  };
  /** Asks for each feature of a circuit to be ablated in the real model. Anybody. A key needs `compute`. At most 20 calls in a minute. */
  "POST /circuits/{id}/causal-checks": {
    params: {
      id: string;
    };
    body: {
      frozen: boolean;
    };
    answer: CausalCheck;
  };
  /** A causal check as far as it is. Anybody. A key needs `read`. */
  "GET /circuits/{id}/causal-checks/{checkId}": {
    params: {
      id: string;
      checkId: string;
    };
    answer: CausalCheck;
  };
  /** Stops this causal check, for whoever had it begun and for moderators. Somebody signed in. A key needs `compute`. */
  "POST /circuits/{id}/causal-checks/{checkId}/cancel": {
    params: {
      id: string;
      checkId: string;
    };
    answer: {
      /** False where there was nothing to stop any more. */
      cancelled: boolean;
    };
  };
  /** How far this causal check is, now and whenever that changes, until it is ready or failed. Anybody. A key needs `read`. */
  "GET /circuits/{id}/causal-checks/{checkId}/events": {
    params: {
      id: string;
      checkId: string;
    };
    event: ComputationProgress;
  };
  /** How far this circuit is, now and whenever that changes, until it is ready or failed. Anybody. A key needs `read`. */
  "GET /circuits/{id}/events": {
    params: {
      id: string;
    };
    event: ComputationProgress;
  };
  /** Expands one node of a circuit: what it gets and from whom. Answers when it is computed. Anybody. A key needs `compute`. At most 120 calls in a minute. */
  "POST /circuits/{id}/expansions": {
    params: {
      id: string;
    };
    body: {
      nodeId: string;
    };
    answer: {
      target: string;
      mode: "direct" | "residual";
      value: number;
      contributions: {
        source: string;
        activation: number | null;
        contribution: number;
      }[];
      rest: {
        count: number;
        sum: number;
        absoluteSum: number;
      };
      completeness: {
        sum: number;
        absoluteSum: number;
        residual: number;
      };
      byHead?: {
        source: string;
        readBy?: number[];
        ofNoHead?: number;
        writtenBy?: number[];
      }[];
      heads: {
        table: (number[])[];
        constant: number;
      } | null;
    };
  };
  /** Stops this expansion, for whoever had it begun and for moderators. Somebody signed in. A key needs `compute`. */
  "POST /circuits/{id}/expansions/{nodeId}/cancel": {
    params: {
      id: string;
      nodeId: string;
    };
    answer: {
      /** False where there was nothing to stop any more. */
      cancelled: boolean;
    };
  };
  /** How far this expansion is, now and whenever that changes, until it is ready or failed. Anybody. A key needs `read`. */
  "GET /circuits/{id}/expansions/{nodeId}/events": {
    params: {
      id: string;
      nodeId: string;
    };
    event: ComputationProgress;
  };
  /** A circuit as a figure for a paper, its fonts in it: SVG. Anybody. A key needs `read`. At most 30 calls in a minute. */
  "GET /circuits/{id}/figure": {
    params: {
      id: string;
    };
    query?: {
      /** In the site's colours, or black on white. */
      look?: "light" | "dark" | "print";
      /** 86 mm, 178 mm, or as wide as the graph. No text is smaller than 6.6 pt at that width. */
      width?: "one-column" | "two-columns" | "wide";
      /** Whether its title stands above it. */
      titled?: string;
      /** The arrangement, as a page's address has it. */
      view?: string;
      /** A finding about it, whose title and arrangement the figure has. */
      finding?: string;
    };
    answer: Uint8Array;
  };
  /** A finished circuit's graph: the circuit-commons/circuit@1 document. It never changes. Anybody. A key needs `read`. */
  "GET /circuits/{id}/graph": {
    params: {
      id: string;
    };
    answer: {
      format: "circuit-commons/circuit@1";
      spec: {
        model: string;
        modelChecksum: string;
        dictionarySets: {
          kind: "attn" | "resid" | "mlp";
          name: string;
          checksum: string;
        }[];
        tokenIds: number[];
        target: string;
        mode: "direct" | "residual";
        threshold: number;
        edgeThreshold: number;
        maxNodes: number;
      };
      tokens: {
        position: number;
        id: number;
        text: string;
        bytes?: string;
      }[];
      nodes: {
        id: string;
        kind: "attn" | "resid" | "mlp" | "attn-error" | "resid-error" | "mlp-error" | "mlp-out" | "mlp-skip" | "attn-bias" | "mlp-bias" | "embed" | "pos" | "bias" | "logit" | "logit-diff";
        layer: number | null;
        index: number | null;
        position: number | null;
        activation: number | null;
        influence: number;
        effect: number;
        expanded: boolean;
      }[];
      edges: {
        source: string;
        target: string;
        contribution: number;
      }[];
      rest: {
        target: string;
        count: number;
        sum: number;
        absoluteSum: number;
      }[];
      heads?: {
        source: string;
        readBy?: number[];
        ofNoHead?: number;
        writtenBy?: number[];
        target: string;
      }[];
      scores: {
        replacement: number;
        completeness: number;
      };
      checks: {
        largestResidual: number;
      };
      truncated: boolean;
      unexpandedInfluence?: number;
    };
  };
  /** Asks what a change of a circuit's run does: features scaled or set, dictionaries spliced in. Anybody. A key needs `compute`. At most 120 calls in a minute. */
  "POST /circuits/{id}/interventions": {
    params: {
      id: string;
    };
    body: {
      edits: ({
        do: "scale";
        kind: "attn" | "resid" | "mlp";
        layer: number;
        positions?: number[];
        index: number;
        scale: number;
      } | {
        do: "set";
        kind: "attn" | "resid" | "mlp";
        layer: number;
        positions?: number[];
        index: number;
        value: number;
      } | {
        do: "splice";
        kind: "attn" | "resid" | "mlp";
        layer: number;
        positions?: number[];
        keepError: boolean;
      })[];
      /** Attention patterns and LayerNorm denominators are held as they were. */
      frozen?: boolean;
    };
    answer: Intervention;
  };
  /** A tried change as far as it is: what was changed, and what that did. Anybody. A key needs `read`. */
  "GET /circuits/{id}/interventions/{interventionId}": {
    params: {
      id: string;
      interventionId: string;
    };
    answer: Intervention;
  };
  /** Stops this tried change, for whoever had it begun and for moderators. Somebody signed in. A key needs `compute`. */
  "POST /circuits/{id}/interventions/{interventionId}/cancel": {
    params: {
      id: string;
      interventionId: string;
    };
    answer: {
      /** False where there was nothing to stop any more. */
      cancelled: boolean;
    };
  };
  /** How far this tried change is, now and whenever that changes, until it is ready or failed. Anybody. A key needs `read`. */
  "GET /circuits/{id}/interventions/{interventionId}/events": {
    params: {
      id: string;
      interventionId: string;
    };
    event: ComputationProgress;
  };
  /** The picture of a link to a circuit: PNG, 1200 by 630 pixels. Anybody. A key needs `read`. At most 60 calls in a minute from one address. */
  "GET /circuits/{id}/preview": {
    params: {
      id: string;
    };
    answer: Uint8Array;
  };
  /** Runs another text as a circuit's own was run, and traces in it what plays the part of the circuit's target. Anybody. A key needs `compute`. At most 60 calls in a minute. */
  "POST /circuits/{id}/retraces": {
    params: {
      id: string;
    };
    body: {
      text: string;
    };
    answer: Retrace;
  };
  /** Begins this circuit again, if it failed or was cancelled. Anybody. A key needs `compute`. */
  "POST /circuits/{id}/retry": {
    params: {
      id: string;
    };
    answer: {
      id: string;
    };
  };
  /** A circuit's nodes as a table, the most influential first: 10,000 rows at most. Anybody. A key needs `read`. At most 30 calls in a minute. */
  "GET /circuits/{id}/table": {
    params: {
      id: string;
    };
    query?: {
      /** `csv` by default; `jsonl` for an object a line, texts as they are. */
      format?: "csv" | "jsonl";
    };
    answer: Uint8Array;
  };
  /** Asks for a circuit to be computed again and compared with what is stored. Anybody. A key needs `compute`. At most 10 calls in a minute. */
  "POST /circuits/{id}/verifications": {
    params: {
      id: string;
    };
    answer: Verification;
  };
  /** A verification as far as it is. Anybody. A key needs `read`. */
  "GET /circuits/{id}/verifications/{verificationId}": {
    params: {
      id: string;
      verificationId: string;
    };
    answer: Verification;
  };
  /** Stops this verification, for whoever had it begun and for moderators. Somebody signed in. A key needs `compute`. */
  "POST /circuits/{id}/verifications/{verificationId}/cancel": {
    params: {
      id: string;
      verificationId: string;
    };
    answer: {
      /** False where there was nothing to stop any more. */
      cancelled: boolean;
    };
  };
  /** How far this verification is, now and whenever that changes, until it is ready or failed. Anybody. A key needs `read`. */
  "GET /circuits/{id}/verifications/{verificationId}/events": {
    params: {
      id: string;
      verificationId: string;
    };
    event: ComputationProgress;
  };
  /** One's own saved views of a circuit, the latest first. Somebody signed in. A key needs `read`. */
  "GET /circuits/{id}/views": {
    params: {
      id: string;
    };
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: SavedView[];
      nextCursor: string | null;
    };
  };
  /** Keeps a view of a circuit under a new name. Somebody signed in. A key needs `write`. At most 120 calls in an hour. */
  "POST /circuits/{id}/views": {
    params: {
      id: string;
    };
    body: {
      name: string;
      state: string;
    };
    answer: SavedView;
  };
  /** Public collections of findings, the newest first; of one person where their handle is given. Anybody. A key needs `read`. */
  "GET /collections": {
    query?: {
      owner?: string;
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: ListedCollection[];
      nextCursor: string | null;
    };
  };
  /** Begins a collection of findings. Somebody signed in. A key needs `publish`. At most 60 calls in an hour. */
  "POST /collections": {
    body: {
      title: string;
      /** Markdown. */
      description: string;
      /** Whether everybody sees it; else its owner alone. */
      isPublic: boolean;
    };
    answer: {
      id: string;
      /** Its page. */
      url: string;
    };
  };
  /** A collection of findings; its items are at `items`. Anybody. A key needs `read`. */
  "GET /collections/{id}": {
    params: {
      id: string;
    };
    answer: Collection;
  };
  /** Changes what one's own collection says and who sees it. Somebody signed in. A key needs `publish`. At most 240 calls in an hour. */
  "PUT /collections/{id}": {
    params: {
      id: string;
    };
    body: {
      title: string;
      /** Markdown. */
      description: string;
      /** Whether everybody sees it; else its owner alone. */
      isPublic: boolean;
    };
    answer: undefined;
  };
  /** Deletes one's own collection. Its findings stay. Somebody signed in. A key needs `publish`. */
  "DELETE /collections/{id}": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** What stands in a collection, in its order. Anybody. A key needs `read`. */
  "GET /collections/{id}/items": {
    params: {
      id: string;
    };
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: CollectionItem[];
      nextCursor: string | null;
    };
  };
  /** Puts a published finding at the end of one's own collection. Somebody signed in. A key needs `publish`. At most 600 calls in an hour. */
  "POST /collections/{id}/items": {
    params: {
      id: string;
    };
    body: {
      findingId: string;
      /** Why it stands here. */
      note?: string;
    };
    answer: {
      id: string;
      place: number;
    };
  };
  /** Changes the note of an item of one's own collection, or its place among the others. Somebody signed in. A key needs `publish`. At most 1200 calls in an hour. */
  "PATCH /collections/{id}/items/{itemId}": {
    params: {
      id: string;
      itemId: string;
    };
    body: {
      note?: string;
      /** Where it is to stand, from 1. */
      place?: number;
    };
    answer: undefined;
  };
  /** Takes an item out of one's own collection. Somebody signed in. A key needs `publish`. At most 1200 calls in an hour. */
  "DELETE /collections/{id}/items/{itemId}": {
    params: {
      id: string;
      itemId: string;
    };
    answer: undefined;
  };
  /** What stands in a collection as a table, in its order: 10,000 rows at most. Anybody. A key needs `read`. At most 30 calls in a minute. */
  "GET /collections/{id}/table": {
    params: {
      id: string;
    };
    query?: {
      /** `csv` by default; `jsonl` for an object a line, texts as they are. */
      format?: "csv" | "jsonl";
    };
    answer: Uint8Array;
  };
  /** Says one's own comment anew. What it said before stays in its history. Somebody signed in. A key needs `publish`. At most 240 calls in an hour. */
  "PUT /comments/{id}": {
    params: {
      id: string;
    };
    body: {
      /** Markdown. `@handle` mentions somebody; a feature or a node in backquotes, as `attn.3.566`, leads to it. */
      body: string;
      /** The one that was looked at. */
      revision: number;
    };
    answer: {
      revision: number;
    };
  };
  /** Deletes one's own comment. Its place in the conversation stays, and nothing of what it said. Somebody signed in. A key needs `publish`. */
  "DELETE /comments/{id}": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** What a comment said, its latest 20 revisions, word by word. Anybody. A key needs `read`. At most 60 calls in a minute. */
  "GET /comments/{id}/history": {
    params: {
      id: string;
    };
    answer: CommentHistory;
  };
  /** A conversation with what it is about, its first comment and its latest. Anybody. A key needs `read`. */
  "GET /conversations/{id}": {
    params: {
      id: string;
    };
    answer: PlacedConversation;
  };
  /** What was said in a conversation, from the first on. Anybody. A key needs `read`. */
  "GET /conversations/{id}/comments": {
    params: {
      id: string;
    };
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: Comment[];
      nextCursor: string | null;
    };
  };
  /** Says something in a conversation. Somebody signed in. A key needs `publish`. At most 120 calls in an hour. */
  "POST /conversations/{id}/comments": {
    params: {
      id: string;
    };
    body: {
      /** Markdown. `@handle` mentions somebody; a feature or a node in backquotes, as `attn.3.566`, leads to it. */
      body: string;
    };
    answer: {
      id: string;
    };
  };
  /** A conversation, now and whenever somebody says something in it. Anybody. A key needs `read`. */
  "GET /conversations/{id}/events": {
    params: {
      id: string;
    };
    event: PlacedConversation;
  };
  /** Resolves a conversation: who began it, whose work it is about, or a moderator. Again it changes nothing. Somebody signed in. A key needs `publish`. At most 240 calls in an hour. */
  "PUT /conversations/{id}/resolution": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Opens a conversation again that was resolved. Somebody signed in. A key needs `publish`. At most 240 calls in an hour. */
  "DELETE /conversations/{id}/resolution": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Evaluations of whole circuits that whoever asks may see, the newest first. Anybody. A key needs `read`. */
  "GET /evaluations": {
    query?: {
      /** Of this circuit. */
      circuit?: string;
      /** Over this family of prompts. */
      family?: string;
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: ListedEvaluation[];
      nextCursor: string | null;
    };
  };
  /** Asks for a whole circuit to be evaluated over prompts of a family: kept, ablated, beside random circuits. Somebody signed in. A key needs `compute`. At most 60 calls in an hour. */
  "POST /evaluations": {
    body: {
      circuitId: string;
      familyId: string;
      /** The family's. */
      version: number;
      /** The rule by which counterfactuals are made; null for the family's own way. */
      rule?: string | null;
      /** The prompts that are shown, or those held out; null for both. */
      only?: "shown" | "held-out" | null;
      /** The first so many of them. */
      prompts?: number;
      /** Null for the logit difference where every prompt has a distractor, else the logit. */
      metric?: "logit" | "logit-difference" | "normalised-difference" | "probability" | "rank" | "kl" | "cross-entropy" | null;
      /** Null for all that the prompts allow. */
      ablations?: ("zero" | "mean" | "counterfactual")[] | null;
      randomCircuits?: 0 | number;
      /** Of random circuits and intervals. */
      seed?: number;
    };
    answer: {
      id: string;
      /** False where the same was asked before, by anybody. */
      isNew: boolean;
      /** Its page. */
      url: string;
    };
  };
  /** An evaluation of a circuit as far as it is: what was asked, and the shares once they are there. Anybody. A key needs `read`. */
  "GET /evaluations/{id}": {
    params: {
      id: string;
    };
    answer: EvaluationView;
  };
  /** Stops this evaluation, for whoever had it begun and for moderators. Somebody signed in. A key needs `compute`. */
  "POST /evaluations/{id}/cancel": {
    params: {
      id: string;
    };
    answer: {
      /** False where there was nothing to stop any more. */
      cancelled: boolean;
    };
  };
  /** A finished evaluation: the circuit-commons/evaluation@1 document, as `commons evaluate` prints it. Anybody. A key needs `read`. */
  "GET /evaluations/{id}/document": {
    params: {
      id: string;
    };
    answer: EvaluationDocument;
  };
  /** How far this evaluation is, now and whenever that changes, until it is ready or failed. Anybody. A key needs `read`. */
  "GET /evaluations/{id}/events": {
    params: {
      id: string;
    };
    event: ComputationProgress;
  };
  /** Begins this evaluation again, if it failed or was cancelled. Somebody signed in. A key needs `compute`. */
  "POST /evaluations/{id}/retry": {
    params: {
      id: string;
    };
    answer: {
      id: string;
    };
  };
  /** Experiments that whoever asks may see, the newest first. Anybody. A key needs `read`. */
  "GET /experiments": {
    query?: {
      /** Words of the title. */
      q?: string;
      /** A person's handle. */
      owner?: string;
      /** A model's name. */
      model?: string;
      /** Over this family of prompts. */
      family?: string;
      /** What its author concludes of its hypothesis. */
      holds?: "yes" | "no" | "partly";
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: ListedExperiment[];
      nextCursor: string | null;
    };
  };
  /** Writes an experiment down, before anything of it is computed: what is asked of a model over a family of prompts, and a hypothesis. Somebody signed in. A key needs `publish`. At most 60 calls in an hour. */
  "POST /experiments": {
    body: {
      /** circuit-commons/experiment@1 (docs/formats.md). Its format, its family where `family` names it, and when its hypothesis was written, which is now then, may be left out. */
      experiment: Record<string, unknown>;
      /** The version of a family on this site that it is over; where it is null, the one that has the hash which the experiment names. */
      family?: {
        id: string;
        version: number;
      } | null;
      /** Whether everybody sees it; else its owner alone. */
      isPublic?: boolean;
      /** The experiment that it began as. */
      forkOf?: string | null;
    };
    answer: {
      id: string;
      hash: string;
      /** False where its owner has the very same already. */
      isNew: boolean;
      /** Its page. */
      url: string;
    };
  };
  /** An experiment: what is asked, its hypothesis, how far its results are, and what its author concludes. Anybody. A key needs `read`. */
  "GET /experiments/{id}": {
    params: {
      id: string;
    };
    answer: ExperimentView;
  };
  /** Says who sees one's own experiment, or what one concludes of its result. What it asks never changes. Somebody signed in. A key needs `publish`. At most 240 calls in an hour. */
  "PATCH /experiments/{id}": {
    params: {
      id: string;
    };
    body: {
      isPublic?: boolean;
      /** Null takes it back. */
      conclusion?: {
        /** Whether the hypothesis does. */
        holds: "yes" | "no" | "partly";
        text: string;
      } | null;
    };
    answer: undefined;
  };
  /** Deletes one's own experiment with its results. Forks of it stay. Somebody signed in. A key needs `publish`. */
  "DELETE /experiments/{id}": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** An experiment as its circuit-commons/experiment@1 file, the family's prompts in it, which `commons experiment run` runs. Anybody. A key needs `read`. At most 60 calls in a minute from one address. */
  "GET /experiments/{id}/file": {
    params: {
      id: string;
    };
    answer: string;
  };
  /** Runs an experiment: for the first time, or again beside the first result. The run that is under way is given where there is one. Somebody signed in. A key needs `compute`. At most 60 calls in an hour. */
  "POST /experiments/{id}/results": {
    params: {
      id: string;
    };
    answer: {
      id: string;
      number: number;
      /** False where it is being computed already. */
      isNew: boolean;
      /** The experiment's page. */
      url: string;
    };
  };
  /** A finished result: the circuit-commons/experiment-result@1 document, as `commons experiment run` writes it. Anybody. A key needs `read`. */
  "GET /experiments/{id}/results/{number}": {
    params: {
      id: string;
      number: number;
    };
    answer: ExperimentResult;
  };
  /** Stops this experiment, for whoever had it begun and for moderators. Somebody signed in. A key needs `compute`. */
  "POST /experiments/{id}/results/{number}/cancel": {
    params: {
      id: string;
      number: number;
    };
    answer: {
      /** False where there was nothing to stop any more. */
      cancelled: boolean;
    };
  };
  /** How far this experiment is, now and whenever that changes, until it is ready or failed. Anybody. A key needs `read`. */
  "GET /experiments/{id}/results/{number}/events": {
    params: {
      id: string;
      number: number;
    };
    event: ComputationProgress;
  };
  /** Begins this experiment again, if it failed or was cancelled. Somebody signed in. A key needs `compute`. */
  "POST /experiments/{id}/results/{number}/retry": {
    params: {
      id: string;
      number: number;
    };
    answer: {
      id: string;
    };
  };
  /** Families of prompts that whoever asks may see, the newest first. Anybody. A key needs `read`. */
  "GET /families": {
    query?: {
      /** Words of the title. */
      q?: string;
      /** A person's handle. */
      owner?: string;
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: ListedFamily[];
      nextCursor: string | null;
    };
  };
  /** Makes a family of prompts of a file: JSON, or prompts a JSON object a line. A fork says what it began as. Somebody signed in. A key needs `publish`. At most 60 calls in an hour. */
  "POST /families": {
    body: {
      /** A family's file: circuit-commons/family@1 as JSON, or prompts, a JSON object a line (docs/formats.md). */
      source: string;
      /** What prompts that come as lines are called. */
      title?: string;
      /** Whether everybody sees it; else its owner alone. */
      isPublic: boolean;
      /** The version that it began as. */
      forkOf?: {
        id: string;
        version: number;
      } | null;
    };
    answer: {
      id: string;
      version: number;
      hash: string;
      /** Its page. */
      url: string;
    };
  };
  /** A family of prompts in its latest version. Anybody. A key needs `read`. */
  "GET /families/{id}": {
    params: {
      id: string;
    };
    answer: FamilyOfPrompts;
  };
  /** Says who sees one's own family of prompts: everybody, or its owner alone. Somebody signed in. A key needs `publish`. At most 240 calls in an hour. */
  "PATCH /families/{id}": {
    params: {
      id: string;
    };
    body: {
      isPublic: boolean;
    };
    answer: undefined;
  };
  /** Deletes one's own family of prompts with all its versions. Forks of it stay. Somebody signed in. A key needs `publish`. */
  "DELETE /families/{id}": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** All versions of a family of prompts, the latest first: 200 at most. Anybody. A key needs `read`. */
  "GET /families/{id}/versions": {
    params: {
      id: string;
    };
    answer: {
      versions: FamilyVersion[];
    };
  };
  /** Adds a version to one's own family of prompts, after the latest that one has seen. Somebody signed in. A key needs `publish`. At most 240 calls in an hour. */
  "POST /families/{id}/versions": {
    params: {
      id: string;
    };
    body: {
      /** A family's file: circuit-commons/family@1 as JSON, or prompts, a JSON object a line (docs/formats.md). */
      source: string;
      /** The latest version that its author knows: where there is another by now, this one is refused. */
      after: number;
    };
    answer: {
      id: string;
      version: number;
      hash: string;
      /** Its page. */
      url: string;
    };
  };
  /** A version of a family of prompts, as it will always be, with its hash. Anybody. A key needs `read`. */
  "GET /families/{id}/versions/{version}": {
    params: {
      id: string;
      version: number;
    };
    answer: FamilyOfPrompts;
  };
  /** Whether a version of a family fits a model: every role found, every token that is measured there. Anybody. A key needs `read`. At most 20 calls in a minute from one address. */
  "GET /families/{id}/versions/{version}/checks/{model}": {
    params: {
      id: string;
      version: number;
      model: string;
    };
    answer: FamilyReport;
  };
  /** A version of a family of prompts as its circuit-commons/family@1 file, which `commons families` reads. Anybody. A key needs `read`. At most 60 calls in a minute from one address. */
  "GET /families/{id}/versions/{version}/file": {
    params: {
      id: string;
      version: number;
    };
    answer: string;
  };
  /** The prompts of a version of a family, a JSON object a line: text, roles, answer, distractor, counterfactual. Anybody. A key needs `read`. At most 60 calls in a minute from one address. */
  "GET /families/{id}/versions/{version}/prompts": {
    params: {
      id: string;
      version: number;
    };
    query?: {
      /** The rule by which counterfactuals are made. */
      rule?: string;
      seed?: number;
    };
    answer: Uint8Array;
  };
  /** Features that a corpus has shown something of, by their names' words, or by an id from elsewhere. Anybody. A key needs `read`. */
  "GET /features": {
    query?: {
      /** Words of the name, the last of which may be a beginning; or an id, also Neuronpedia's or SAELens'. */
      q?: string;
      /** A model's name. */
      model?: string;
      /** A dictionary set as a feature's address says it. */
      set?: string;
      layer?: number;
      /** Only those that are one of many alike. */
      family?: "dead" | "always-on" | "positional" | "duplicate";
      /** Only those that fire at so many percent of all tokens: the lower end is in, the upper is not. */
      density?: "0-0.01" | "0.01-0.1" | "0.1-1" | "1-10" | "10-100";
      /** Only those that people have labelled, have not, or whose label stands so. */
      label?: "labelled" | "unlabelled" | "proposed" | "contested" | "supported";
      /** `density` by default: the most frequent first. */
      sort?: "density" | "strongest";
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: {
        /** The model's name. */
        model: string;
        kind: "attn" | "resid" | "mlp";
        /** The name of its dictionary set. */
        set: string;
        layer: number;
        index: number;
        /** What people call it; until somebody does, made by rule from what a corpus showed. */
        name: string;
        /** How the name came to be: by rule, or as people's label in this state. */
        named: "rule" | "proposed" | "contested" | "supported";
        /** The share of all tokens at which it fires. */
        density: number;
        maxActivation: number;
      }[];
      nextCursor: string | null;
      /** Where `q` is an id of a feature: what it may mean here. */
      meant: {
        features: {
          /** The model's name. */
          model: string;
          kind: "attn" | "resid" | "mlp";
          /** The name of its dictionary set. */
          set: string;
          layer: number;
          index: number;
          /** Null where no corpus has been read yet. */
          name: string | null;
          /** Which dictionary it is of. */
          words: string;
        }[];
        /** Why there is none, or what is not certain. */
        sentence: string | null;
      } | null;
    };
  };
  /** What corpora showed of a feature: where it fires, on what, what it writes, and what is like it. Anybody. A key needs `read`. */
  "GET /features/{model}/{set}/{layer}/{index}": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    query?: {
      /** Examples from this band of activations. The strongest by default. */
      band?: number;
      /** How much of each example. `narrow` by default. */
      length?: "narrow" | "more" | "whole";
      /** One example more, by its name: index.window.position, as `corpora` and `examples` have them. */
      example?: string;
      /** How many examples. 20 by default. */
      limit?: number;
    };
    answer: Feature;
  };
  /** The circuits a feature is in, those it matters most in first, with its part in each. Anybody. A key needs `read`. */
  "GET /features/{model}/{set}/{layer}/{index}/circuits": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: FeatureCircuit[];
      nextCursor: string | null;
    };
  };
  /** What is said about a feature and its labels, by conversation, what was begun last first. Anybody. A key needs `read`. */
  "GET /features/{model}/{set}/{layer}/{index}/conversations": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: Discussion;
  };
  /** Begins a conversation about a feature, or one of its labels, with a first comment. Somebody signed in. A key needs `publish`. At most 120 calls in an hour. */
  "POST /features/{model}/{set}/{layer}/{index}/conversations": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    body: {
      /** Markdown. `@handle` mentions somebody; a feature or a node in backquotes, as `attn.3.566`, leads to it. */
      body: string;
      /** Which of the feature's labels it is about; null for none. */
      label?: string | null;
    };
    answer: {
      id: string;
      comment: string;
    };
  };
  /** The latest conversations about a feature, now and whenever somebody says something. Anybody. A key needs `read`. */
  "GET /features/{model}/{set}/{layer}/{index}/conversations/events": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    event: Discussion;
  };
  /** A feature's labels, the latest conversations about it and who else has its page open: each now, and whenever it changes. Anybody. A key needs `read`. */
  "GET /features/{model}/{set}/{layer}/{index}/events": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    event: {
      labels?: FeatureLabels;
      discussion?: Discussion;
      here?: {
        /** How many members besides oneself have the feature's page open. */
        count: number;
        /** Some of them, by handle; none to a guest. */
        people: {
          handle: string;
          name: string | null;
        }[];
      };
    };
  };
  /** Questions of which of five texts a feature does not fire in, with no label shown: the same ones until all are answered, then with what was right. A key has a hand of its own, which counts as a program's. Somebody signed in. A key needs `check`. At most 600 calls in an hour. */
  "POST /features/{model}/{set}/{layer}/{index}/intruders": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    answer: IntruderHand;
  };
  /** What people make of a feature: others' judgements once you have given your own. Somebody signed in, from a browser's session. No key will do. */
  "GET /features/{model}/{set}/{layer}/{index}/judgements": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    answer: FeatureJudgements;
  };
  /** Says what you make of a feature, in place of what you said before. Again it changes nothing. Somebody signed in, from a browser's session. No key will do. At most 600 calls in an hour. */
  "PUT /features/{model}/{set}/{layer}/{index}/judgements": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    body: {
      /** 0, no idea what it does, to 4, one could say where it fires. */
      interpretable: number;
      family: "induction" | "localContext" | "highLevelContext" | "positional" | "nameMover" | "duplicateToken" | "suppression" | "alwaysOn" | "dead" | "unclear";
      /** False where it has several that have nothing to do with each other. */
      hasOneMeaning: boolean;
      /** Of all of this: 0, guessing, to 4, certain. */
      confidence: number;
    };
    answer: undefined;
  };
  /** What is proposed as labels of a feature, what leads on each side, and how each side stands. Anybody. A key needs `read`. */
  "GET /features/{model}/{set}/{layer}/{index}/labels": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    answer: FeatureLabels;
  };
  /** Proposes a label for what makes a feature fire, or for what it makes the model say. Somebody signed in. A key needs `label`. At most 120 calls in an hour. */
  "POST /features/{model}/{set}/{layer}/{index}/labels": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    body: {
      text: string;
      rationale?: string;
      evidence?: {
        examples: {
          /** The index that read it. */
          corpus: string;
          window: number;
          position: number;
        }[];
        circuits: string[];
      };
      /** The same as a program, in the language that the guide explains. Null for none; what is left out stays as it is. */
      program?: string | null;
      side: "input" | "output";
    };
    answer: {
      id: string;
    };
  };
  /** A feature's labels, now and whenever somebody proposes, changes or votes. Anybody. A key needs `read`. */
  "GET /features/{model}/{set}/{layer}/{index}/labels/events": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    event: FeatureLabels;
  };
  /** The picture of a link to a feature: PNG, 1200 by 630 pixels. Anybody. A key needs `read`. At most 60 calls in a minute from one address. */
  "GET /features/{model}/{set}/{layer}/{index}/preview": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    answer: Uint8Array;
  };
  /** Asks how a program, be it a label's or not yet, scores for a feature: how many of its firings it marks, by activation, and how much else. Somebody signed in. A key needs `compute`. At most 60 calls in an hour. */
  "POST /features/{model}/{set}/{layer}/{index}/program-scores": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    body: {
      program: string;
    };
    answer: ProgramScore;
  };
  /** Has one told of what becomes of a feature and its labels, and is said about them. Again it changes nothing. Somebody signed in. A key needs `write`. At most 240 calls in an hour. */
  "PUT /features/{model}/{set}/{layer}/{index}/watch": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    answer: undefined;
  };
  /** Has one not told of it any more, also after one has said something about it. Somebody signed in. A key needs `write`. At most 240 calls in an hour. */
  "DELETE /features/{model}/{set}/{layer}/{index}/watch": {
    params: {
      model: string;
      set: string;
      layer: number;
      index: number;
    };
    answer: undefined;
  };
  /** Features that a corpus has shown something of, as a table: 10,000 rows at most. Anybody. A key needs `read`. At most 30 calls in a minute. */
  "GET /features/table": {
    query?: {
      /** Words of the name, the last of which may be a beginning; or an id, also Neuronpedia's or SAELens'. */
      q?: string;
      /** A model's name. */
      model?: string;
      /** A dictionary set as a feature's address says it. */
      set?: string;
      layer?: number;
      /** Only those that are one of many alike. */
      family?: "dead" | "always-on" | "positional" | "duplicate";
      /** Only those that fire at so many percent of all tokens: the lower end is in, the upper is not. */
      density?: "0-0.01" | "0.01-0.1" | "0.1-1" | "1-10" | "10-100";
      /** Only those that people have labelled, have not, or whose label stands so. */
      label?: "labelled" | "unlabelled" | "proposed" | "contested" | "supported";
      /** `density` by default: the most frequent first. */
      sort?: "density" | "strongest";
      /** `csv` by default; `jsonl` for an object a line, texts as they are. */
      format?: "csv" | "jsonl";
    };
    answer: Uint8Array;
  };
  /** The newest bounties and what became of them, as an Atom feed. Anybody. A key needs `read`. At most 120 calls in a minute from one address. */
  "GET /feeds/bounties": {
    answer: Uint8Array;
  };
  /** What was put into a public collection last, as an Atom feed. Anybody. A key needs `read`. At most 120 calls in a minute from one address. */
  "GET /feeds/collections/{id}": {
    params: {
      id: string;
    };
    answer: Uint8Array;
  };
  /** What concerns a member's features and findings, as an Atom feed, by its own secret. Anybody. A key needs `read`. At most 120 calls in a minute from one address. */
  "GET /feeds/concerns": {
    query: {
      key: string;
    };
    answer: Uint8Array;
  };
  /** The last published findings that pass every filter, as an Atom feed. Anybody. A key needs `read`. At most 120 calls in a minute from one address. */
  "GET /feeds/findings": {
    query?: {
      /** Once, or several times: then a finding must have each. */
      model?: string | string[];
      /** Once, or several times: then a finding must have each. */
      set?: string | string[];
      /** Once, or several times: then a finding must have each. */
      target?: string | string[];
      /** Once, or several times: then a finding must have each. */
      feature?: string | string[];
      /** Once, or several times: then a finding must have each. */
      token?: string | string[];
      /** Once, or several times: then a finding must have each. */
      tag?: string | string[];
      /** Once, or several times: then a finding must have each. */
      author?: string | string[];
      /** Once, or several times: then a finding must have each. */
      verified?: string | string[];
      /** Once, or several times: then a finding must have each. */
      checked?: string | string[];
      /** Once, or several times: then a finding must have each. */
      completeness?: string | string[];
      /** Once, or several times: then a finding must have each. */
      replacement?: string | string[];
      /** Once, or several times: then a finding must have each. */
      starts?: string | string[];
      /** Once, or several times: then a finding must have each. */
      crosses?: string | string[];
      /** Once, or several times: then a finding must have each. */
      path?: string | string[];
      /** Once, or several times: then a finding must have each. */
      head?: string | string[];
    };
    answer: Uint8Array;
  };
  /** What somebody published last, as an Atom feed. Anybody. A key needs `read`. At most 120 calls in a minute from one address. */
  "GET /feeds/people/{handle}": {
    params: {
      handle: string;
    };
    answer: Uint8Array;
  };
  /** The last published findings, and the features named last, that have the words, as an Atom feed. Anybody. A key needs `read`. At most 120 calls in a minute from one address. */
  "GET /feeds/search": {
    query: {
      /** Words, phrases in quotes, and the beginning of the last word. */
      q: string;
    };
    answer: Uint8Array;
  };
  /** Published findings that pass every filter, with how many have which values. Anybody. A key needs `read`. At most 240 calls in a minute. */
  "GET /findings": {
    query?: {
      /** Once, or several times: then a finding must have each. */
      model?: string | string[];
      /** Once, or several times: then a finding must have each. */
      set?: string | string[];
      /** Once, or several times: then a finding must have each. */
      target?: string | string[];
      /** Once, or several times: then a finding must have each. */
      feature?: string | string[];
      /** Once, or several times: then a finding must have each. */
      token?: string | string[];
      /** Once, or several times: then a finding must have each. */
      tag?: string | string[];
      /** Once, or several times: then a finding must have each. */
      author?: string | string[];
      /** Once, or several times: then a finding must have each. */
      verified?: string | string[];
      /** Once, or several times: then a finding must have each. */
      checked?: string | string[];
      /** Once, or several times: then a finding must have each. */
      completeness?: string | string[];
      /** Once, or several times: then a finding must have each. */
      replacement?: string | string[];
      /** Once, or several times: then a finding must have each. */
      starts?: string | string[];
      /** Once, or several times: then a finding must have each. */
      crosses?: string | string[];
      /** Once, or several times: then a finding must have each. */
      path?: string | string[];
      /** Once, or several times: then a finding must have each. */
      head?: string | string[];
      /** `newest` by default: the last published first. */
      sort?: "newest" | "completeness" | "replacement";
      cursor?: string;
      limit?: number;
    };
    answer: CataloguePage;
  };
  /** Begins a finding about a circuit: a draft that only its author sees. Somebody signed in. A key needs `write`. At most 60 calls in an hour. */
  "POST /findings": {
    body: {
      title: string;
      body: string;
      tags: string[];
      state: string;
      circuitId: string;
    };
    answer: {
      id: string;
      /** Its page. */
      url: string;
    };
  };
  /** A finding: a published one, or a draft of one's own. Anybody. A key needs `read`. */
  "GET /findings/{id}": {
    params: {
      id: string;
    };
    answer: Finding;
  };
  /** Saves a new revision of one's own finding. The earlier ones are kept. Somebody signed in. A key needs `publish`. At most 240 calls in an hour. */
  "PUT /findings/{id}": {
    params: {
      id: string;
    };
    body: {
      title: string;
      body: string;
      tags: string[];
      state: string;
      revision: number;
    };
    answer: {
      id: string;
      revision: number;
    };
  };
  /** Deletes one's own finding with all its versions. The address of one that was public says so from then on. Somebody signed in. A key needs `publish`. */
  "DELETE /findings/{id}": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** What is said about a published finding, by conversation, what was begun last first. Anybody. A key needs `read`. */
  "GET /findings/{id}/conversations": {
    params: {
      id: string;
    };
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: Discussion;
  };
  /** Begins a conversation about a published finding with a first comment. Somebody signed in. A key needs `publish`. At most 120 calls in an hour. */
  "POST /findings/{id}/conversations": {
    params: {
      id: string;
    };
    body: {
      /** Markdown. `@handle` mentions somebody; a feature or a node in backquotes, as `attn.3.566`, leads to it. */
      body: string;
    };
    answer: {
      id: string;
      comment: string;
    };
  };
  /** The latest conversations about a finding, now and whenever somebody says something. Anybody. A key needs `read`. */
  "GET /findings/{id}/conversations/events": {
    params: {
      id: string;
    };
    event: Discussion;
  };
  /** Keeps one's own draft as it is being written, in place of its latest version unless that was public. Somebody signed in. A key needs `write`. At most 720 calls in an hour. */
  "PUT /findings/{id}/draft": {
    params: {
      id: string;
    };
    body: {
      title: string;
      body: string;
      tags: string[];
      state: string;
      revision: number;
    };
    answer: {
      id: string;
      revision: number;
    };
  };
  /** Begins a draft of one's own from a finding, with where it comes from. Somebody signed in. A key needs `write`. At most 60 calls in an hour. */
  "POST /findings/{id}/forks": {
    params: {
      id: string;
    };
    answer: {
      id: string;
      /** Its page. */
      url: string;
    };
  };
  /** The picture of a link to a published finding: PNG, 1200 by 630 pixels. Anybody. A key needs `read`. At most 60 calls in a minute from one address. */
  "GET /findings/{id}/preview": {
    params: {
      id: string;
    };
    answer: Uint8Array;
  };
  /** Makes one's own draft visible to everybody: of a revision, only if it is still the latest. Again it changes nothing. Somebody signed in. A key needs `publish`. */
  "PUT /findings/{id}/publication": {
    params: {
      id: string;
    };
    query?: {
      revision?: number;
    };
    answer: {
      id: string;
      publishedAt: string | null;
    };
  };
  /** Takes one's own published finding back, or for an administrator one of the site's own. It is a draft again, and its address says that it was taken back. Somebody signed in. A key needs `publish`. */
  "DELETE /findings/{id}/publication": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** How far the circuit of a finding is shown, by rule: its tier of evidence, what shows it, and what is missing for each that it has not. Anybody. A key needs `read`. */
  "GET /findings/{id}/tier": {
    params: {
      id: string;
    };
    answer: FindingTier;
  };
  /** A published version of a finding, as it will always be, with its content hash. Anybody. A key needs `read`. */
  "GET /findings/{id}/versions/{version}": {
    params: {
      id: string;
      version: number;
    };
    answer: FindingVersion;
  };
  /** A citation of a published version as a BibTeX entry. Anybody. A key needs `read`. */
  "GET /findings/{id}/versions/{version}/citations/bibtex": {
    params: {
      id: string;
      version: number;
    };
    answer: Uint8Array;
  };
  /** A citation of a published version as a CITATION.cff (Citation File Format 1.2.0). Anybody. A key needs `read`. */
  "GET /findings/{id}/versions/{version}/citations/cff": {
    params: {
      id: string;
      version: number;
    };
    answer: Uint8Array;
  };
  /** A citation of a published version in a sentence. Anybody. A key needs `read`. */
  "GET /findings/{id}/versions/{version}/citations/text": {
    params: {
      id: string;
      version: number;
    };
    answer: Uint8Array;
  };
  /** A published version whole, as a circuit-commons/finding@1 file: `commons verify` computes it again without the site. Anybody. A key needs `read`. At most 60 calls in a minute from one address. */
  "GET /findings/{id}/versions/{version}/file": {
    params: {
      id: string;
      version: number;
    };
    answer: FindingFile;
  };
  /** Has one told of what becomes of a finding, and is said about it. Again it changes nothing. Somebody signed in. A key needs `write`. At most 240 calls in an hour. */
  "PUT /findings/{id}/watch": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Has one not told of it any more, also after one has said something about it. Somebody signed in. A key needs `write`. At most 240 calls in an hour. */
  "DELETE /findings/{id}/watch": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Renders a write-up as saving it would, and keeps nothing. Anybody. A key needs `read`. At most 240 calls in an hour. */
  "POST /findings/previews": {
    body: {
      body: string;
    };
    answer: {
      /** The write-up as elements, as a page prints them. */
      parts: (string | __schema0)[];
      /** What is not shown as it was meant, a sentence each. */
      problems: string[];
    };
  };
  /** Published findings that pass every filter, as a table: 10,000 rows at most. Anybody. A key needs `read`. At most 30 calls in a minute. */
  "GET /findings/table": {
    query?: {
      /** Once, or several times: then a finding must have each. */
      model?: string | string[];
      /** Once, or several times: then a finding must have each. */
      set?: string | string[];
      /** Once, or several times: then a finding must have each. */
      target?: string | string[];
      /** Once, or several times: then a finding must have each. */
      feature?: string | string[];
      /** Once, or several times: then a finding must have each. */
      token?: string | string[];
      /** Once, or several times: then a finding must have each. */
      tag?: string | string[];
      /** Once, or several times: then a finding must have each. */
      author?: string | string[];
      /** Once, or several times: then a finding must have each. */
      verified?: string | string[];
      /** Once, or several times: then a finding must have each. */
      checked?: string | string[];
      /** Once, or several times: then a finding must have each. */
      completeness?: string | string[];
      /** Once, or several times: then a finding must have each. */
      replacement?: string | string[];
      /** Once, or several times: then a finding must have each. */
      starts?: string | string[];
      /** Once, or several times: then a finding must have each. */
      crosses?: string | string[];
      /** Once, or several times: then a finding must have each. */
      path?: string | string[];
      /** Once, or several times: then a finding must have each. */
      head?: string | string[];
      /** `newest` by default: the last published first. */
      sort?: "newest" | "completeness" | "replacement";
      /** `csv` by default; `jsonl` for an object a line, texts as they are. */
      format?: "csv" | "jsonl";
    };
    answer: Uint8Array;
  };
  /** Disputes a gold item that one has answered, once, with a reason. Somebody signed in, from a browser's session. No key will do. At most 60 calls in an hour. */
  "POST /gold-items/{id}/disputes": {
    params: {
      id: string;
    };
    body: {
      /** Why the label does not plainly say so: a moderator reads this. */
      reason: string;
    };
    answer: {
      id: string;
    };
  };
  /** Imports a circuit from a file, sent as it is: an attribution graph, or a circuit of this site. Somebody signed in. A key needs `write`. At most 30 calls in an hour. */
  "POST /imports": {
    query: {
      name: string;
      /** A target is written attn.L.I@P, resid.L.I@P, mlp.L.I@P, logit.TOKEN@P or logit-diff.TOKEN-TOKEN@P, with numbers. */
      target?: string;
    };
    body: Uint8Array;
    answer: {
      id: string;
      /** Its page. */
      url: string;
    };
  };
  /** One of one's own imported circuits, read or not, without its graph. Somebody signed in. A key needs `read`. */
  "GET /imports/{id}": {
    params: {
      id: string;
    };
    answer: Import;
  };
  /** Deletes one of one's own imported circuits, read or not. Somebody signed in. A key needs `write`. */
  "DELETE /imports/{id}": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** An imported circuit as an attribution graph, with all that its file said beyond the circuit. Somebody signed in. A key needs `read`. At most 10 calls in a minute. */
  "GET /imports/{id}/attribution-graph": {
    params: {
      id: string;
    };
    query?: {
      view?: string;
      node?: string;
    };
    answer: ExportedGraph;
  };
  /** Asks this site the question of an imported circuit of one's own: its text as a run, then its circuit. Somebody signed in. A key needs `compute`. At most 60 calls in a minute. */
  "POST /imports/{id}/circuit": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** How far this imported circuit of yours is, now and whenever that changes, until it is ready or failed. Somebody signed in. A key needs `read`. */
  "GET /imports/{id}/events": {
    params: {
      id: string;
    };
    event: ComputationProgress;
  };
  /** An imported circuit as a figure, its fonts in it: SVG. Somebody signed in. A key needs `read`. At most 30 calls in a minute. */
  "GET /imports/{id}/figure": {
    params: {
      id: string;
    };
    query?: {
      /** In the site's colours, or black on white. */
      look?: "light" | "dark" | "print";
      /** 86 mm, 178 mm, or as wide as the graph. No text is smaller than 6.6 pt at that width. */
      width?: "one-column" | "two-columns" | "wide";
      /** Whether its title stands above it. */
      titled?: string;
      /** The arrangement, as a page's address has it. */
      view?: string;
    };
    answer: Uint8Array;
  };
  /** The circuit-commons/circuit@1 document that was made of the file. It changes when another target is chosen. Somebody signed in. A key needs `read`. */
  "GET /imports/{id}/graph": {
    params: {
      id: string;
    };
    answer: {
      format: "circuit-commons/circuit@1";
      spec: {
        model: string;
        modelChecksum: string;
        dictionarySets: {
          kind: "attn" | "resid" | "mlp";
          name: string;
          checksum: string;
        }[];
        tokenIds: number[];
        target: string;
        mode: "direct" | "residual";
        threshold: number;
        edgeThreshold: number;
        maxNodes: number;
      };
      tokens: {
        position: number;
        id: number;
        text: string;
        bytes?: string;
      }[];
      nodes: {
        id: string;
        kind: "attn" | "resid" | "mlp" | "attn-error" | "resid-error" | "mlp-error" | "mlp-out" | "mlp-skip" | "attn-bias" | "mlp-bias" | "embed" | "pos" | "bias" | "logit" | "logit-diff";
        layer: number | null;
        index: number | null;
        position: number | null;
        activation: number | null;
        influence: number;
        effect: number;
        expanded: boolean;
      }[];
      edges: {
        source: string;
        target: string;
        contribution: number;
      }[];
      rest: {
        target: string;
        count: number;
        sum: number;
        absoluteSum: number;
      }[];
      heads?: {
        source: string;
        readBy?: number[];
        ofNoHead?: number;
        writtenBy?: number[];
        target: string;
      }[];
      scores: {
        replacement: number;
        completeness: number;
      };
      checks: {
        largestResidual: number;
      };
      truncated: boolean;
      unexpandedInfluence?: number;
    };
  };
  /** Has an imported circuit of one's own be of another of its file's predicted tokens. Somebody signed in. A key needs `write`. At most 60 calls in a minute. */
  "PUT /imports/{id}/target": {
    params: {
      id: string;
    };
    body: {
      /** A target is written attn.L.I@P, resid.L.I@P, mlp.L.I@P, logit.TOKEN@P or logit-diff.TOKEN-TOKEN@P, with numbers. */
      target: string;
    };
    answer: undefined;
  };
  /** Says once which of the five texts of a question of one's hand the feature does not fire in. The same answer again changes nothing. Somebody signed in. A key needs `check`. At most 3000 calls in an hour. */
  "PUT /intruders/{id}": {
    params: {
      id: string;
    };
    body: {
      /** The place, from 0, of the text in which the feature does not fire. Who cannot tell guesses. */
      chosen: number;
    };
    answer: undefined;
  };
  /** A feature whose labels you have not proposed or been asked by, to say of which of five texts does not belong. Somebody signed in. A key needs `read`. At most 600 calls in an hour. */
  "GET /intruders/next": {
    query?: {
      /** Paths of features that are not wanted now, as this answers them, with commas between them. */
      without?: string;
    };
    answer: {
      /** Null where nothing is left for you. */
      next: {
        /** The path of the feature's page. */
        feature: string;
      } | null;
    };
  };
  /** Files of others' labels that were taken, the latest first, with what came of each. A moderator, from a browser's session. No key will do. */
  "GET /label-imports": {
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: LabelImport[];
      nextCursor: string | null;
    };
  };
  /** Takes a file of others' labels as proposals: Neuronpedia's export of explanations, or labels of a site like this one. With `dry` it is only said what would come of it. A moderator, from a browser's session. No key will do. At most 60 calls in an hour. */
  "POST /label-imports": {
    query: {
      name: string;
      /** With `set` and `layer`: the dictionary of rows that do not tell it. */
      model?: string;
      set?: string;
      layer?: number;
      dry?: "true" | "false";
    };
    body: Uint8Array;
    answer: {
      rows: number;
      /** Proposals that it made, or would make. */
      taken: number;
      /** Of those taken, by what told their dictionary. */
      toldBy: {
        content: number;
        name: number;
        hand: number;
      };
      /** Said by a label of the feature already, be it of an earlier import or earlier in the file. */
      saidAlready: number;
      /** Of no dictionary that is here, as far as the file tells. */
      unknown: number;
      /** What the file says it is of; the first ten. */
      sources: string[];
      /** Why others were not taken, with how many and the first lines of each. */
      refused: {
        why: string;
        rows: number;
        lines: number[];
      }[];
      /** Of the import; null where it was only looked through. */
      id: string | null;
    };
  };
  /** Takes every label of an import back in one step, with a reason in the audit log. A moderator, from a browser's session. No key will do. At most 60 calls in an hour. */
  "POST /label-imports/{id}/reversion": {
    params: {
      id: string;
    };
    body: {
      reason: string;
    };
    answer: {
      takenBack: number;
    };
  };
  /** The feature that comes next for you in the queue, yours alone for some minutes: one you hold and do not have before you, else another. Somebody signed in, from a browser's session. No key will do. At most 1200 calls in an hour. */
  "POST /label-queue/leases": {
    body: {
      /** Visits whose features you have before you already. */
      holding?: string[];
      /** A feature that is to come now, where nobody else holds it: one you saw before you signed in. */
      wanted?: {
        model: string;
        set: string;
        layer: number;
        index: number;
      };
      /** From the queue of a project that you are in. */
      project?: string;
    };
    answer: QueueLease;
  };
  /** Keeps features of the queue for some minutes more. What is not held any more is not in the answer. Somebody signed in, from a browser's session. No key will do. At most 1200 calls in an hour. */
  "POST /label-queue/renewals": {
    body: {
      visits: string[];
    };
    answer: {
      /** Of the visits asked about, those that still hold their feature. */
      held: string[];
    };
  };
  /** Gives features of the queue back, so that others may be shown them. Again it changes nothing. Somebody signed in, from a browser's session. No key will do. At most 2400 calls in an hour. */
  "POST /label-queue/returns": {
    body: {
      visits: string[];
      /** Whether you went on from them: then they do not come again in this sitting. */
      isDone?: boolean;
    };
    answer: undefined;
  };
  /** What one did in the queue, a sitting at a time, the latest first. Moderators may ask for others'. Somebody signed in, from a browser's session. No key will do. At most 240 calls in an hour. */
  "GET /label-queue/sittings": {
    query?: {
      cursor?: string;
      limit?: number;
      /** A handle; one's own where left out. */
      of?: string;
    };
    answer: {
      items: LabelSitting[];
      nextCursor: string | null;
    };
  };
  /** Undoes what was done in a sitting of the queue, one's own or, for moderators, anybody's; what others have built on stays. Somebody signed in, from a browser's session. No key will do. At most 60 calls in an hour. */
  "POST /label-queue/sittings/{id}/reversion": {
    params: {
      id: string;
    };
    answer: RevertedSitting;
  };
  /** Says of a feature that the queue showed you why you pass it over, or what is wrong with it. Somebody signed in, from a browser's session. No key will do. At most 600 calls in an hour. */
  "POST /label-queue/visits/{id}/marks": {
    params: {
      id: string;
    };
    body: {
      kind: "skip" | "flag";
      reason: "notNow" | "cannotTell" | "severalMeanings" | "tooFewTexts" | "other" | "offensive" | "personalData" | "brokenTexts" | "spam";
      words?: string | null;
    };
    answer: {
      id: string;
    };
  };
  /** How labels of people, of programs and imported ones score on the same blind checks, and the programs that some labels have. Anybody. A key needs `read`. At most 30 calls in a minute. */
  "GET /label-scores": {
    answer: LabelScores;
  };
  /** Checked labels' own scores on blind checks, the latest first, as a table: of 3333 labels at most. A header of the answer, Link, tells the address of older ones. Anybody. A key needs `read`. At most 30 calls in a minute. */
  "GET /label-scores/table": {
    query?: {
      /** `csv` by default; `jsonl` for an object a line, texts as they are. */
      format?: "csv" | "jsonl";
      /** A label's id: of those that were proposed before it. */
      before?: string;
    };
    answer: Uint8Array;
  };
  /** Saves a new revision of one's own label. The earlier ones are kept; votes are for a wording. Somebody signed in. No key will do. At most 240 calls in an hour. */
  "PUT /labels/{id}": {
    params: {
      id: string;
    };
    body: {
      text: string;
      rationale?: string;
      evidence?: {
        examples: {
          /** The index that read it. */
          corpus: string;
          window: number;
          position: number;
        }[];
        circuits: string[];
      };
      /** The same as a program, in the language that the guide explains. Null for none; what is left out stays as it is. */
      program?: string | null;
      revision: number;
    };
    answer: {
      revision: number;
    };
  };
  /** Texts to say of whether a feature fires in them, or which token it raises after them, knowing its label alone: the same ones until all are answered, then with what was right. A key has a hand of its own, which counts as a program's. Somebody signed in. A key needs `check`. At most 600 calls in an hour. */
  "POST /labels/{id}/checks": {
    params: {
      id: string;
    };
    answer: BlindHand;
  };
  /** What a label said from the first to the latest, word by word. Anybody. A key needs `read`. */
  "GET /labels/{id}/history": {
    params: {
      id: string;
    };
    answer: LabelHistory;
  };
  /** Texts to say of at which token a feature fires most, knowing its label alone, once its hand of texts is answered: the same ones until all are answered, then with what was right. A key has a hand of its own, which counts as a program's. Somebody signed in. A key needs `check`. At most 600 calls in an hour. */
  "POST /labels/{id}/pinpoints": {
    params: {
      id: string;
    };
    answer: PinpointHand;
  };
  /** Has one's own label say again what an earlier revision said, as a new revision. Somebody signed in. No key will do. At most 240 calls in an hour. */
  "POST /labels/{id}/reversions": {
    params: {
      id: string;
    };
    body: {
      to: number;
      /** The latest, as it was looked at. */
      revision: number;
    };
    answer: {
      revision: number;
    };
  };
  /** Votes on somebody's label, in place of one's earlier vote on it. Again it changes nothing. Somebody signed in. No key will do. At most 600 calls in an hour. */
  "PUT /labels/{id}/vote": {
    params: {
      id: string;
    };
    body: {
      /** Of the proposal as it was seen. */
      wording: number;
      /** 1 for it, -1 against it. */
      value: 1 | -1;
      reason?: "tooBroad" | "tooNarrow" | "otherSide" | "wrong" | "unreadable" | "other" | null;
      words?: string | null;
    };
    answer: undefined;
  };
  /** Takes one's vote on a label back. Somebody signed in. No key will do. At most 600 calls in an hour. */
  "DELETE /labels/{id}/vote": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Takes one's own label back. Again it changes nothing. Somebody signed in. A key needs `label`. At most 240 calls in an hour. */
  "PUT /labels/{id}/withdrawal": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Proposes again what one took back, with the votes it had. Somebody signed in. A key needs `label`. At most 240 calls in an hour. */
  "DELETE /labels/{id}/withdrawal": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Changes the name that others read beside one's handle. Somebody signed in. No key will do. */
  "PATCH /me": {
    body: {
      name: string | null;
    };
    answer: {
      name: string | null;
    };
  };
  /** Deletes one's account for good. Labels that stand, votes and blind answers stay without a name, and so do published findings unless they are to go too. Somebody signed in, from a browser's session. No key will do. At most 10 calls in 15 minutes. */
  "DELETE /me": {
    body: {
      /** One's own, as a confirmation. */
      handle: string;
      /** Null for an account that has none. */
      password: string | null;
      /** Whether what one published goes too, and leaves tombstones. */
      withFindings: boolean;
    };
    answer: undefined;
  };
  /** What moderators did that concerns oneself and what one made, and why, the latest first. Somebody signed in, from a browser's session. No key will do. */
  "GET /me/acts": {
    query?: {
      cursor?: number;
      limit?: number;
    };
    answer: {
      items: ModerationAct[];
      nextCursor: string | null;
    };
  };
  /** Says how often one is written to about what one has not read. Somebody signed in, from a browser's session. No key will do. At most 60 calls in an hour. */
  "PUT /me/digest": {
    body: {
      every: "never" | "daily" | "weekly";
    };
    answer: undefined;
  };
  /** Everything that the site has of oneself, as one JSON document. Somebody signed in, from a browser's session. No key will do. At most 6 calls in an hour. */
  "GET /me/export": {
    answer: string;
  };
  /** Makes the address of one's own feed, anew where there is one: the one before opens nothing any more. Somebody signed in, from a browser's session. No key will do. At most 20 calls in an hour. */
  "PUT /me/feed": {
    answer: {
      /** With a secret in it, told this once: whoever has it reads the feed. */
      url: string;
    };
  };
  /** Shuts one's own feed: no address opens it any more. Somebody signed in, from a browser's session. No key will do. */
  "DELETE /me/feed": {
    answer: undefined;
  };
  /** Raises one's role by a one-time code. Somebody signed in, from a browser's session. No key will do. At most 10 calls in 15 minutes. */
  "POST /me/invitation": {
    body: {
      code: string;
    };
    answer: {
      role: string;
    };
  };
  /** One's own keys, the newest first. Somebody signed in, from a browser's session. No key will do. */
  "GET /me/keys": {
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: ApiKey[];
      nextCursor: string | null;
    };
  };
  /** Makes a key by which a program asks in one's name. The answer alone tells it. Somebody signed in, from a browser's session. No key will do. At most 30 calls in an hour. */
  "POST /me/keys": {
    body: {
      name: string;
      /** What it may do beside reading. */
      scopes?: ("compute" | "write" | "publish" | "label" | "check")[];
      /** How many days it lasts; null until it is revoked. */
      days: 7 | 30 | 90 | 365 | null;
    };
    answer: {
      /** The key itself. It is told this once and kept nowhere. */
      key: string;
      made: ApiKey;
    };
  };
  /** Revokes one of one's own keys, at once and for good. Somebody signed in, from a browser's session. No key will do. */
  "DELETE /me/keys/{id}": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** What bounties awarded and paid to you, or what became of what yours promise, the latest first. Somebody signed in. A key needs `read`. At most 120 calls in a minute. */
  "GET /me/ledger": {
    query?: {
      /** `winner`: what was awarded to you; `sponsor`: of the bounties you sponsor. */
      role?: "winner" | "sponsor";
      cursor?: string;
      limit?: number;
    };
    answer: {
      /** Of all lines, on this page or not, by currency. */
      sums: LedgerSums[];
      items: OwnLedgerLine[];
      nextCursor: string | null;
    };
  };
  /** Your own lines of the ledger as a table, the latest first: 10,000 rows at most. Somebody signed in. A key needs `read`. At most 30 calls in a minute. */
  "GET /me/ledger/table": {
    query?: {
      role?: "winner" | "sponsor";
      /** `csv` by default; `jsonl` for an object a line, texts as they are. */
      format?: "csv" | "jsonl";
    };
    answer: Uint8Array;
  };
  /** Whether one stands in lists of people. Somebody signed in, from a browser's session. No key will do. */
  "PUT /me/listing": {
    body: {
      isListed: boolean;
    };
    answer: undefined;
  };
  /** What one is told of, the latest first. Somebody signed in. A key needs `read`. At most 120 calls in a minute. */
  "GET /me/notifications": {
    query?: {
      cursor?: string;
      limit?: number;
      /** Only what one has not read. */
      unread?: string;
    };
    answer: {
      items: Notification[];
      nextCursor: string | null;
    };
  };
  /** Says that one has read a notification. Again it changes nothing. Somebody signed in. A key needs `write`. */
  "PUT /me/notifications/{id}/read": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Says that one has not read it after all. Somebody signed in. A key needs `write`. */
  "DELETE /me/notifications/{id}/read": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Says that one has read all one was told of, up to the latest that one saw. Somebody signed in. A key needs `write`. */
  "PUT /me/notifications/read": {
    body: {
      /** The latest that was seen: it and all before it are read. */
      until: string;
    };
    answer: undefined;
  };
  /** Changes one's password, and ends every other session. Somebody signed in, from a browser's session. No key will do. At most 10 calls in 15 minutes. */
  "PUT /me/password": {
    body: {
      current: string | null;
      next: string;
    };
    answer: {
      /** How many other sessions ended by it. */
      endedSessions: number;
    };
  };
  /** What one reported to moderators and what came of it, the latest first. Somebody signed in, from a browser's session. No key will do. */
  "GET /me/reports": {
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: OwnReport[];
      nextCursor: string | null;
    };
  };
  /** The searches one keeps, each with how much is new since one looked. Somebody signed in. A key needs `read`. At most 120 calls in a minute. */
  "GET /me/searches": {
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: SavedSearch[];
      nextCursor: string | null;
    };
  };
  /** Keeps a search of the catalogue or of features under a name. Somebody signed in. A key needs `write`. At most 120 calls in an hour. */
  "POST /me/searches": {
    body: {
      kind: "catalogue" | "features";
      name: string;
      /** What the page's address says behind its question mark. */
      query: string;
    };
    answer: {
      id: string;
    };
  };
  /** Deletes a search that one keeps. Somebody signed in. A key needs `write`. */
  "DELETE /me/searches/{id}": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Says of a search that one keeps that all it finds now is seen. Somebody signed in. A key needs `write`. At most 240 calls in an hour. */
  "PUT /me/searches/{id}/looked": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** The browsers one is signed in with, the latest seen first. Somebody signed in, from a browser's session. No key will do. */
  "GET /me/sessions": {
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: Session[];
      nextCursor: string | null;
    };
  };
  /** Signs one of one's own browsers out. Somebody signed in, from a browser's session. No key will do. */
  "DELETE /me/sessions/{id}": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** What one watches, and whether what one says something about is watched from then on. Somebody signed in. A key needs `read`. At most 120 calls in a minute. */
  "GET /me/watches": {
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: Watches;
  };
  /** Says whether what one says something about is watched from then on. Somebody signed in, from a browser's session. No key will do. */
  "PUT /me/watching": {
    body: {
      watchesWhatTheyDiscuss: boolean;
    };
    answer: undefined;
  };
  /** What was measured of a model's attention heads, as a table. Anybody. A key needs `read`. At most 30 calls in a minute. */
  "GET /models/{model}/heads/table": {
    params: {
      model: string;
    };
    query?: {
      /** `csv` by default; `jsonl` for an object a line, texts as they are. */
      format?: "csv" | "jsonl";
    };
    answer: Uint8Array;
  };
  /** All labels of a model, or of one of its sets or layers, a JSON object a line: with authors, history, votes and evidence, or in the shape of Neuronpedia's export. Anybody. A key needs `read`. At most 30 calls in a minute. */
  "GET /models/{model}/labels": {
    params: {
      model: string;
    };
    query?: {
      set?: string;
      layer?: number;
      /** `circuit-commons` by default. */
      format?: "circuit-commons" | "neuronpedia";
    };
    answer: Uint8Array;
  };
  /** How many tokens a text has, how many the model takes, and where a longer one may be cut. Anybody. A key needs `read`. At most 120 calls in a minute. */
  "POST /models/{model}/token-counts": {
    params: {
      model: string;
    };
    body: {
      text: string;
      /** Of a text that brings its own beginning-of-text token. */
      asWritten?: boolean;
    };
    answer: {
      /** Without the beginning-of-text token that is put in front. Null where only a worker can tell. */
      tokens: number | null;
      /** How many of them the model takes. */
      limit: number;
      /** Of a longer text, where it may be cut, in UTF-16 units: what stands before `first` fits, and what stands from `last` on. */
      cuts: {
        first: number;
        last: number;
      } | null;
    };
  };
  /** The tokens of a model that somebody who types a text may mean. Anybody. A key needs `read`. At most 600 calls in a minute. */
  "GET /models/{model}/tokens": {
    params: {
      model: string;
    };
    query: {
      query: string;
    };
    answer: {
      /** The likeliest first. */
      tokens: {
        id: number;
        /** U+FFFD stands for bytes that are only a part of a character. */
        text: string;
        /** All its bytes in hexadecimal, where it is a part of a character and its text does not say them. */
        bytes?: string;
      }[];
    };
  };
  /** What moderators did, the latest first. A moderator, from a browser's session. No key will do. */
  "GET /moderation/acts": {
    query?: {
      cursor?: number;
      limit?: number;
      kind?: "suspend" | "lift" | "hide" | "show" | "lock" | "unlock" | "dismiss" | "undo" | "uphold" | "overrule" | "adopt" | "stop";
      subjectKind?: "person" | "finding" | "collection" | "family" | "experiment" | "project" | "bounty" | "wanted" | "label" | "rationale" | "feature" | "comment" | "conversation" | "import" | "adoption";
      subjectId?: string;
      /** The handle of who did it. */
      by?: string;
      /** The handle of whom it concerns. */
      concerns?: string;
    };
    answer: {
      items: ModerationAct[];
      nextCursor: string | null;
    };
  };
  /** Suspends somebody or lifts that; hides something public or shows it again; locks a finding or a feature's labels or unlocks them. Nobody does so to who is above them. A moderator, from a browser's session. No key will do. At most 600 calls in an hour. */
  "POST /moderation/acts": {
    body: {
      kind: "suspend" | "lift" | "hide" | "show" | "lock" | "unlock";
      subject: {
        kind: "person" | "finding" | "collection" | "family" | "experiment" | "project" | "bounty" | "wanted" | "label" | "rationale" | "feature" | "comment" | "conversation";
        /** An id; of a person the handle, and of a feature `dictionaryId.index`. */
        id: string;
      };
      /** Why: the person concerned reads it. */
      reason: string;
      /** Of a suspension, when it ends; null or left out where somebody has to lift it. */
      until?: string | null;
    };
    answer: undefined;
  };
  /** Upholds a dispute of a gold item, or does not, once; with the second that is upheld it retires. A moderator, from a browser's session. No key will do. At most 600 calls in an hour. */
  "PUT /moderation/gold-disputes/{id}": {
    params: {
      id: string;
    };
    body: {
      isUpheld: boolean;
    };
    answer: undefined;
  };
  /** What is reported and waits for an answer: each thing once, what waits longest first. A moderator, from a browser's session. No key will do. */
  "GET /moderation/reports": {
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: QueuedReport[];
      nextCursor: string | null;
    };
  };
  /** Takes a report, and those of the same thing, for half an hour, so that no other moderator does. A moderator, from a browser's session. No key will do. */
  "PUT /moderation/reports/{id}/claim": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Gives a report that one has taken back to others. A moderator, from a browser's session. No key will do. */
  "DELETE /moderation/reports/{id}/claim": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Closes a report, and those of the same thing, without an act, and tells who reported it why. A moderator, from a browser's session. No key will do. */
  "PUT /moderation/reports/{id}/dismissal": {
    params: {
      id: string;
    };
    body: {
      /** Why: who reported it reads it. */
      reason: string;
    };
    answer: undefined;
  };
  /** What another page shows of a link to a published finding (oEmbed 1.0). Anybody. A key needs `read`. */
  "GET /oembed": {
    query: {
      /** The address of a finding's page. */
      url: string;
      /** `json`; no other is answered. */
      format?: string;
      maxwidth?: number;
      maxheight?: number;
    };
    answer: OEmbed;
  };
  /** This document: OpenAPI 3.1, made from the routes themselves. Anybody. A key needs `read`. */
  "GET /openapi.json": {
    answer: {
      openapi: string;
    };
  };
  /** Has one told of what becomes of what somebody publishes. Again it changes nothing. Somebody signed in. A key needs `write`. At most 240 calls in an hour. */
  "PUT /people/{handle}/watch": {
    params: {
      handle: string;
    };
    answer: undefined;
  };
  /** Has one not told any more of what somebody publishes. Again it changes nothing. Somebody signed in. A key needs `write`. At most 240 calls in an hour. */
  "DELETE /people/{handle}/watch": {
    params: {
      handle: string;
    };
    answer: undefined;
  };
  /** People whose labels are borne out and who tell blind, by measured quality and not by count. Anybody. A key needs `read`. At most 60 calls in a minute. */
  "GET /people/leaderboards": {
    answer: Leaderboards;
  };
  /** Says once at which token of one text of one's hand the feature fires most. The same answer again changes nothing. Somebody signed in. A key needs `check`. At most 3000 calls in an hour. */
  "PUT /pinpoints/{id}": {
    params: {
      id: string;
    };
    body: {
      /** The position of the token at which the feature would fire most; null where you cannot tell. */
      chosen: number | null;
    };
    answer: undefined;
  };
  /** A label by which you have said in which texts its feature fires, to say by at which token it does most. Somebody signed in. A key needs `read`. At most 600 calls in an hour. */
  "GET /pinpoints/next": {
    query?: {
      /** Ids of labels that are not wanted now, with commas between them. */
      without?: string;
    };
    answer: {
      /** Null where nothing is left to check for you. */
      next: {
        labelId: string;
        text: string;
        side: "input" | "output";
        /** The path of its feature's page. */
        feature: string;
      } | null;
    };
  };
  /** How a label as a program scores, as far as that is computed. Anybody. A key needs `read`. */
  "GET /program-scores/{id}": {
    params: {
      id: string;
    };
    answer: ProgramScore;
  };
  /** Stops this program's score, for whoever had it begun and for moderators. Somebody signed in. A key needs `compute`. */
  "POST /program-scores/{id}/cancel": {
    params: {
      id: string;
    };
    answer: {
      /** False where there was nothing to stop any more. */
      cancelled: boolean;
    };
  };
  /** How far this program's score is, now and whenever that changes, until it is ready or failed. Anybody. A key needs `read`. */
  "GET /program-scores/{id}/events": {
    params: {
      id: string;
    };
    event: ComputationProgress;
  };
  /** Begins this program's score again, if it failed or was cancelled. Anybody. A key needs `compute`. */
  "POST /program-scores/{id}/retry": {
    params: {
      id: string;
    };
    answer: {
      id: string;
    };
  };
  /** Projects, in which people judge and label a set of features together, the newest first. Anybody. A key needs `read`. */
  "GET /projects": {
    query?: {
      /** Only those you are in, or are invited to by name. */
      only?: "in" | "invited";
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: ListedProject[];
      nextCursor: string | null;
    };
  };
  /** Begins a project, which you own. Somebody signed in. A key needs `publish`. At most 20 calls in an hour. */
  "POST /projects": {
    body: {
      title: string;
      /** What is to be reached, in a sentence. */
      goal: string;
      /** Markdown, shown beside each task. */
      guidelines: string;
      /** How many people are to judge each feature. */
      overlap: number;
      /** Whether anybody may join; else by invitation. */
      isOpen: boolean;
    };
    answer: {
      slug: string;
      url: string;
    };
  };
  /** A project: its guidelines, how far it is, and what you are in it. Anybody. A key needs `read`. */
  "GET /projects/{slug}": {
    params: {
      slug: string;
    };
    answer: Project;
  };
  /** Changes what your project says, how many people it wants for each feature, and who may join. Somebody signed in. A key needs `publish`. At most 240 calls in an hour. */
  "PUT /projects/{slug}": {
    params: {
      slug: string;
    };
    body: {
      title: string;
      /** What is to be reached, in a sentence. */
      goal: string;
      /** Markdown, shown beside each task. */
      guidelines: string;
      /** How many people are to judge each feature. */
      overlap: number;
      /** Whether anybody may join; else by invitation. */
      isOpen: boolean;
    };
    answer: undefined;
  };
  /** Deletes your project for good. What was labelled and judged for it stays. Somebody signed in. A key needs `publish`. */
  "DELETE /projects/{slug}": {
    params: {
      slug: string;
    };
    answer: undefined;
  };
  /** How far a project's members agree on its features, with intervals. Anybody. A key needs `read`. At most 120 calls in a minute. */
  "GET /projects/{slug}/agreement": {
    params: {
      slug: string;
    };
    answer: ProjectAgreement;
  };
  /** The features of a project, in the order in which they came, with how many have judged each. Anybody. A key needs `read`. */
  "GET /projects/{slug}/features": {
    params: {
      slug: string;
    };
    query?: {
      /** Only those that want more, or have enough. */
      only?: "wanted" | "finished";
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: ProjectFeature[];
      nextCursor: string | null;
    };
  };
  /** Puts features into your project: a list, what a search finds, or those of a circuit; 1,000 at most. Somebody signed in. A key needs `publish`. At most 60 calls in an hour. */
  "POST /projects/{slug}/features": {
    params: {
      slug: string;
    };
    body: {
      from: "list";
      /** Of which model they are, where their ids do not say it. */
      model?: string;
      /** Ids or addresses, as `attn.3.697` or `/features/storybook-4l/attn/3/697`. */
      features: string[];
    } | {
      from: "search";
      search: {
        /** Words of the name, the last of which may be a beginning; or an id, also Neuronpedia's or SAELens'. */
        q?: string;
        /** A model's name. */
        model?: string;
        /** A dictionary set as a feature's address says it. */
        set?: string;
        layer?: number;
        /** Only those that are one of many alike. */
        family?: "dead" | "always-on" | "positional" | "duplicate";
        /** Only those that fire at so many percent of all tokens: the lower end is in, the upper is not. */
        density?: "0-0.01" | "0.01-0.1" | "0.1-1" | "1-10" | "10-100";
        /** Only those that people have labelled, have not, or whose label stands so. */
        label?: "labelled" | "unlabelled" | "proposed" | "contested" | "supported";
        /** `density` by default: the most frequent first. */
        sort?: "density" | "strongest";
      };
      /** Of those found, the first so many. */
      most: number;
    } | {
      from: "circuit";
      circuitId: string;
    };
    answer: {
      added: number;
      /** Those that were in it before. */
      there: number;
    };
  };
  /** Takes a feature out of your project. Judgements of it stay. Somebody signed in. A key needs `publish`. */
  "DELETE /projects/{slug}/features/{id}": {
    params: {
      slug: string;
      id: string;
    };
    answer: undefined;
  };
  /** Invitations to your project that still let somebody in. Somebody signed in, from a browser's session. No key will do. */
  "GET /projects/{slug}/invitations": {
    params: {
      slug: string;
    };
    answer: {
      items: ProjectInvitation[];
    };
  };
  /** Invites somebody to your project by name, or makes a secret that lets people in, told this once. Somebody signed in, from a browser's session. No key will do. At most 120 calls in an hour. */
  "POST /projects/{slug}/invitations": {
    params: {
      slug: string;
    };
    body: {
      role?: "owner" | "member";
      /** Whom it is for. Left out, whoever has its secret may join. */
      handle?: string;
      /** How many its secret lets in. */
      uses?: number;
    };
    answer: {
      id: string;
      /** Told this once; null of one by name. */
      secret: string | null;
    };
  };
  /** Takes an invitation to your project back: it lets nobody in any more. Somebody signed in, from a browser's session. No key will do. */
  "DELETE /projects/{slug}/invitations/{id}": {
    params: {
      slug: string;
      id: string;
    };
    answer: undefined;
  };
  /** Who is in a project, in the order in which they came. Anybody. A key needs `read`. */
  "GET /projects/{slug}/members": {
    params: {
      slug: string;
    };
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: ProjectMember[];
      nextCursor: string | null;
    };
  };
  /** Joins a project: an open one, or one you are invited to. Again it changes nothing. Somebody signed in, from a browser's session. No key will do. At most 60 calls in an hour. */
  "POST /projects/{slug}/members": {
    params: {
      slug: string;
    };
    body: {
      /** Of an invitation, where the project is not open. */
      secret?: string;
    };
    answer: {
      role: "owner" | "member";
    };
  };
  /** Makes a member of your project an owner, or an owner a member; its last owner stays one. Somebody signed in, from a browser's session. No key will do. */
  "PATCH /projects/{slug}/members/{handle}": {
    params: {
      slug: string;
      handle: string;
    };
    body: {
      role: "owner" | "member";
    };
    answer: undefined;
  };
  /** Takes a member out of your project, or yourself out of one. What was judged for it counts still. Somebody signed in, from a browser's session. No key will do. */
  "DELETE /projects/{slug}/members/{handle}": {
    params: {
      slug: string;
      handle: string;
    };
    answer: undefined;
  };
  /** Your project's features, labels or judgements as a table: 10,000 rows at most. Judgements are those of features that have enough, or that you judged; of these you judge no more blind. Somebody signed in, from a browser's session. No key will do. At most 30 calls in a minute. */
  "GET /projects/{slug}/table": {
    params: {
      slug: string;
    };
    query?: {
      of?: "features" | "labels" | "judgements";
      /** `csv` by default; `jsonl` for an object a line, texts as they are. */
      format?: "csv" | "jsonl";
    };
    answer: Uint8Array;
  };
  /** Tells moderators of something that is public. What comes of it stands among one's own reports. Somebody signed in, from a browser's session. No key will do. At most 60 calls in an hour. */
  "POST /reports": {
    body: {
      subject: {
        kind: "person" | "finding" | "collection" | "family" | "experiment" | "project" | "bounty" | "wanted" | "label" | "rationale" | "comment";
        /** An id; of a person the handle. */
        id: string;
      };
      reason: "spam" | "abuse" | "wrong" | "copied" | "privacy" | "other";
      words?: string;
    };
    answer: {
      id: string;
    };
  };
  /** Runs a text through a model, or gives the run of it that there is already. Anybody. A key needs `compute`. At most 60 calls in a minute. */
  "POST /runs": {
    body: {
      model: string;
      text: string;
      /** Put no beginning-of-text token in front of a text that brings its own. False by default. */
      asWritten?: boolean;
      /** The dictionary sets to read with, by kind: a name, or null for none. The first of each by default. */
      sets?: {
        attn?: string | null;
        mlp?: string | null;
        resid?: string | null;
      };
    };
    answer: {
      id: string;
      /** Its page. */
      url: string;
      /** False when the same was asked before and its run is given. */
      isNew: boolean;
    };
  };
  /** A run, finished or not, without its features. Anybody. A key needs `read`. */
  "GET /runs/{id}": {
    params: {
      id: string;
    };
    answer: Run;
  };
  /** Asks why a head of a run looks from one position to another: its score by pairs of residual features. Anybody. A key needs `compute`. At most 60 calls in a minute. */
  "POST /runs/{id}/attention-scores": {
    params: {
      id: string;
    };
    body: {
      layer: number;
      head: number;
      /** The position that looks. */
      query: number;
      /** The position that is looked at, the query's own or before it. */
      key: number;
    };
    answer: AttentionScore;
  };
  /** An attention score as far as it is. Anybody. A key needs `read`. */
  "GET /runs/{id}/attention-scores/{scoreId}": {
    params: {
      id: string;
      scoreId: string;
    };
    answer: AttentionScore;
  };
  /** Stops this attention score, for whoever had it begun and for moderators. Somebody signed in. A key needs `compute`. */
  "POST /runs/{id}/attention-scores/{scoreId}/cancel": {
    params: {
      id: string;
      scoreId: string;
    };
    answer: {
      /** False where there was nothing to stop any more. */
      cancelled: boolean;
    };
  };
  /** How far this attention score is, now and whenever that changes, until it is ready or failed. Anybody. A key needs `read`. */
  "GET /runs/{id}/attention-scores/{scoreId}/events": {
    params: {
      id: string;
      scoreId: string;
    };
    event: ComputationProgress;
  };
  /** Stops this run, for whoever had it begun and for moderators. Somebody signed in. A key needs `compute`. */
  "POST /runs/{id}/cancel": {
    params: {
      id: string;
    };
    answer: {
      /** False where there was nothing to stop any more. */
      cancelled: boolean;
    };
  };
  /** How far this run is, now and whenever that changes, until it is ready or failed. Anybody. A key needs `read`. */
  "GET /runs/{id}/events": {
    params: {
      id: string;
    };
    event: ComputationProgress;
  };
  /** What fires at one token of a finished run, and what the model expects after it. Anybody. A key needs `read`. */
  "GET /runs/{id}/positions/{position}": {
    params: {
      id: string;
      position: number;
    };
    answer: RunPosition;
  };
  /** What fires at one token of a finished run, as a table. Anybody. A key needs `read`. At most 30 calls in a minute. */
  "GET /runs/{id}/positions/{position}/table": {
    params: {
      id: string;
      position: number;
    };
    query?: {
      /** `csv` by default; `jsonl` for an object a line, texts as they are. */
      format?: "csv" | "jsonl";
    };
    answer: Uint8Array;
  };
  /** The picture of a link to a run: PNG, 1200 by 630 pixels. Anybody. A key needs `read`. At most 60 calls in a minute from one address. */
  "GET /runs/{id}/preview": {
    params: {
      id: string;
    };
    answer: Uint8Array;
  };
  /** Begins this run again, if it failed or was cancelled. Anybody. A key needs `compute`. */
  "POST /runs/{id}/retry": {
    params: {
      id: string;
    };
    answer: {
      id: string;
    };
  };
  /** The features that fire at some tokens of a finished run most, and elsewhere least. Anybody. A key needs `read`. At most 120 calls in a minute. */
  "GET /runs/{id}/specific-features": {
    params: {
      id: string;
    };
    query: {
      /** The positions of the tokens, once for each: 1 to 32. */
      at: string | string[];
    };
    answer: SpecificFeatures;
  };
  /** Everything public that has some words, by kind, or what an id or an address is of. Anybody. A key needs `read`. */
  "GET /search": {
    query: {
      /** Words, phrases in quotes, the beginning of the last word; or an id or an address of any notation. */
      q: string;
      /** This kind alone; all where none is named. */
      kind?: "findings" | "features" | "people" | "models" | "pages";
      cursor?: string;
      limit?: number;
    };
    answer: Found;
  };
  /** What has some words, as a table: of each kind as many as are ranked. Anybody. A key needs `read`. At most 30 calls in a minute. */
  "GET /search/table": {
    query: {
      q: string;
      /** This kind alone; all where none is named. */
      kind?: "findings" | "features" | "people" | "models" | "pages";
      /** `csv` by default; `jsonl` for an object a line, texts as they are. */
      format?: "csv" | "jsonl";
    };
    answer: Uint8Array;
  };
  /** Leads to the page that ends the e-mails that one of them has this link for: some mail programs open it as a page. Anybody. A key needs `read`. */
  "GET /unsubscriptions": {
    query: {
      secret: string;
    };
    answer: undefined;
  };
  /** Ends the e-mails that one of them has this link for: what a mail program's button asks for (RFC 8058). Anybody. No key will do. At most 60 calls in an hour. */
  "POST /unsubscriptions": {
    query: {
      secret: string;
    };
    answer: undefined;
  };
  /** Deletes one of one's own saved views. Somebody signed in. A key needs `write`. */
  "DELETE /views/{id}": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** What people would like to see explained, by votes. Anybody. A key needs `read`. */
  "GET /wanted": {
    query?: {
      /** Words that all stand in it. */
      q?: string;
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: Wanted[];
      nextCursor: string | null;
    };
  };
  /** Asks for an explanation of a feature or of something that models do. Somebody signed in. A key needs `publish`. At most 60 calls in an hour. */
  "POST /wanted": {
    body: {
      text: string;
      /** The address of a feature's page: `/features/storybook-4l/attn/1/5`. */
      feature?: string;
      /** A prompt, or the pattern of one, in which it shows. */
      pattern?: string;
    };
    answer: {
      id: string;
    };
  };
  /** Takes back what one asked for, for good. Somebody signed in. A key needs `publish`. */
  "DELETE /wanted/{id}": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Says that a bounty of one's own answers what is wanted. Somebody signed in. A key needs `publish`. At most 60 calls in an hour. */
  "PUT /wanted/{id}/bounty": {
    params: {
      id: string;
    };
    body: {
      slug: string;
    };
    answer: undefined;
  };
  /** Votes for something that is wanted. Again it changes nothing. Somebody signed in. A key needs `write`. At most 240 calls in an hour. */
  "PUT /wanted/{id}/vote": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** Takes one's vote back. Somebody signed in. A key needs `write`. At most 240 calls in an hour. */
  "DELETE /wanted/{id}/vote": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** One's own webhooks, the newest first. Somebody signed in. A key needs `read`. */
  "GET /webhooks": {
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: Webhook[];
      nextCursor: string | null;
    };
  };
  /** Has an address told what becomes of bounties. The answer alone tells what that is signed with. Somebody signed in, from a browser's session. No key will do. At most 30 calls in an hour. */
  "POST /webhooks": {
    body: {
      /** https, on port 443 or 8443, by a name that leads to public addresses. */
      url: string;
      /** Of which bounties it is told: those one sponsors, or all that are public. */
      scope?: "own" | "public";
      /** Only of these of them, by the last part of their addresses; of all where none is given. */
      bounties?: string[];
    };
    answer: {
      /** What it is signed with. It is told this once. */
      secret: string;
      made: Webhook;
    };
  };
  /** One of one's own webhooks. Somebody signed in. A key needs `read`. */
  "GET /webhooks/{id}": {
    params: {
      id: string;
    };
    answer: Webhook;
  };
  /** Changes where one's own webhook is, of what it is told, and whether it is. Somebody signed in. A key needs `publish`. At most 120 calls in an hour. */
  "PUT /webhooks/{id}": {
    params: {
      id: string;
    };
    body: {
      /** https, on port 443 or 8443, by a name that leads to public addresses. */
      url: string;
      scope: "own" | "public";
      /** As when it is made; left out, what stands stays. */
      bounties?: string[];
      /** Whether anything is sent to it. */
      isOn: boolean;
    };
    answer: undefined;
  };
  /** Deletes one's own webhook, and what is known of what was sent to it. Somebody signed in. A key needs `publish`. */
  "DELETE /webhooks/{id}": {
    params: {
      id: string;
    };
    answer: undefined;
  };
  /** What was sent to one's own webhook, the newest first, and what that was answered. Somebody signed in. A key needs `read`. */
  "GET /webhooks/{id}/deliveries": {
    params: {
      id: string;
    };
    query?: {
      cursor?: string;
      limit?: number;
    };
    answer: {
      items: WebhookDelivery[];
      nextCursor: string | null;
    };
  };
  /** Sends again what one's own webhook was sent, or all that failed and was held back. Somebody signed in. A key needs `publish`. At most 120 calls in an hour. */
  "POST /webhooks/{id}/resending": {
    params: {
      id: string;
    };
    body: {
      /** Which; null for all that it did not get. */
      delivery: string | null;
    };
    answer: {
      /** How many are sent again. */
      sending: number;
    };
  };
  /** Signs from now on with a new secret, which the answer alone tells. Somebody signed in, from a browser's session. No key will do. At most 30 calls in an hour. */
  "POST /webhooks/{id}/secret": {
    params: {
      id: string;
    };
    answer: {
      /** Told this once. */
      secret: string;
    };
  };
  /** Sends one's own webhook a message that tells of nothing, once. Somebody signed in. A key needs `publish`. At most 20 calls in an hour. */
  "POST /webhooks/{id}/tests": {
    params: {
      id: string;
    };
    answer: {
      /** Of its delivery. */
      id: string;
    };
  };
}
