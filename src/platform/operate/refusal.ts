import { OperatorRefusal } from "#platform/operator-refusal.ts";

/** A backup or restore cannot be done as asked. The message is a Chinese sentence for the person at the command line. */
export class OperateRefusal extends OperatorRefusal {
  override readonly name = "OperateRefusal";
}
