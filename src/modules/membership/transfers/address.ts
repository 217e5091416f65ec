import { get, of, post } from "#platform/http/address.ts";
import type { Made } from "#platform/http/shapes.ts";
import type { Paper } from "#platform/word/contract.ts";
import type {
  Acceptance,
  Arrival,
  ArrivalAdmission,
  ArrivalAdmitted,
  CertificateIssue,
  FileReceived,
  FileSent,
  HandedOver,
  HandOver,
  Keeping,
  KeepingEnd,
  LetterCancel,
  LetterIssue,
  LetterMade,
  MemberTransfers,
  Note,
  OwnRequest,
  OwnTransfer,
  PlaceChoices,
  PlaceQuery,
  ReceiptSent,
  Refusal,
  TransferList,
  TransferPage,
  TransferQuery,
  Verification,
  Withdrawal,
} from "./contract.ts";

export const transfers = get(
  "/api/transfers",
  "组织关系转接，按方向和状态，从近到远；等待办理的转接申请",
  of<TransferList>(),
  of<TransferQuery>(),
);
export const transfer = get("/api/transfers/:id", "一次转接：经过、介绍信、档案、下一步由谁办", of<TransferPage>());
export const transfersOfMember = get(
  "/api/members/:personId/transfers",
  "一名党员的介绍信、证明信、转接申请和保留情况",
  of<MemberTransfers>(),
);
export const handOver = post("/api/transfers", "转出组织关系", { body: of<HandOver>(), answer: of<HandedOver>() });
export const acceptance = post(
  "/api/transfers/:id/acceptance",
  "接收组织关系（转出本区的，收到回执后由转出支部办结）",
  { body: of<Acceptance>() },
);
export const refusal = post("/api/transfers/:id/refusal", "退回组织关系", { body: of<Refusal>() });
export const withdrawal = post("/api/transfers/:id/withdrawal", "撤回组织关系转接", { body: of<Withdrawal>() });
export const reminder = post("/api/transfers/:id/reminder", "提醒对方接收（一天一次）");
export const undoing = post("/api/transfers/:id/undoing", "撤销转出本区的办结，党员回到花名册", {
  body: of<Refusal>(),
});
export const letterIssue = post("/api/transfers/:id/letters", "开具组织关系介绍信（过期、遗失的重开）", {
  body: of<LetterIssue>(),
  answer: of<LetterMade>(),
});
export const certificate = post("/api/letters", "开具党员证明信", {
  body: of<CertificateIssue>(),
  answer: of<LetterMade>(),
});
export const letterCancelling = post("/api/letters/:id/cancelling", "作废介绍信或证明信，存根保留", {
  body: of<LetterCancel>(),
});
export const letterPaper = get("/api/letters/:id/paper", "介绍信（证明信）、回执和存根，供打印", of<Paper>());
export const receiptPaper = get("/api/transfers/:id/receipt-paper", "寄回对方的回执，供打印", of<Paper>());
export const filePaper = get("/api/transfers/:id/file-paper", "党员档案移交清单和签收回执，供打印", of<Paper>());
export const arrival = post("/api/arrivals", "登记收到的组织关系介绍信", { body: of<Arrival>(), answer: of<Made>() });
export const verification = post("/api/transfers/:id/verification", "与开信的党组织核实", { body: of<Verification>() });
export const admission = post("/api/transfers/:id/admission", "把转入的党员编入支部", {
  body: of<ArrivalAdmission>(),
  answer: of<ArrivalAdmitted>(),
});
export const receipt = post("/api/transfers/:id/receipt", "登记回执已寄回对方", { body: of<ReceiptSent>() });
export const fileSending = post("/api/transfers/:id/file", "登记寄出的党员档案和材料清单", { body: of<FileSent>() });
export const fileReceipt = post("/api/transfers/:id/file-receipt", "签收党员档案", { body: of<FileReceived>() });
export const note = post("/api/transfers/:id/notes", "补记转接办理情况（联系、询问、答复）", { body: of<Note>() });
export const requestRefusal = post("/api/transfer-requests/:id/refusal", "不同意党员的转接申请，写明理由", {
  body: of<Refusal>(),
});
export const keeping = post("/api/membership-keeps", "登记保留毕业生党员的组织关系", {
  body: of<Keeping>(),
  answer: of<Made>(),
});
export const keepingEnd = post("/api/membership-keeps/:id/ending", "结束保留", { body: of<KeepingEnd>() });
export const transferPlaces = get(
  "/api/transfer-places",
  "按名称查找可以接收的党支部",
  of<PlaceChoices>(),
  of<PlaceQuery>(),
);
export const ownTransfer = get("/api/own/transfer", "我的组织关系转接：到了哪一步、由谁办、介绍信", of<OwnTransfer>());
export const ownRequest = post("/api/own/transfer", "申请转接自己的组织关系", {
  body: of<OwnRequest>(),
  answer: of<Made>(),
});
export const ownWithdrawal = post("/api/own/transfer/withdrawal", "撤回自己的转接申请");
