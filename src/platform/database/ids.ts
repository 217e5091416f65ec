import { v7 } from "uuid";

/** A new id: UUIDv7, so that rows made together lie together. Never for anonymous tables, where order would tell. */
export const newId = (): string => v7();
