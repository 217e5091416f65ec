/** The bounds that forms and requests of transfers share. */

/** A letter of introduction (介绍信) is good for three months at most. In days. */
export const LETTER_DAYS_MOST = 90;
/** A certificate for a short stay (党员证明信) for six months at most. In days. */
export const CERTIFICATE_DAYS_MOST = 184;
/** What somebody is going for. UTF-16 units. */
export const PURPOSE_TEXT = 200;
