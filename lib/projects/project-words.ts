/*
 * The words and bounds of projects, for everybody: forms know them without the schemas.
 */

export const projectRoles = ["owner", "member"] as const;
export type ProjectRole = (typeof projectRoles)[number];

export const maxTitleLength = 160;
export const maxGoalLength = 300;
export const maxGuidelinesLength = 20_000;
/** How many people may be wanted for each feature: the table's own check, too. */
export const maxOverlap = 20;
export const usualOverlap = 3;
/** Of one project: the table's own check, too. */
export const maxFeatures = 5_000;
/** That are added at once. */
export const maxAdded = 1_000;
export const maxMembers = 1_000;
/** That one person has begun and not deleted. */
export const maxProjects = 50;
/** Of one project, that still let somebody in. */
export const maxInvitations = 100;
/** How many one secret may let in. */
export const maxUses = 200;
export const invitationDays = 30;
