/* The bounds of the wanted list, for everybody. */
export const minTextLength = 10;
export const maxTextLength = 300;
