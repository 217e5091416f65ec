import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { programVersion } from "#platform/version.ts";

/** The interface reference: OpenAPI 3.1 from the same table as the routes, and a reader for it. */
export async function addReference(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "连心 接口说明",
        version: programVersion().release,
        description:
          "写操作要带请求头 x-lianxin: 1。拒绝的请求按 RFC 9457 返回 application/problem+json，一次说明全部问题。",
      },
      components: { securitySchemes: { session: { type: "apiKey", in: "cookie", name: "__Host-lianxin" } } },
    },
  });
  await app.register(swaggerUi, { routePrefix: "/api/docs", uiConfig: { docExpansion: "none", deepLinking: true } });
  app.get("/api/openapi.json", { config: { verb: "public" }, schema: { hide: true } }, () => app.swagger());
}
