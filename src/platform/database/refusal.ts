import { OperatorRefusal } from "#platform/operator-refusal.ts";

/** The database may not or cannot be used as asked. The message is a Chinese sentence for the person who started the program. */
export class DatabaseRefusal extends OperatorRefusal {
  override readonly name = "DatabaseRefusal";
}
