import type { PocketPart } from "#web/pocket/part.ts";

/** What this slice brings to the phone. */
export const pocket: PocketPart = {
  entrances: {
    "#/activation": async () => (await import("#modules/membership/invitations/pocket/activation.tsx")).Activation,
  },
};
