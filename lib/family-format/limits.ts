/** What a family may have at most. A larger one is refused with these numbers, never cut. */
export const familyLimits = {
  /** Prompts that it expands to: as many as a person can look through, and a computation runs in minutes. */
  maxPrompts: 1_000,
  maxTemplates: 1_000,
  /** UTF-16 units of a template, and of a prompt made of it. */
  maxTextLength: 2_000,
  maxLists: 40,
  maxWords: 1_000,
  maxWordLength: 60,
  /** Of a word: itself and what goes with it. */
  maxFields: 8,
  maxRoles: 24,
  maxRules: 8,
  /** Of a role or a rule name, a list or a field. */
  maxNameLength: 24,
  maxTitleLength: 120,
  maxDescriptionLength: 4_000,
  /** Roles inside roles. */
  maxNesting: 4,
  /** Bytes of a family's file, and of all lines that are imported as one. */
  maxFileBytes: 1_000_000,
  /** Bytes of one line of prompts. */
  maxLineBytes: 20_000,
} as const;
