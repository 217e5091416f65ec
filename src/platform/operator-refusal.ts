/**
 * What whoever starts or runs the programs can mend. The message is a Chinese sentence that says what to do; it is printed
 * without a trace.
 */
export class OperatorRefusal extends Error {
  override readonly name: string = "OperatorRefusal";
}
