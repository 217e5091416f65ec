import { answer } from "#platform/http/answer.ts";
import type { Route } from "#platform/http/route.ts";
import { Made } from "#platform/http/shapes.ts";
import { answerPaper } from "#platform/word/routes.ts";
import * as at from "./address.ts";
import { admitArrival, receiveLetter, sendReceipt, verifyArrival } from "./arrival-acts.ts";
import {
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
import { noteTransfer, receiveFile, sendFile } from "./file-acts.ts";
import {
  acceptTransfer,
  handOver,
  refuseTransfer,
  remindReceiver,
  undoReceipt,
  withdrawTransfer,
} from "./hand-over-acts.ts";
import { endKeeping, keepGraduate } from "./keep-acts.ts";
import { cancelLetter, issueCertificate, issueLetter } from "./letter-acts.ts";
import { ownTransfer } from "./own.ts";
import { filePaper, letterPaper, receiptPaper } from "./papers.ts";
import { findTransferPlaces, memberTransfers, transferList, transferPage } from "./queries.ts";
import { askTransfer, declineRequest, withdrawRequest } from "./request-acts.ts";
import { events } from "./zh.ts";

const TRANSFER = "membership.transfer";
const LETTER = "membership.letter";

export const routes: readonly Route[] = [
  answer(at.transfers, TRANSFER, { query: TransferQuery, shows: TransferList }, ({ house, tx, actor, today, query }) =>
    transferList({ tx, actor, policy: house.policy, today }, query),
  ),
  answer(at.transfer, TRANSFER, { shows: TransferPage }, ({ house, tx, actor, today, params }) =>
    transferPage({ tx, actor, policy: house.policy, today }, params.id),
  ),
  answer(at.transfersOfMember, "membership.read", { shows: MemberTransfers }, ({ house, tx, actor, today, params }) =>
    memberTransfers({ tx, actor, policy: house.policy, today }, params.personId),
  ),
  answer(
    at.handOver,
    TRANSFER,
    { body: HandOver, shows: HandedOver, status: 201, tells: [events.handedOver] },
    (doing) => handOver(doing, doing.body),
  ),
  answer(at.acceptance, TRANSFER, { body: Acceptance, tells: [events.accepted, "organization.post.ended"] }, (doing) =>
    acceptTransfer(doing, doing.params.id, doing.body),
  ),
  answer(at.refusal, TRANSFER, { body: Refusal, tells: [events.refused] }, (doing) =>
    refuseTransfer(doing, doing.params.id, doing.body.note),
  ),
  answer(at.withdrawal, TRANSFER, { body: Withdrawal, tells: [events.withdrawn] }, (doing) =>
    withdrawTransfer(doing, doing.params.id, doing.body.note ?? ""),
  ),
  answer(at.reminder, TRANSFER, { tells: [events.reminded] }, (doing) => remindReceiver(doing, doing.params.id)),
  answer(at.undoing, TRANSFER, { body: Refusal, tells: [events.undone] }, (doing) =>
    undoReceipt(doing, doing.params.id, doing.body.note),
  ),
  answer(
    at.letterIssue,
    LETTER,
    {
      body: LetterIssue,
      shows: LetterMade,
      status: 201,
      tells: [events.letterIssued, events.letterCancelled],
    },
    (doing) => issueLetter(doing, doing.params.id, doing.body),
  ),
  answer(
    at.certificate,
    LETTER,
    { body: CertificateIssue, shows: LetterMade, status: 201, tells: [events.letterIssued] },
    (doing) => issueCertificate(doing, doing.body),
  ),
  answer(at.letterCancelling, LETTER, { body: LetterCancel, tells: [events.letterCancelled] }, (doing) =>
    cancelLetter(doing, doing.params.id, doing.body),
  ),
  ...answerPaper(at.letterPaper, "membership.read", {}, ({ tx, params }) => letterPaper(tx, params.id)),
  ...answerPaper(at.receiptPaper, "membership.read", {}, ({ tx, params }) => receiptPaper(tx, params.id)),
  ...answerPaper(at.filePaper, "membership.read", {}, ({ tx, params }) => filePaper(tx, params.id)),
  answer(at.arrival, TRANSFER, { body: Arrival, shows: Made, status: 201, tells: [events.received] }, (doing) =>
    receiveLetter(doing, doing.body),
  ),
  answer(at.verification, TRANSFER, { body: Verification, tells: [events.verified] }, (doing) =>
    verifyArrival(doing, doing.params.id, doing.body),
  ),
  answer(
    at.admission,
    TRANSFER,
    {
      body: ArrivalAdmission,
      shows: ArrivalAdmitted,
      status: 201,
      tells: [events.accepted, "membership.member.admitted"],
    },
    (doing) => admitArrival(doing, doing.params.id, doing.body),
  ),
  answer(at.receipt, TRANSFER, { body: ReceiptSent, tells: [events.receiptSent] }, (doing) =>
    sendReceipt(doing, doing.params.id, doing.body.on),
  ),
  answer(at.fileSending, TRANSFER, { body: FileSent, tells: [events.fileSent] }, (doing) =>
    sendFile(doing, doing.params.id, doing.body),
  ),
  answer(at.fileReceipt, TRANSFER, { body: FileReceived, tells: [events.fileReceived] }, (doing) =>
    receiveFile(doing, doing.params.id, doing.body),
  ),
  answer(at.note, TRANSFER, { body: Note, tells: [events.noted] }, (doing) =>
    noteTransfer(doing, doing.params.id, doing.body),
  ),
  answer(at.requestRefusal, TRANSFER, { body: Refusal, tells: [events.askDeclined] }, (doing) =>
    declineRequest(doing, doing.params.id, doing.body.note),
  ),
  answer(at.keeping, TRANSFER, { body: Keeping, shows: Made, status: 201, tells: [events.keepRegistered] }, (doing) =>
    keepGraduate(doing, doing.body),
  ),
  answer(at.keepingEnd, TRANSFER, { body: KeepingEnd, tells: [events.keepEnded] }, (doing) =>
    endKeeping(doing, doing.params.id, doing.body),
  ),
  answer(at.transferPlaces, TRANSFER, { query: PlaceQuery, shows: PlaceChoices }, async ({ tx, query }) => {
    return { rows: await findTransferPlaces(tx, query.q.trim()) };
  }),
  answer(at.ownTransfer, "own", { shows: OwnTransfer }, ({ tx, today }) => ownTransfer(tx, today)),
  answer(at.ownRequest, "own", { body: OwnRequest, shows: Made, status: 201, tells: [events.asked] }, (doing) =>
    askTransfer(doing, doing.body),
  ),
  answer(at.ownWithdrawal, "own", { tells: [events.askWithdrawn] }, (doing) => withdrawRequest(doing)),
];
