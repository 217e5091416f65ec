import { Checkbox } from "antd";
import type { ReactNode } from "react";
import type { Problem } from "#web/common/api.ts";

interface UnknownKey {
  readonly issuer: string;
  readonly fingerprint: string;
}

/** Whether a refusal asks to compare a fingerprint first. */
export function unknownKey(problem: Problem | null): UnknownKey | null {
  if (problem?.slug !== "pass-unknown-key") return null;
  const { issuer, fingerprint } = problem.extra;
  return typeof issuer === "string" && typeof fingerprint === "string" ? { issuer, fingerprint } : null;
}

/** People compare, not the machine: the fingerprint large enough to be read aloud, and one box to tick. */
export function KeyQuestion(props: {
  unknown: UnknownKey;
  confirmed: boolean;
  onConfirm: (yes: boolean) => void;
}): ReactNode {
  return (
    <div className="say" role="alert">
      <strong>第一次见到这个签名，请核对防伪校验码</strong>
      <p>签名的单位自称“{props.unknown.issuer}”。请用自己查到的电话（不要用对方给的）打过去，逐组念出防伪校验码：</p>
      <p>
        <code className="secret">{props.unknown.fingerprint}</code>
      </p>
      <Checkbox checked={props.confirmed} onChange={(it) => props.onConfirm(it.target.checked)}>
        已经与对方核对，防伪校验码一致
      </Checkbox>
    </div>
  );
}
