// SPDX-License-Identifier: Apache-2.0
// Starts the page: one session, one address, nothing stored, no history entries.
import font_url from "dejavu-fonts-ttf/ttf/DejaVuSans.ttf?url";
import guidance_url from "guidance.json?url";
import evidence_module_url from "evidence.wasm?url";
import guide_url from "guide.wasm?url";
import module_url from "holdfast.wasm?url";
import { render } from "preact";
import evidence_worker_url from "./evidence/worker.ts?worker&url";
import word_core_url from "tesseract.js-core/tesseract-core-simd-lstm.js?url";
import word_module_url from "tesseract.js-core/tesseract-core-simd-lstm.wasm?url";
import word_data_url from "english.traineddata?url";
import word_worker_url from "./machine_words/worker.ts?worker&url";
import worker_url from "./worker/worker.ts?worker&url";
import { App } from "./app";
import type { EvidenceWorker } from "./evidence/desk";
import { forget_everything, leaving, on_forget } from "./exit/leave";
import type { Fetch } from "./service/client";
import { make_session } from "./state/session";
import type { WorkerLike } from "./worker/desk";
import { make_workshop } from "./worker/workshop";
import { make_word_reader, type WordWorker } from "./machine_words/word_reader";
import "./style/page.scss";

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

const worker_addresses = new Map<string, string>();

/** The only policy: it lets this page's own workers start, and nothing else. Where the browser has none, a plain address does. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("holdfast", {
  createScriptURL(url) {
    if (![...worker_addresses.values()].includes(url)) throw new TypeError("not this page's worker");
    return url;
  },
});

/** From a blob, which is made once for each script. */
function start_worker(name: string, script: string): Worker {
  const address = worker_addresses.get(name) ?? URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  worker_addresses.set(name, address);
  return new Worker(policy?.createScriptURL(address) ?? address);
}
const fetch_part: Fetch = (path, init) => fetch(path, init);
const workshop = make_workshop(fetch_part, { script: worker_url, module: module_url }, (script) => start_worker("page", script) as unknown as WorkerLike);
const evidence_workshop = make_workshop(fetch_part, { script: evidence_worker_url, module: evidence_module_url }, (script) => start_worker("evidence", script) as unknown as EvidenceWorker);
const word_reader = make_word_reader(fetch_part, { core: word_core_url, worker: word_worker_url, module: word_module_url, data: word_data_url }, (script) => start_worker("words", script) as unknown as WordWorker);
/** Fetches worker and module while there is a connection, so that everything up to sending works without one. */
function prepare_workshop(): void {
  workshop().catch(() => undefined); // whoever needs it asks again, and says that it is missing
}

const session = make_session({ fetch: fetch_part, workshop, evidence_workshop, word_reader, evidence_module: evidence_module_url, guide: { module: guide_url, blob: guidance_url }, font: font_url, is_online: () => navigator.onLine });

const root = document.getElementById("page");
let visit_number = 0;
function show(): void {
  if (root !== null) render(<App key={visit_number} session={session} />, root);
}

on_forget(() => {
  session.forget();
  if (root !== null) render(null, root);
});

// A file dropped anywhere but on the picture screen must do nothing: least of all open in this tab.
for (const kind of ["dragover", "drop"] as const) document.addEventListener(kind, (event) => event.preventDefault());

addEventListener("online", () => {
  session.online.set(true);
  session.refresh_service();
  void session.guide.open();
  prepare_workshop();
});
addEventListener("offline", () => session.online.set(false));

// A slip of the thumb on "back" must not lose the only way into a case, or evidence that is not saved. "Exit this page" asks nothing.
addEventListener("beforeunload", (event) => {
  if ((session.unkept.get() || session.evidence.at_risk() || session.words.unsaved.get()) && !leaving()) event.preventDefault();
});

// Leaving by any way forgets. When the browser keeps the page for its Back button, it comes back blank and new.
addEventListener("pagehide", () => forget_everything());
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  visit_number += 1;
  document.documentElement.classList.remove("is-leaving");
  if (!leaving()) show();
  else location.reload();
});

history.replaceState(null, "", "/");
root?.replaceChildren(); // what stood there in case the page would not start
show();
session.refresh_service();
void session.evidence.kept.look();
// What to do comes before what to do it with: the guide is fetched once the first screen is drawn, the larger module after it.
requestAnimationFrame(() =>
  setTimeout(() => {
    void session.guide.open().then(() => {
      session.desk.prepare();
      session.prepare_pictures();
    });
  }),
);
