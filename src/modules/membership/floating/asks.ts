/** How long the texts of floating members may be, for forms, requests and imports alike. UTF-16 units. */

/** A note. */
export const FLOATING_TEXT = 400;
/** One line of a form. */
export const FLOATING_LINE = 100;
/** One entry of the log. */
export const FLOATING_ENTRY = 800;
