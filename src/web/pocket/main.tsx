import "#web/common/tokens.css";
import "#web/pocket/pocket.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { loadLettersIfMissing } from "#web/common/letters.ts";
import { applyLook, readLook } from "#web/common/look.ts";
import { Pocket } from "#web/pocket/app.tsx";

applyLook(readLook());
loadLettersIfMissing();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <Pocket />
  </StrictMode>,
);

// The shell opens without a network; what it shows of people is never kept.
if ("serviceWorker" in navigator && import.meta.env.PROD) {
  window.addEventListener("load", () => void navigator.serviceWorker.register("/pocket/sw.js", { scope: "/pocket/" }));
}
