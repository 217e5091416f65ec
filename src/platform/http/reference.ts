import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { type OpenApi, openApiOf } from "./openapi.ts";
import type { Route } from "./route.ts";

/** Serves the interface reference: the document of these routes, and a reader for it. */
export async function addReference(
  app: FastifyInstance,
  routes: readonly Route[],
  names: ReadonlyMap<object, string>,
): Promise<void> {
  let made: OpenApi | null = null;
  const whole = (): OpenApi => (made ??= openApiOf(routes, names));
  // Made when somebody first reads it: a start does not wait for it.
  const document: OpenApi = {
    openapi: "3.1.0",
    get info() {
      return whole().info;
    },
    get tags() {
      return whole().tags;
    },
    get paths() {
      return whole().paths;
    },
    get components() {
      return whole().components;
    },
  };
  await app.register(swagger, { mode: "static", specification: { document: document as never } });
  await app.register(swaggerUi, {
    routePrefix: "/api/docs",
    uiConfig: { docExpansion: "none", deepLinking: true },
    // The mark of the library is no name of ours.
    logo: { type: "image/svg+xml", content: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
  });
  app.get("/api/openapi.json", { config: { verb: "public" } }, () => document);
}
