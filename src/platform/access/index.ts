export { createAccount, disableAccount, enableAccount, removeFactorOf, resetPassword } from "./account-acts.ts";
export { NOBODY, systemActor } from "./actor.ts";
export { endGrant, grantRole } from "./grant-acts.ts";
export { forgetAttempts } from "./guessing.ts";
export { hashesWaiting, hashPassword, nobodysHash } from "./hashing.ts";
export { type Actor, type Grant, Policy, ROLES, type Role, type VerbDeclaration } from "./policy.ts";
export { PROFILES, type Profile, profileNamed } from "./profile.ts";
export { accountActor, actorOf, type SignedIn, signedIn } from "./session.ts";
export { signIn } from "./sign-in.ts";
