import { file, of, post } from "#platform/http/address.ts";
import type { NewDocument, UploadedDocument } from "./contract.ts";

export const documents = post("/api/files", "上传一份文件材料（决定、批复等），之后在事项中引用", {
  body: of<NewDocument>(),
  answer: of<UploadedDocument>(),
});
export const document = file("/api/files/:id", "下载一份文件材料");
