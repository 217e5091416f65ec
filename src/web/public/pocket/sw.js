// The shell of Pocket without a network: its page and its built files, nothing of what it shows. Answers of /api are never
// kept, because a phone may be lent or lost.
const SHELL = "lianxin-pocket-1";
const PAGE = "/pocket/";

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(SHELL);
      const page = await fetch(PAGE, { cache: "no-cache" });
      const text = await page.clone().text();
      await cache.put(PAGE, page);
      const files = [...text.matchAll(/(?:src|href)="(\/(?:assets|pocket)\/[^"]+|\/icon\.svg)"/g)].map((it) => it[1]);
      await cache.addAll(files);
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") event.respondWith(pageFirstFromNetwork(request));
  else if (url.pathname.startsWith("/assets/") || url.pathname.startsWith("/pocket/") || url.pathname === "/icon.svg")
    event.respondWith(fileFirstFromCache(request));
});

async function pageFirstFromNetwork(request) {
  const cache = await caches.open(SHELL);
  try {
    const page = await fetch(request);
    if (page.ok) await cache.put(PAGE, page.clone());
    return page;
  } catch {
    return (await cache.match(PAGE)) ?? Response.error();
  }
}

// Built files carry a hash in their names: what is kept never grows stale.
async function fileFirstFromCache(request) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  if (kept) return kept;
  const file = await fetch(request);
  if (file.ok) await cache.put(request, file.clone());
  return file;
}
