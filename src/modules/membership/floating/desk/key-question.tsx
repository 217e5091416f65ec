import { Input } from "antd";
import type { ReactNode } from "react";
import type { Problem } from "#web/common/api.ts";

interface UnknownKey {
  readonly issuer: string;
  /** What was typed is not the signature's. */
  readonly differs: string | null;
}

/** Whether a refusal asks for the fingerprint that the other side reads out. */
export function unknownKey(problem: Problem | null): UnknownKey | null {
  if (problem?.slug !== "pass-unknown-key" && problem?.slug !== "pass-key-differs") return null;
  const { issuer } = problem.extra;
  const differs = problem.slug === "pass-key-differs" ? `${problem.title}。${problem.detail}` : null;
  return typeof issuer === "string" ? { issuer, differs } : null;
}

/** People compare, not the machine: what the other side reads out is typed here, and nowhere shown before. */
export function KeyQuestion(props: {
  unknown: UnknownKey;
  heard: string;
  onHeard: (heard: string) => void;
}): ReactNode {
  return (
    <div className="say" role="alert">
      <strong>第一次见到这个签名，请核对防伪校验码</strong>
      <p>
        签名的单位自称“{props.unknown.issuer}
        ”。请用自己查到的电话（不要用对方给的）打过去，请对方从“流入登记”页下方念出本系统的防伪校验码，听到什么填什么：
      </p>
      <label htmlFor="heard-fingerprint">对方念出的防伪校验码</label>
      <Input
        id="heard-fingerprint"
        className="secret"
        value={props.heard}
        maxLength={60}
        autoComplete="off"
        placeholder="八组，每组四位"
        aria-invalid={props.unknown.differs !== null}
        onChange={(it) => props.onHeard(it.target.value)}
      />
      {props.unknown.differs === null ? null : <p className="fault">{props.unknown.differs}</p>}
    </div>
  );
}
