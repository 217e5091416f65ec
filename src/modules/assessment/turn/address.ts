import { get, of, post } from "#platform/http/address.ts";
import type { Resumption, Snoozing, TurnView } from "../contract.ts";

export const turn = get("/api/turn", "轮到本人：我来办、下级到期、知会", of<TurnView>());
export const snoozes = post("/api/turn/snoozes", "把自己待办里的一件暂缓到某一天", { body: of<Snoozing>() });
export const resumption = post("/api/turn/resumption", "提前恢复一件暂缓的待办", { body: of<Resumption>() });
