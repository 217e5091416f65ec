import { type Static, Type } from "typebox";
import { Id, IdOf } from "#platform/http/shapes.ts";

export const UploadedDocument = Type.Object({
  id: Id,
  name: Type.String({ description: "文件名" }),
  mediaType: Type.String({ description: "按内容判断的种类" }),
  sizeBytes: Type.Integer({ description: "字节数" }),
});
export type UploadedDocument = Static<typeof UploadedDocument>;

/** What is said of a file that is sent with it. */
export const NewDocument = Type.Object({ organizationId: IdOf("组织") }, { additionalProperties: false });
export type NewDocument = Static<typeof NewDocument>;
