import { get, of, post } from "#platform/http/address.ts";
import type { Made } from "#platform/http/shapes.ts";
import type {
  AwardBody,
  AwardCorrection,
  AwardList,
  AwardView,
  Ending,
  Extension,
  MeasureBody,
  MeasureContent,
  MeasureHead,
  MeasureHeads,
  OwnHonours,
  Reading,
  Revocation,
  Withdrawal,
} from "./contract.ts";

export const awardsOfMember = get("/api/members/:personId/awards", "一名党员受到的表彰", of<AwardList>());
export const awardsOfPlace = get("/api/organizations/:id/awards", "一个党组织受到的表彰", of<AwardList>());
export const award = get("/api/awards/:id", "一项表彰", of<AwardView>());
export const awards = post("/api/awards", "登记一项表彰", { body: of<AwardBody>(), answer: of<Made>() });
export const awardCorrection = post("/api/awards/:id/correction", "更正一项表彰的登记", {
  body: of<AwardCorrection>(),
});
export const awardRevocation = post("/api/awards/:id/revocation", "登记荣誉被撤销", { body: of<Revocation>() });
export const awardWithdrawal = post("/api/awards/:id/withdrawal", "撤回登记有误的表彰", { body: of<Withdrawal>() });

export const measuresOfMember = get(
  "/api/members/:personId/discipline",
  "一名党员有没有处分、处置的登记（没有内容）",
  of<MeasureHeads>(),
);
export const measure = get(
  "/api/discipline/:id",
  "一项处分或处置登记在谁名下、办到哪一步（没有内容）",
  of<MeasureHead>(),
);
export const measureReading = post(
  "/api/discipline/:id/reading",
  "查看一项处分或处置的内容（须写理由，本人可以看到）",
  { body: of<Reading>(), answer: of<MeasureContent>() },
);
export const measures = post("/api/discipline", "登记处分、组织处置或者暂停权利；出党的同时办理减少", {
  body: of<MeasureBody>(),
  answer: of<Made>(),
});
export const measureExtension = post("/api/discipline/:id/extension", "延长留党察看的期限", { body: of<Extension>() });
export const measureEnding = post("/api/discipline/:id/ending", "登记处分或处置怎样结束", { body: of<Ending>() });
export const measureWithdrawal = post("/api/discipline/:id/withdrawal", "撤回登记有误的处分或处置", {
  body: of<Withdrawal>(),
});

export const ownHonours = get("/api/own/honours", "我受到的表彰，和组织对我作出的处分、处置", of<OwnHonours>());
