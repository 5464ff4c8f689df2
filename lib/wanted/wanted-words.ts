/* The bounds of the wanted list, for everybody. */
export const minTextLength = 10;
export const maxTextLength = 300;
/** Of one member in 24 hours. */
export const maxADay = 10;
