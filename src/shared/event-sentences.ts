/** A module's table of audit events: each turns the details of an event and the name of its target into a Chinese predicate (更正了王芳的职务). */
export type EventSentences = Readonly<
  Record<string, (details: Readonly<Record<string, unknown>>, targetName: string) => string>
>;
