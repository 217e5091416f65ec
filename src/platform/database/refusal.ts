/** The database may not or cannot be used as asked. The message is a Chinese sentence for the person who started the program. */
export class DatabaseRefusal extends Error {
  override readonly name = "DatabaseRefusal";
}
