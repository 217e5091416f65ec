import { get, of, post } from "#platform/http/address.ts";
import type { Resumption, Snoozing, TurnView } from "../contract.ts";

export const turn = get("/api/turn", of<TurnView>());
export const snoozes = post("/api/turn/snoozes", { body: of<Snoozing>() });
export const resumption = post("/api/turn/resumption", { body: of<Resumption>() });
